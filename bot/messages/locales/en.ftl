# Every word the bot itself says, in English. Keys begin with the view that says them.
# Numbers, dates and units arrive ready in their variables; whole numbers select plurals.

## Dates and periods; the values of date-* and period-month* are CLDR patterns

date-day = d MMM
date-day-year = d MMM y
date-clock = h a
date-clock-minutes = h:mm a
date-moment = { $weekday } { $clock }
date-moment-far = { $weekday } { $day }, { $clock }
period-today = today
period-yesterday = yesterday
period-week = the week of { $day }
period-month = MMMM
period-month-year = MMMM y
period-quarter = Q{ $number }
period-quarter-year = Q{ $number } { $year }
period-year = { $year }

## What the chat adapters add themselves

platform-in-private = I sent it to you in a private message.
platform-reply-with = Reply { $number }: { $verb }
platform-working = One moment.
platform-failed = That did not work just now. Nothing is lost; please try again in a minute.

## Numbers and units; $n is 1 for exactly one

number-large = { $scaled }K
number-huge = { $scaled }M
number-points = { $points } percentage points
number-unit = { $text } { $unit }
number-unit-tight = { $text } { $unit }
unit-yuan = yuan
unit-call = { $text } { $n ->
    [1] call
   *[other] calls
}
unit-campaign = { $text } { $n ->
    [1] campaign
   *[other] campaigns
}
unit-commit = { $text } { $n ->
    [1] commit
   *[other] commits
}
unit-customer = { $text } { $n ->
    [1] customer
   *[other] customers
}
unit-day = { $text } { $n ->
    [1] day
   *[other] days
}
unit-density = { $text } { $n ->
    [1] defect per KLOC
   *[other] defects per KLOC
}
unit-hour = { $text } { $n ->
    [1] h
   *[other] h
}
unit-item = { $text } { $n ->
    [1] item
   *[other] items
}
unit-lead = { $text } { $n ->
    [1] lead
   *[other] leads
}
unit-minute = { $text } { $n ->
    [1] min
   *[other] min
}
unit-order = { $text } { $n ->
    [1] order
   *[other] orders
}
unit-person = { $text } { $n ->
    [1] person
   *[other] people
}
unit-piece = { $text } { $n ->
    [1] piece
   *[other] pieces
}
unit-point = { $text } { $n ->
    [1] point
   *[other] points
}
unit-stop = { $text } { $n ->
    [1] stop
   *[other] stops
}
unit-ticket = { $text } { $n ->
    [1] ticket
   *[other] tickets
}
unit-time = { $text } { $n ->
    [1] time
   *[other] times
}

## Comparisons: one clause each, behind a value

phrase-target-over = { $over } over the target of { $target }
phrase-target-above = { $points } above the target of { $target }
phrase-target-met = right on the target of { $target }
phrase-target-within = within the target of { $target }
phrase-target-so-far = { $target } for the days so far
phrase-target-near-under = just under the target of { $target }
phrase-target-near-over = just over the target of { $target }
phrase-target-under = { $size ->
    [slight] slightly under the target of { $target }
    [large] well under the target of { $target }
   *[plain] under the target of { $target }
}
phrase-target-exceeded = { $size ->
    [slight] slightly over the target of { $target }
    [large] well over the target of { $target }
   *[plain] over the target of { $target }
}
phrase-peers-above = above the role median of { $median }
phrase-peers-below = below the role median of { $median }
phrase-streak-up = up { $n } { $grain } in a row
phrase-streak-down = down { $n } { $grain } in a row
phrase-previous-up = up { $change } { $grain ->
    [day] on the day before
    [week] on the week before
    [quarter] on the quarter before
    [year] on the year before
   *[month] on the month before
}
phrase-previous-down = down { $change } { $grain ->
    [day] on the day before
    [week] on the week before
    [quarter] on the quarter before
    [year] on the year before
   *[month] on the month before
}
phrase-year-up = up { $change } on a year ago
phrase-year-down = down { $change } on a year ago
phrase-previous-rise = up { $change } { $grain ->
    [day] on the day before
    [week] on the week before
    [quarter] on the quarter before
    [year] on the year before
   *[month] on the month before
}
phrase-previous-fall = down { $change } { $grain ->
    [day] on the day before
    [week] on the week before
    [quarter] on the quarter before
    [year] on the year before
   *[month] on the month before
}
phrase-year-rise = up { $change } on a year ago
phrase-year-fall = down { $change } on a year ago
phrase-baseline = usually { $median } (median of { $n } { $grain })
phrase-limit-over = over { $limit }
phrase-limit-under = under { $limit }
phrase-cases = { $numerator } of { $denominator }
phrase-grain-day = { $n ->
    [one] day
   *[other] days
}
phrase-grain-week = { $n ->
    [one] week
   *[other] weeks
}
phrase-grain-month = { $n ->
    [one] month
   *[other] months
}
phrase-grain-quarter = { $n ->
    [one] quarter
   *[other] quarters
}
phrase-grain-year = { $n ->
    [one] year
   *[other] years
}

