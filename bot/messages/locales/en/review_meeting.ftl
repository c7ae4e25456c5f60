# The talk of a review: where it is, when the two meet, and what is done about its time.
help-review-meeting = `{ $words }` shows the talk of your review: its stage, time and notes; with a name that of somebody you lead
review-meeting-title-own = Your review talk · { $cycle }
review-meeting-title-of = Review talk with { $name } · { $cycle }
review-meeting-time-title = Review talk with { $name }
review-meeting-stage-prepare = prepare
review-meeting-stage-held = held
review-meeting-stage-confirmed = confirmed
review-meeting-stage-follow-up = follow-up
review-meeting-stage-closed = closed
review-meeting-turn-drafted = Confirmed by both. Next: { $name } begins the plan; without one the talk does not close.
review-meeting-turn-no-plan = Confirmed by both. Next: agree on an action with { $name }; without one the talk does not close.
review-meeting-when = You meet { $moment }.
review-meeting-when-past = It was planned for { $moment }. Did you meet?
review-meeting-when-missed = It did not take place { $moment }. Choose another time.
review-meeting-when-open = No time is agreed yet.
review-meeting-sight = You and { $name } see this, with every shared note. HR sees that the talk was held, not what was said.
review-meeting-private = { $n ->
    [one] Besides, one note that only you see.
   *[other] Besides, { $n } notes that only you see.
}
review-meeting-button-time = Choose a time
review-meeting-button-missed = We did not meet
review-meeting-button-plan = Open the plan
review-meeting-news-agreed = { $name } agreed to meet { $moment }: review talk
review-meeting-news-called-off = { $name } called off the review talk of { $moment }
review-meeting-news-missed = { $name } says: the review talk of { $moment } did not take place
review-meeting-news-soon = Review talk with { $name }, { $moment }, { $ahead }
review-meeting-news-prepare = Your review talk with { $name }: choose a time, by { $weekday }, { $day }
review-meeting-news-last = The review talk with { $name } has no time yet; tomorrow is the last day
review-meeting-news-today = The review talk with { $name } has no time yet; today is the last day
review-meeting-not-open = This talk is not ahead any more. `review talk` shows where it is.
review-meeting-not-past = Its time has not come yet. You can move it or call it off.
privacy-kind-meeting-steps = Times of your review talks
review-meeting-button-report = Prepare: the report
meeting-compare-title = You and { $name }, side by side · { $cycle }
meeting-compare-missing = { $name } has not handed in yet. You see both side by side once both are in, or your day is past.
meeting-compare-waits = { $name } has handed in. You see both side by side once yours is in, or after { $weekday }, { $day }.
meeting-compare-field = { $apart ->
    [yes] **{ $title }** · ▼ you differ
   *[no] **{ $title }**
}
meeting-compare-side = { $name }: { $words }
meeting-compare-you = You
meeting-compare-nothing = –
meeting-compare-button-talk = Open the talk
review-gap-title = **▼ Seen differently: clear this up first**
review-gap-topic = **{ $topic }**
review-gap-said = { $name }: “{ $words }”
review-gap-data = The data: { $words }
review-gap-about = { $topic ->
    [complaints] Complaints of customers
    [delivery] Delivery
    [defects] Defects
   *[other] Replies
}
review-gap-share = { $share } of the target, { $period }
review-gap-open = { $n ->
    [0] none open
    [one] one open
   *[other] { $n } open
}
review-link-title = **What the records say of it**
review-link-line = “{ $words }” → { $project }: { $record }
review-report-title = Before your talk with { $name } · { $cycle }
review-report-corrected = Corrected: before your talk with { $name } · { $cycle }
review-report-restricted = { $name } has had the use of their figures stopped. None stand here.
review-report-goals = **Goals**
review-report-share = { $share } of target
review-report-met = target met
review-report-missed = target not met
review-report-periods = met in { $n } of { $all }
review-report-no-target = no target
review-report-changed = against the period before; no target
review-report-why = Why? { $title }
review-report-events = **Key events**
review-report-complaints = Complaints of customers
review-report-kudos = Thanks from { $name }
review-report-case = Objection to a figure
review-report-case-state = { $state ->
    [open] nobody looks at it yet
    [checking] being checked
    [accepted] found wrong, correction waits
    [rejected] the figure stands
    [closed] corrected
   *[other] taken back
}
review-report-training = **Training**
review-report-trainings = { $n ->
    [one] 1 training in the past year: { $names }.
   *[other] { $n } trainings in the past year: { $names }.
}
review-report-pay = **Pay**
review-report-proposal = { $kind ->
    [raise] { $state ->
        [approved] A raise is approved for: { $goal }
       *[other] A raise is proposed for: { $goal }
    }
   *[other] { $state ->
        [approved] A promotion is approved for: { $goal }
       *[other] A promotion is proposed for: { $goal }
    }
}
review-report-talk = **To talk about**
review-report-praise = Praise { $title }: the target was met. Ask what made it work.
review-report-praise-change = Praise { $title }: it changed for the better. Ask what made it work.
review-report-short = Name { $title }: the target was not met. Ask what was in the way.
review-report-ask = You see this differently: { $topics }. Ask what each of you saw before you judge.
review-report-plain = No figure stands out. Ask what went well, what got in the way, and what would help.
review-report-button-compare = Side by side
review-report-sight = Only you see this report; { $name } sees the same figures with `me`. HR sees that the talk is due, not this.
privacy-kind-meeting-reports = Figures told to your manager before a review talk
review-meeting-news-handed = The review talk of { $name } is yours now · { $cycle }
review-meeting-handed = It stands as you see here: stage, time and every shared note came along. Private notes of whoever led before stay with them.
review-meeting-button-action = Agree on an action
