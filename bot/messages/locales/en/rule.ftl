# Rules: what they are, what they would have said, and how they are written

rule-unknown = There is no rule “{ $said }”. `rule` lists them.
rule-unknown-near = There is no rule “{ $said }”. Did you mean `{ $nearest }`?
rule-stale = Somebody has changed this rule since this card was made. Open `rule { $rule }` and look at the newest version first.
rule-untested = This version has not been tested yet. Test it first; then it can be switched on.
rule-no-title = Give the rule a title in at least one language.
rule-whole = A whole number from 0 to { $most }, please.

rule-list-headline = { $n ->
    [0] No rule matches
    [one] One rule
   *[other] { $n } rules
}
rule-summary = A rule and its versions
rule-list-text = `rule KEY` opens one, `rule test KEY` says whom it would have reached last month, `rule add` writes a new one.
rule-column-key = Key
rule-column-title = Title
rule-column-state = State
rule-column-version = Version
rule-column-by = By
rule-column-at = Date
rule-column-changed = What changed
rule-column-field = What
rule-column-theirs = Version { $version }
rule-column-yours = Yours
rule-column-name = Name
rule-column-group = Group
rule-column-times = Times
rule-column-people = People
rule-state-on = on
rule-state-off = off
rule-state-untested = off, not tested
rule-more = More
rule-button-add = Add a rule
rule-button-edit = Edit…
rule-button-test = Test
rule-button-on = Switch on
rule-button-off = Switch off
rule-button-back = The rule
rule-button-keep = Make it a rule…

rule-field-title-en = Title in English
rule-field-title-zh = Title in Chinese
rule-field-scope = About
rule-field-condition = Condition
rule-field-audience = Told
rule-field-tone = Kind of message
rule-field-cadence = When
rule-field-cooldown-days = Silent after speaking, days
rule-field-minimum-n = Smallest number of cases
rule-field-checks = Gates
rule-field-material = Only changes that matter
rule-field-review = A manager approves the words
rule-field-enabled = State
rule-scope-person = a person
rule-scope-unit = a team or line
rule-audience-person = the person
rule-audience-manager = their manager
rule-audience-head = the head of department
rule-audience-hr = HR
rule-tone-alert = an alert
rule-tone-nudge = a nudge to talk
rule-tone-praise = praise
rule-tone-standing = the regular message
rule-cadence-at-once = as soon as the data is in
rule-cadence-period-end = once the period is over
rule-days = { $n ->
    [0] speaks every time
    [one] silent for a day after it has spoken
   *[other] silent for { $n } days after it has spoken
}
rule-cases = { $n ->
    [0] any number of cases
   *[other] at least { $n } cases
}
rule-yes = yes
rule-no = no
rule-shipped = shipped with Jinbu
rule-first = first version
rule-change = { $field }: { $before } → { $after }
rule-switched = { $by } switched it { $state } on { $day }; this is version { $version }. It looks at the next data that comes in.
rule-switched-off = { $by } switched it off on { $day }; this is version { $version }. It stays silent from now on.
rule-note = Only admins change rules · every version is kept with who wrote it

rule-form-add = A new rule
rule-form-edit = Rule { $rule }, version { $version }
rule-form-intro = A condition compares facts, joined by and, or, not. For example `attainment < 80%`, or `metric == "csat" and good_streak >= 2`. Chinese names work too. Saving shows whom it would have reached last month; it stays off until you switch it on.
rule-form-facts = Facts: { $facts }.
rule-form-either = One language is enough; it is then used for both.
rule-form-save = Save and test

rule-trial-fired = { $title }: would have fired for { $people ->
    [0] nobody
    [one] one person
   *[other] { $people } people
} in { $period }, { $times ->
    [0] never
    [one] once
   *[other] { $times } times
}
rule-trial-units = { $title }: would have fired for { $people ->
    [0] no team
    [one] one team
   *[other] { $people } teams
} in { $period }, { $times ->
    [0] never
    [one] once
   *[other] { $times } times
}
rule-trial-few = { $title }: no number for { $period }
rule-trial-about-people = { $title }: would have fired for about { $n } people in { $period }
rule-trial-about-units = { $title }: would have fired for about { $n } teams in { $period }
rule-trial-about-text = As an admin you see no exact number: fewer than { $floor } people more or less make no difference here. HR can test the same rule and sees names.
rule-trial-few-text = It would have fired for fewer than { $floor } people, perhaps for nobody, or for everybody of a department or role, or the condition picks out so few by who they are. Admins see no number then, because it would show too much about single people. HR can test the same rule and sees names.
rule-trial-new = Your condition
rule-trial-condition = When `{ $condition }`.
rule-trial-readers = It would have gone to { $audience ->
    [manager] { $n ->
        [one] one manager
       *[other] { $n } managers
    }
    [head] { $n ->
        [one] one head of department
       *[other] { $n } heads of department
    }
    [hr] { $n ->
        [one] one reader for HR
       *[other] { $n } readers for HR
    }
   *[person] the { $n ->
        [one] person
       *[other] { $n } people
    } themselves
}.
rule-trial-held = Held back: { $reasons }.
rule-trial-saved = Version { $version } is saved and off. Until it is switched on, the rule is silent.
rule-trial-kept = Version { $version } is saved and on.
rule-trial-next = “Switch on” lets it speak with the next data that comes in.
rule-trial-on = It is switched on.
rule-trial-department = { $name } (department)
rule-trial-role = { $name } (role)
rule-trial-summary = What a rule would have done
rule-trial-note = Nothing was sent · as if each value had come in on the morning after its period
rule-held-too-early = { $n } because too little of the period was over
rule-held-sample-too-small = { $n } with too few cases
rule-held-not-material = { $n } with a change too small to matter
rule-held-one-praise = { $n } after other praise for the same period
rule-held-cooldown = { $n } by the cool-down
rule-held-explained = { $n } explained by the team's own alert
rule-held-history = { $n } too old to act on
rule-held-at-limit = { $n } exactly at the limit, not below it
rule-held-common = { $n } for what most of the role reach too
rule-held-nobody = { $n } with nobody to tell
rule-held-together = { $n } covered by another message of that day

rule-stale-headline = { $name } was faster: version { $version } of { $rule } is in force
rule-stale-summary = Somebody was faster
rule-stale-text = Nothing of yours was saved. Here is where the two differ; open the newest version and bring over what you still want.
rule-stale-same = Both say the same, so there is nothing left to do.
