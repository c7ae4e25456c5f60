# Goal packs: ready goals, and what is asked before they are made

goal-pack-list = Goal packs
goal-pack-list-text = Ready goals from the company down to single people. Look into one, then load it for a period with your own departments.
goal-pack-count = { $n ->
    [one] { $n } goal
   *[other] { $n } goals
}
goal-pack-name-autoparts = Quality in auto parts
goal-pack-name-technology = Technology leader
goal-pack-name-satisfaction = Customer satisfaction
goal-pack-name-output = More output
goal-pack-part-production = Production
goal-pack-part-rd = R&D
goal-pack-part-qa = Quality assurance
goal-pack-part-sales = Sales
goal-pack-part-service = Customer service
goal-pack-part-product = Product
goal-pack-part-purchasing = Purchasing
goal-pack-names-production = production; manufacturing; works; plant
goal-pack-names-rd = r&d; research; development; engineering
goal-pack-names-qa = quality; qa; inspection
goal-pack-names-sales = sales
goal-pack-names-service = customer service; support
goal-pack-names-product = product management
goal-pack-names-purchasing = purchasing; procurement; supply
goal-pack-each = for each person
goal-pack-metric = fed by “{ $title }”
goal-pack-milestone = done or not done
goal-pack-typed = typed in until you name a metric
goal-pack-by-parts = measured by its parts
goal-pack-records = Inspections, machine states and operator steps that your systems send move these goals by themselves.
goal-pack-load = Load…
goal-pack-others = Other packs
goal-pack-tree = Goal tree
goal-pack-note = HR can load packs; the goals of units can be seen by everybody, those of people by them, whoever leads them and HR.
goal-pack-form = Load a goal pack
goal-pack-intro = Goals that are there already are not made twice, so you can load a pack again.
goal-pack-submit = Load
goal-pack-field-goals = Which goals
goal-pack-field-part = Who is { $part } here?
goal-pack-field-people = Whose goals in { $part }?
goal-pack-everybody = Everybody there
goal-pack-nobody = Nobody: leave its goals out
goal-pack-loaded = { $title }: { $n ->
    [0] no new goals
    [one] { $n } new goal
   *[other] { $n } new goals
}
goal-pack-corrected = { $n ->
    [one] { $n } goal changed
   *[other] { $n } goals changed
}
goal-pack-unchanged = { $n ->
    [one] { $n } goal was there already
   *[other] { $n } goals were there already
}
goal-pack-begun = They begin at once. People find theirs under “my goals”.
goal-pack-lacking = Typed in for now, because these metrics are not here: { $titles }. An admin adds them with “metric packs”; then load the pack again.
goal-pack-left-out = Left out, because no department was named: { $titles }.
goal-pack-refused = Not made: { $title }. { $why }
goal-pack-empty = Nobody there has that role.
goal-pack-unknown = There is no such pack any more.
help-goal-packs = “{ $words }” shows ready goals and loads them for your departments