## Feedback: what a person, or their manager, is told

feedback-headline-target = { $title }, { $period }: { $share } of target
feedback-headline-value = { $title }, { $period }: { $value }, { $clause }
feedback-headline-neutral = Your numbers for { $period } are in
feedback-why = Why?
feedback-useful = Useful
feedback-not-useful = Not useful
feedback-note = Data to { $day } · you and your manager see this · “Why?” shows every source row
feedback-note-alone = Data to { $day } · only you see this · “Why?” shows every source row
feedback-note-reader = Data to { $day } · only you see this message · “Why?” shows every source row
feedback-note-first = Data to { $day } · the same numbers went to { $name } first · “Why?” shows every source row
feedback-thanks-useful = Noted: useful. Thank you.
feedback-thanks-not-useful = Noted: not useful. It counts when we decide what to send.
feedback-picture = { $title } over { $n } { $grain }: { $first } in { $from }, { $last } in { $to }
feedback-picture-target = Target

nudge-summary = A 1:1 worth booking this week
nudge-headline-share = { $name }, { $period }: { $title } at { $share } of target, { $bar }
nudge-headline-value = { $name }, { $period }: { $title } at { $value }, { $bar }
nudge-before = Before
nudge-before-item = { $value } in { $period }
nudge-context = { $unit }: { $title }
nudge-book = Book { $moment }

alert-summary = { $unit } needs a look { $grain ->
    [day] today
   *[other] this week
}
alert-headline-bar = { $unit }, { $period }: { $title } { $value }, { $bar }
alert-headline = { $unit }, { $period }: { $title } { $value }, { $clause }
alert-part = { $numerator } of all { $total }, from { $denominator } of their own
alert-quiet = Reminders about individuals here are paused today.
alert-why = Details

correction-summary = A correction to your numbers for { $period }
correction-headline-own = Correction: your { $title } for { $period } is { $after }, not { $before }
correction-headline-other = Correction: { $title } of { $name } for { $period } is { $after }, not { $before }
correction-was = was { $before }
correction-source = The source was corrected on { $day } ({ $file }, row { $row }). What we wrote from the old number no longer holds; everyone who was told gets this message.
correction-thanks = You objected on { $day }, and you were right. Thank you for pointing it out.

## Next steps when the metric brings none of its own; variants, so that nobody reads the same twice

step-gap-1 = Pick the three most recent cases behind { $title } this week and note where each one stopped.
step-gap-2 = Spend 20 minutes this week with a colleague for whom { $title } runs well, and compare one case step by step.
step-gap-3 = Tomorrow, begin the day with the one open item that moves { $title } most.
step-gap-4 = By Friday, write down two things that hold { $title } back: one you can change, one you need help with.
step-gap-5 = Block two half hours this week for { $title } and nothing else.
step-gap-6 = Try one change to { $title } from Monday and look at it again after five working days.
step-ask-1 = Which kind of case came up most often?
step-ask-2 = What was different from usual?
step-ask-3 = Whose help would make the difference?
step-ask-4 = Was it time, information or something else that was missing?
step-ask-5 = If you could change one thing first, which would it be?
step-strength-1 = Would you take 10 minutes at the next team meeting to show how you work on { $title }?
step-strength-2 = Write down in three lines what worked for { $title } and send it to the team this week.
step-strength-3 = Let one colleague watch you handle { $title } once this week.
step-strength-4 = Note the one step that helped { $title } most, so that it survives a busy month.
step-strength-5 = Which part of how you handle { $title } could others copy as it is?
step-strength-6 = Put your way of handling { $title } on the agenda of this week's team meeting.
nudge-agenda-1 = Suggested: 20 minutes one to one. Where does it get stuck, and who could help?
nudge-agenda-2 = Suggested: 20 minutes one to one. Hear their view first, then agree on one thing for this week.
nudge-agenda-3 = Suggested: 20 minutes one to one. Look at these periods together: where did the change begin?
nudge-agenda-4 = Suggested: 20 minutes one to one. What has been tried already, and what came of it?
nudge-question-1 = Should the target be taken in two steps?
nudge-question-2 = Which task could wait, to make room?
nudge-question-3 = When will you both look at it again?
nudge-question-4 = Is there a cause that the numbers do not show?
nudge-cause-1 = Before you talk: was the machine down, did the material change? Then ask about the steps of the work.
nudge-cause-2 = Three places to look: the steps of the work, the state of the equipment, the material. Which was different?
nudge-cause-3 = Take the equipment's log for the same hours along: steps, equipment and material all come into question.
alert-line-1 = Look at the equipment and the material first, then talk about people.
alert-line-2 = Go to where most of it happened first, and check what changed there today.
alert-line-3 = Compare the hours before and after it began: equipment, material, shift.
alert-team-1 = Look at the cases where it is concentrated first, then at people.
alert-team-2 = Check first whether the same kind of case is behind most of it.
alert-team-3 = Take the three largest cases to the next team meeting and ask what they have in common.
