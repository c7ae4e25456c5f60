# Advice: the steps that people are advised, written and followed in chat

advice-summary = A step that people are advised
advice-gone = There is no advice “{ $said }” any more. Write `advice` for the list.
advice-published = This version is in force already.
advice-not-owned = Name a metric that you own: { $metrics }.
advice-newer = Somebody has put another version in force since. Open the advice again and change that one.
advice-list-headline = { $n ->
    [one] 1 step that people are advised
   *[other] { $n } steps that people are advised
}
advice-list-text = Which one somebody reads is chosen by what fits their number; nobody reads the same again within 60 days. Write `advice` and a word to search.
advice-list-note = A metric's own lines stand with the metric · changes are kept with who made them
advice-column-key = Key
advice-column-name = Step
advice-column-use = Where
advice-column-by = By
advice-column-what = What
advice-column-at = When
advice-by-house = shipped
advice-by-company = your company
advice-was-written = put in force
advice-was-retired = retired
advice-button-add = Add one
advice-button-more = More
advice-button-report = What came of them
advice-button-edit = Change
advice-button-retire = Retire
advice-button-list = All advice
advice-button-publish = Put in force
advice-button-again = Change it first
advice-all = whenever something is left to do
advice-any = whatever moved it, however far off
advice-anybody = everybody, every metric
advice-fits-stories = When
advice-fits-why = Because of
advice-fits-whom = For
advice-done-published = In force from the next message on.
advice-done-retired = Retired: nobody is told it any more. What was told stays as it was.
advice-use-step = step for the person
advice-use-question = question to the person
advice-use-agenda = topic of a manager's talk
advice-use-agenda-question = question in a manager's talk
advice-use-alert = where a unit's lead looks first
advice-story-first-reached = target reached for the first time
advice-story-recovered = target reached again
advice-story-holding = target held
advice-story-slipping = getting worse, still on target
advice-story-fell-back = fell below target again
advice-story-near-miss = missed by little
advice-story-improving = getting better, not there yet
advice-story-plateau = missed and not moving
advice-story-below = below target
advice-story-drop = far worse than usual
advice-story-spike = far better than usual
advice-story-best = best so far
advice-story-worst = worst so far
advice-story-on-pace = on pace for the target
advice-story-behind-pace = behind the pace
advice-driver-member = a customer, product, machine or the like
advice-driver-people = people
advice-driver-hours = a time of day
advice-driver-mix = a shift in what it is made of
advice-driver-volume = how many there were
advice-driver-price = how large each was
advice-size-slight = less than 10% short
advice-size-clear = 10 to 25% short
advice-size-large = more than 25% short
advice-form-add = Add a step
advice-form-edit = Change a step
advice-form-intro = You see whom it would have reached last month before anybody is told.
advice-form-submit = Preview
advice-field-use = Where it stands
advice-field-stories = When it fits
advice-hint-stories = At least one
advice-field-drivers = What moved the number
advice-hint-drivers = Only where the records show it; leave empty for any
advice-field-sizes = How far off
advice-hint-sizes = Leave empty for any, also where there is no target
advice-field-metrics = For which metrics
advice-hint-metrics = Names or keys with commas; empty for all
advice-field-roles = For which roles
advice-hint-roles = As on the people list, with commas; empty for all
advice-field-aim = What it asks for
advice-hint-aim = One word, such as cases, help, share: two of the same never stand together
advice-field-name-en = English, in a few words
advice-field-name-zh = Chinese, in a few words
advice-hint-name = “You tried …” continues with it
advice-field-text-en = English sentence
advice-field-text-zh = Chinese sentence
advice-hint-text = Something to do this week. May use { $names }
advice-no-text = Write the sentence in at least one language.
advice-no-name = Give it a name in a few words too.
advice-placeholder = { $name } cannot be filled in. There are { $known }.
advice-braces = A brace is not closed, or has nothing in it. There are { $known }.
advice-members = { "{members}" } needs a driver that has names: choose a member, people, a time of day or the mix, and nothing else.
advice-preview-headline = Preview: { $name }
advice-reach = { $n ->
    [0] It would have fitted nobody in { $period }.
    [one] It would have fitted 1 person in { $period }.
   *[other] It would have fitted { $n } people in { $period }.
}
advice-reach-few = How many it would have fitted in { $period } is not shown: too few, or all of them, and it would tell how each one does.
advice-reach-names = They are { $names }.
advice-without-en = { $read ->
    [0] Who reads English gets none of it.
   *[other] Who reads English gets none of it; some of these people do.
}
advice-without-zh = { $read ->
    [0] Who reads Chinese gets none of it.
   *[other] Who reads Chinese gets none of it; some of these people do.
}
advice-preview-note = What stands in braces is filled in for each reader · by last month's figures · who was told the same lately would not have been told again
