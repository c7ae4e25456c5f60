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
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-previous-down = down { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-year-up = up { $change } from a year ago
phrase-year-down = down { $change } from a year ago
phrase-previous-rise = up { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-previous-fall = down { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-year-rise = up { $change } from a year ago
phrase-year-fall = down { $change } from a year ago
phrase-baseline = usually { $median } (median of { $n } { $grain })
phrase-limit-over = over { $limit }
phrase-limit-under = under { $limit }
phrase-cases = { $numerator } of { $denominator }
phrase-reached = { $share } of target
phrase-reached-value = { $value } (target { $target })
phrase-several = { $names } and { $more } more
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
alert-part = { $share } of the total
alert-quiet = Reminders about individuals here are paused today.
alert-why = Details
alert-note = Data to { $day } · only you see this message · “Details” shows every source row

correction-summary = A correction to your numbers for { $period }
correction-summary-other = A correction to numbers for { $period }
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
step-ask-1 = Which reason came up most often?
step-ask-2 = What was different from usual?
step-ask-3 = Whose help would make the difference?
step-ask-4 = Was it time, information or something else that was missing?
step-ask-5 = If you could change one thing first, which would it be?
step-strength-1 = Would you take 10 minutes at the next team meeting to show what is behind your { $title }?
step-strength-2 = Write down in three lines what helped your { $title } and share it with the team this week.
step-strength-3 = Let one colleague from the team sit beside you for half an hour this week: what do you do differently for { $title }?
step-strength-4 = Share with the team the one step that helped { $title } most, before a busy month hides it.
step-strength-5 = Which habit behind your { $title } could the team copy as it is?
step-strength-6 = Put what works for { $title } on the agenda of this week's team meeting.
nudge-agenda-1 = Suggested: 20 minutes one to one. Where does it get stuck, and who could help?
nudge-agenda-2 = Suggested: 20 minutes one to one. Hear their view first, then agree on one thing for this week.
nudge-agenda-3 = Suggested: 20 minutes one to one. Look at these periods together: where did the change begin?
nudge-agenda-4 = Suggested: 20 minutes one to one. What has been tried already, and what came of it?
nudge-agenda-5 = Suggested: 20 minutes one to one. Which part of the work took longer than planned, and why?
nudge-agenda-6 = Suggested: 20 minutes one to one. What would make next month easier than this one?
nudge-question-1 = Should the target be taken in two steps?
nudge-question-2 = Which task could wait, to make room?
nudge-question-3 = When will you both look at it again?
nudge-question-4 = Is there a cause that the numbers do not show?
nudge-question-5 = What could you take off the table yourself?
nudge-cause-1 = Before you talk: was the machine down, did the material change? Then ask about the steps of the work.
nudge-cause-2 = Three places to look: the steps of the work, the state of the equipment, the material. Which was different?
nudge-cause-3 = Take the equipment's log for the same hours along: steps, equipment and material all come into question.
nudge-cause-4 = Ask first what was different that day: the shift, the model, the machine or the material?
nudge-cause-5 = Compare with a colleague at the same machine before you talk: same pieces, same times?
alert-line-1 = Look at the equipment and the material first, then talk about people.
alert-line-2 = Go to where most of it happened first, and check what changed there today.
alert-line-3 = Compare the hours before and after it began: equipment, material, shift.
alert-team-1 = Look at the cases where it is concentrated first, then at people.
alert-team-2 = Check first whether the same kind of case is behind most of it.
alert-team-3 = Take the three largest cases to the next team meeting and ask what they have in common.

## Evidence: what stands behind a message

evidence-summary = What stands behind the message
evidence-headline = { $n ->
    [one] The number behind this message
   *[other] The { $n } numbers behind this message
}
evidence-share = { $value } ÷ { $target } = { $share } of target
evidence-share-lower = { $target } ÷ { $value } = { $share } of target; lower is better
evidence-share-start = ({ $start } − { $value }) ÷ ({ $start } − { $target }) = { $share } of the way
evidence-missing = { $more } more would reach it
evidence-missing-lower = { $less } less would reach it
evidence-previous = previous: { $value }
evidence-peers = role median: { $median } ({ $n } others)
evidence-rule = Rule: { $title } (`{ $condition }`, version { $version })
evidence-no-rule = No rule asked for this: you get a message when new numbers about you arrive and something in them is worth saying.
evidence-by-rule-text = The sentences are picked by fixed rules from approved ones; no model wrote them.
evidence-by-model = A language model picked and ordered approved sentences ({ $writer }); it wrote no word and no number.
evidence-column-what = What
evidence-column-value = Value
evidence-column-source = File and row
evidence-column-arrived = Arrived
evidence-column-state = Status
evidence-current = counts now
evidence-earlier = version { $version }, replaced
evidence-row = { $file }, row { $row }
evidence-made-of = added up from { $n ->
    [one] one member's row
   *[other] { $n } members' rows
}
evidence-readers = Who was told: { $names }.
evidence-object = Is a row wrong? Tell your manager or whoever keeps the source the file and the row. Once it is corrected, everything is computed again and everybody who was told gets a correction.
evidence-gone = This message is no longer kept, so its sources cannot be shown here.
evidence-denied = Only the people who were sent this message can open what stands behind it.
feedback-gone = This message is no longer kept.
feedback-denied = Only the person who was sent this message can rate it.
person-gone = This person is no longer in the people list.

## A person's own numbers

person-headline = Your numbers
person-headline-period = Your numbers for { $period }
person-metric = { $title }, { $period }
person-target = target { $target } → { $share }
person-target-alone = target { $target }
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

## Help, and people and words we do not know

help-headline = What you can ask me
help-summary = What you can ask me
help-text = I send you your own figures when new ones arrive: what went well, what to look at, one next step. Nobody is ranked.
help-me = `{ $words }` shows your latest numbers with their arithmetic and trend
help-help = `{ $words }` shows this list
help-word = help
help-more = Under every message, “Why?” shows the rows that its numbers come from.
help-note = What you ask here is answered to you alone
help-button-me = My numbers
help-unknown = I do not know “{ $words }” yet
help-unknown-near = Did you mean `{ $nearest }`?
help-unknown-text = I answer to a few words. `{ $help }` lists them.
help-stranger = I do not know this account yet. Ask whoever runs the people list to add it to your entry; then I can show you your numbers.

## Several messages in one, and a message that may be a repeat

delivery-digest = { $n } messages for you today
delivery-digest-talks = { $n } people to talk with
delivery-digest-note = In one message, so that your day has fewer · only you see it
delivery-doubt = You may have had this message already: the first sending was not confirmed.

## One-on-ones

one-on-one-headline = 1:1 with { $name }, { $moment }, { $ahead }
one-on-one-open = Time for your 1:1 with { $name }
one-on-one-open-since = You last met on { $day }; the rhythm is every { $days } days.
one-on-one-open-never = No meeting is on record yet; the rhythm is every { $days } days.
one-on-one-many = { $n } one-on-ones are still open this { $grain }
one-on-one-many-step = Three half hours are enough to begin: the buttons take the first three.
one-on-one-others = Also open: { $names }.
one-on-one-last = last met on { $day }
one-on-one-with = With { $names }.
one-on-one-book = { $name } { $moment }
one-on-one-agreed = { $name } { $moment }
one-on-one-note-due = Only you get this reminder · they get one two hours before the time you book
one-on-one-summary = Your 1:1 with { $name }
one-on-one-numbers-none = No numbers to bring along this time.
one-on-one-ask-gap = A question to begin with: what would make the difference for { $title }?
one-on-one-ask-strength = A question to begin with: what made { $title } work, and who else could use it?
one-on-one-ask-plain = A question to begin with: what takes more of your time than it should?
one-on-one-note = Only the two of you get this reminder
one-on-one-booked = Booked: { $moment }. You both get a reminder two hours before.
one-on-one-denied = You can only arrange this with people who report to you.
one-on-one-past = That time has passed. Please agree on another one.

## Conditions of rules: what cannot be read, and where

condition-empty = There is no condition yet. For example: attainment < 80%
condition-too-long = Column { $column }: that is too long; { $limit } characters are the most.
condition-too-deep = Column { $column }: too many brackets inside brackets; { $limit } are the most.
condition-unknown-name = Column { $column }: I know no fact “{ $found }”. If it is a text, put it in quotes: metric == "{ $found }"
condition-unknown-name-near = Column { $column }: I know no fact “{ $found }”. Did you mean “{ $nearest }”?
condition-unknown-word = Column { $column }: “{ $found }” does not occur here. Did you mean “{ $nearest }”?
condition-character = Column { $column }: “{ $found }” has no meaning in a condition.
condition-open-text = Column { $column }: the quotes that begin here are never closed.
condition-number = Column { $column }: “{ $found }” has too many digits; { $limit } are the most.
condition-arithmetic = Column { $column }: “{ $found }” calculates; a condition only compares facts, joined by and, or, not.
condition-regex = Column { $column }: patterns (“{ $found }”) are not allowed; compare with == or in [ … ].
condition-attribute = Column { $column }: a fact has no parts, so there is nothing after “{ $found }”.
condition-call = Column { $column }: “{ $found }” calls something; a condition only compares facts.
condition-syntax = Column { $column }: “{ $found }” cannot stand here.
condition-unfinished = Column { $column }: something is missing after “{ $found }”.
condition-not-a-condition = Column { $column }: “{ $found }” is neither true nor false; compare it with something, such as < 80%.
condition-compared-twice = Column { $column }: the outcome of a comparison cannot be compared again; join comparisons by and or or.
condition-constant = Column { $column }: this compares no fact with “{ $found }”, so it is always the same.
condition-order = Column { $column }: “{ $found }” has no order; it can only be equal (==) or not (!=).
condition-sort-number = Column { $column }: a number is compared with a number, and “{ $found }” is none.
condition-sort-text = Column { $column }: a text is compared with a text in quotes, and “{ $found }” is none.
condition-sort-truth = Column { $column }: this can only be true or false, and “{ $found }” is neither.
condition-list = Column { $column }: “in” needs a list of values, such as metric in ["csat", "nps"].

## Reports: a department's month, a manager's week

report-summary-month = { $department }: the report for { $period }
report-headline = { $department }, { $period }: { $title } at { $reached }, { $n ->
    [0] nobody below 80%
    [one] one person to talk with
   *[other] { $n } people to talk with
}
report-headline-plain = { $department }, { $period }: { $n ->
    [0] nobody below 80% of target
    [one] one person to talk with
   *[other] { $n } people to talk with
}
report-headline-missing = { $department }, { $period }: no figures yet
report-headline-revised = Revised: { $headline }
report-up = up from { $before } in { $period }
report-down = down from { $before } in { $period }
report-same = as in { $period }
report-met = { $met } of { $all } met target ({ $before } in { $period })
report-met-first = { $met } of { $all } met target
report-needs = Needs you: { $people }.
report-person = { $name } { $title } { $reached }
report-person-again = { $name } { $title } { $reached } · the month before too
report-more = { $n } more
report-well = Going well: { $people }.
report-well-streak = { $name } { $title } { $n } { $grain } better in a row
report-gaps = Data gaps: { $items }.
report-gap-missing = no { $title } yet for { $n ->
    [one] one person
   *[other] { $n } people
}
report-gap-held = { $n ->
    [one] one value
   *[other] { $n } values
} under review
report-gap-none = No data gaps.
report-revised-why = { $n ->
    [one] One value
   *[other] { $n } values
} changed since the first report.
report-note = Data to { $day } · only department heads get this · late data brings a report marked as revised
report-note-week = { $from } to { $to } · only you get this

week-headline = Your team's week: { $n ->
    [one] one person to talk with
   *[other] { $n } people to talk with
}
week-headline-unit = Your team's week: a look at { $names }
week-headline-unmet = Your team's week: { $n ->
    [one] one 1:1 did not happen
   *[other] { $n } one-on-ones did not happen
}
week-headline-well = Your team's week: what went well
week-summary = Your team's week
week-item = { $title }, { $period }: { $reached }
week-unmet = { $n ->
    [one] One 1:1 did not happen: { $people }.
   *[other] { $n } one-on-ones did not happen: { $people }.
}
week-step = Would 20 minutes with { $name } fit in before Friday?
week-step-unit = Would 10 minutes on { $name } fit into the next team meeting?
week-step-well = Who of them could show the others how, in this week's meeting?

## Import: why a row, a cell or a file was not taken; each says how to mend it

import-grain = { $grain ->
    [day] day
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
}
import-said = { $said ->
    [day] day
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
}
import-required = This must not be empty.
import-no-person = Nobody is named here. Put in the employee id.
import-unknown-person = Nobody on the roster has this id or name. Import the person first, or correct the id.
import-ambiguous-person = This could be { $candidates }. Write the full employee id.
import-id-and-name = This looks like { $candidates }, who is not called { $name }. Write the full employee id.
import-unknown-metric = There is no such metric. Import its definition first, or correct the key.
import-ambiguous-metric = This could be { $candidates }. Write the metric’s key.
import-no-number = This is no number. Write it with digits.
import-separator = It is unclear whether this separates thousands or decimals. Write 1234.5, or set decimal in the mapping file.
import-inexact = This is no exact value. Write the number itself.
import-formula = This is a formula without its result. Save the values.
import-unit = “{ $found }” does not fit the metric’s unit “{ $unit }”. Convert the value, or correct the metric.
import-currency = “{ $found }” is another currency than the metric’s { $unit }. Convert the value.
import-percent-or-ratio = It is unclear whether this is a percentage. Write 95% or 0.95, or set percent in the mapping file.
import-denominator = A ratio needs a denominator above zero.
import-parts = The value is not { $numerator } divided by { $denominator }. Correct one of the three.
import-no-date = This is no date. Write it as 2025-09-30.
import-no-day = This must be one day. Write it as 2025-09-30.
import-impossible-date = There is no such date. Correct it.
import-implausible-date = This is before { $earliest }. Correct the date.
import-excel-date = This may be one of Excel’s day numbers. Format the column as a date, or set excel under dates in the mapping file.
import-short-year = The year needs four digits.
import-day-or-month = Day and month could be either way round. Write 2025-09-30, or set order under dates in the mapping file.
import-period-backwards = The end is before the start.
import-period-crosses = { $metric } counts by { import-grain }, and this goes beyond { $first } to { $last }. Give one row for each { import-grain }.
import-period-inside = { $metric } counts by { import-grain }. A value must begin on { $first } or on the day of hire, or end on { $last }.
import-other-grain = This is a { import-said }, and { $metric } counts by { import-grain }. Give the period of that length.
import-future = This period has not come yet. Correct the year.
import-conflict = Rows { $rows } give different values of { $metric } for the same person and period. Keep the right one, or set duplicates in the mapping file.
import-twice = Rows { $rows } say different things about the same id. Keep the right one.
import-shorter = A value that reaches further into the period is stored already. Send one that ends as late, or later.
import-quotes = The quotation marks of this line do not match. Correct the line.
import-too-many-cells = This row has more cells than the header’s { $columns }. Put quotation marks around a value that holds the delimiter.
import-no-object = This is no object with named fields.
import-nested = This must be text or a number, not a list or an object.
import-email = This is no e-mail address.
import-word = This must be one of: { $allowed }.
import-timezone = There is no such time zone. Write a name such as Europe/Berlin.
import-bounds = The maximum is below the minimum.
import-circle = { $people } would report to each other in a circle. Correct the manager.
import-account-taken = This account belongs to somebody else on the roster. Correct one of the two.
import-refused-figure = Figures about emotions, faces, voices or stress are never taken.
import-out-of-range = The metric allows { $low } to { $high }. The value waits for a decision.
import-slip = The { $n } other values lie between { $low } and { $high }, and this one looks like a slipped decimal point. It waits for a decision.
import-sign = The { $n } other values lie between { $low } and { $high }, and this one looks like a turned sign. It waits for a decision.
import-far = The { $n } other values lie between { $low } and { $high }, and this one is far outside. It waits for a decision.
import-duplicate = The same as row { $first }.
import-overtaken = Another row of this file reaches further into the period.
import-no-value = No value.
import-empty-row = An empty row.
import-total = A row of totals.
import-remark = A remark, no data.
import-header-again = The header again.
import-filtered = Left out by the mapping’s filter.
import-discarded = This value was discarded before.
import-nothing-held = No value with the number { $number } waits for a decision.
import-no-file = There is no file { $file }.
import-binary = This is no table of text.
import-encoding = The text is not in { $encoding }. Correct encoding in the mapping file, or save the file as UTF-8.
import-unknown-encoding = The text is neither UTF-8 nor a Chinese encoding. Save it as UTF-8, or set encoding in the mapping file.
import-json = This is no JSON; the fault is in line { $line }.
import-json-list = A list of objects is expected.
import-workbook = This workbook cannot be read. Save it again as .xlsx.
import-no-sheet = There is no sheet { $sheet }; there are: { $sheets }.
import-no-such-row = There is no row { $row } for the header.
import-no-header = No row names the columns that are needed. The first row is: { $titles }. Run it with --dry-run to get a proposed mapping.
import-no-column = There is no column for { $column }; there are: { $columns }. Run it with --dry-run to get a proposed mapping.
import-only-refused = Every value of this file is a figure that is never taken.
import-join-twice = { $column } { $value } stands in the joined file more than once with different values.
import-mapped-metric = The mapping names the metric { $metric }, which is not defined. Import its definition first.
import-mapping-file = The mapping file cannot be read.
import-mapping-toml = The mapping file is no TOML.
import-mapping-key = The mapping file is wrong at { $where }.
import-mapping-kind = The mapping file is not for { $kind }.
webhook-no-secret = No secret is set here. Set JINBU_WEBHOOK_SECRET.
webhook-no-timestamp = The header X-Jinbu-Timestamp must hold seconds since 1970.
webhook-stale = The timestamp is more than { $minutes } minutes away from now. Sign each post anew, and check the clock.
webhook-signature = The signature does not match. It is sha256= and the HMAC-SHA256 of timestamp, a dot and the body, in hex.
webhook-too-large = The body is larger than { $megabytes } MB. Send it in parts.
webhook-busy = Too many posts are waiting. Come again in a few seconds.
webhook-no-json = The body is no JSON.
webhook-no-object = The body must be an object with a list of readings.
webhook-unknown = There is nothing called { $name }; there are: { $names }.
webhook-source = The source must be text.
webhook-no-list = { $name } must be a list with at least one object.
folder-which-kind = Neither the file’s name nor a mapping file beside it says what it holds. Begin its name with one of: { $kinds }.
