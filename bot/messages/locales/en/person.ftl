# A person's own numbers

person-headline = Your numbers
person-headline-period = Your numbers for { $period }
person-metric = { $title }, { $period }
person-target = target { $target } → { $share }
person-target-alone = target { $target }
person-target-worked-alone = target for the days worked { $target }
person-target-worked = target for the days worked { $target } → { $share }
person-target-so-far-alone = target so far { $target }
person-target-so-far = target so far { $target } → { $share }
person-before = before { $value }
person-peers = role median { $median } ({ $n } others)
person-arithmetic = Attainment is value ÷ target; where lower is better it is target ÷ value. For example { $title }: { $example }.
person-note = Data to { $day } · you and your manager see this · values under review are left out
person-empty = There are no numbers about you yet
person-empty-text = Once your first figures arrive, you will find them here with their target, what they were before, and the median of your role.
person-empty-unit = Ask whoever keeps the figures to send them with your id, { $id }.
person-more = { $n ->
    [one] One more metric is not shown.
   *[other] { $n } more metrics are not shown.
}
person-unknown = Nobody here is called “{ $said }”. Try the full name or the employee id.
person-several = “{ $said }” could be { $n } people: { $names }. Please write the id.
person-several-hidden = “{ $said }” could be several people. Please write the full name or the id.
person-talk = Ask for a 1:1
person-nothing = No numbers of yours for “{ $asked }”
person-nothing-text = Another month or metric may have some; “My numbers” shows the newest there are.
