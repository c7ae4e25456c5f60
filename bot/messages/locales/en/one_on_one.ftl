# One-on-ones

one-on-one-headline = 1:1 with { $name }, { $moment }, { $ahead }
one-on-one-open = Time for your 1:1 with { $name }
one-on-one-open-since = You last met on { $day }; the rhythm is once { $every }.
one-on-one-open-never = No meeting is on record yet; the rhythm is once { $every }.
one-on-one-many = { $n } one-on-ones are still open { $span ->
    [week] this week
    [month] this month
    [quarter] this quarter
    [weeks] in these { $many } weeks
   *[months] in these { $many } months
}
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
one-on-one-past = That time has passed. Please agree on another one.
one-on-one-other-times = Other times
one-on-one-choose-time = Choose a time
one-on-one-look-again = Look again
one-on-one-wanted = { $name } asks for a 1:1
one-on-one-wanted-summary = Somebody asks for a 1:1
one-on-one-wanted-step = These times suit you both.
one-on-one-wanted-none = There is no common free time in the next two weeks; please agree on one directly.
one-on-one-wanted-note = Only you and { $name } see this · times from both calendars, working hours and leave as far as they are known
one-on-one-agreed-on = 1:1 with { $name }: { $moment }
one-on-one-agreed-step = Both of you get the figures and a question to begin with two hours before.
one-on-one-agreed-file = The file puts it into your calendar.
one-on-one-off-file = The file takes it out of your calendar.
one-on-one-agreed-note = Only the two of you see this
one-on-one-move = Move it
one-on-one-call-off = Call it off
one-on-one-called-off = Called off: 1:1 with { $name }, { $moment }
one-on-one-note-two = Only the two of you see this
one-on-one-ask-title = Ask { $name } for a 1:1
one-on-one-topic = What about?
one-on-one-topic-hint = One line is enough. You may leave it empty.
one-on-one-ask-submit = Ask
one-on-one-ask-who = Only { $name } reads it, with times that suit you both.
one-on-one-asked = { $name } gets your question { $when }, with times that suit you both. You hear as soon as one is chosen.
one-on-one-asked-before = { $name } has your question already. You hear as soon as a time is chosen.
one-on-one-no-lead = Nobody leads you here, so there is nobody to ask. HR can add your manager.
one-on-one-no-time = { $name } and you have no common free time in the next two weeks. Please agree on one directly.
one-on-one-taken = One of you is not free then any more. “Other times” shows what is.
one-on-one-theirs = for them { $moment }
one-on-one-times-title = 1:1 with { $name }
one-on-one-times-at = When?
one-on-one-times-submit = Book
one-on-one-late = That time no longer works.
one-on-one-times-intro = Half hours at which you and { $name } both work and are free, as far as the calendars are known.
one-on-one-none-planned = No meeting is planned any more.
one-on-one-off = Called off. { $name } hears of it.
one-on-one-met = Noted: you met { $name } on { $day }.
one-on-one-list = { $n ->
    [0] No 1:1 is planned
    [one] One 1:1
   *[other] { $n } one-on-ones
}
one-on-one-list-none = To ask for one, write `talk`.
one-on-one-open-one = Open { $name }
one-on-one-asked-for = asked for, no time yet
one-on-one-none-yet = none planned
one-on-one-met-stays = { $moment } stays planned.
one-on-one-happened = It happened
one-on-one-proposed = { $name } would be asked for a 1:1 about “{ $topic }”. Nobody has been told yet.
one-on-one-tomorrow-step = Anything to add? How far things are, what is in the way, what support is needed.
one-on-one-nothing-new = The numbers are as they were when you last met.
one-on-one-later = Tomorrow again
one-on-one-later-said = It comes again { $moment }.
one-on-one-skip = Not this time
one-on-one-skip-said = { $n ->
    [one] Left out this time. It counts as skipped, not as lapsed.
   *[other] All { $n } are left out this time. They count as skipped, not as lapsed.
}
one-on-one-put-off-late = There is no working day left for it in this stretch.
one-on-one-skip-late = Nothing of it is open any more.
cadence-every = { $span ->
    [week] a week
    [month] a month
    [quarter] a quarter
    [weeks] every { $many } weeks
   *[months] every { $many } months
}
lapses-headline = { $n ->
    [one] One 1:1 lapsed last week
   *[other] { $n } one-on-ones lapsed last week, with { $managers } { $managers ->
        [one] manager
       *[other] managers
    }
}
lapses-line = { $n } lapsed
lapses-of = of { $pairs } they hold
lapses-more = { $n } more managers.
lapses-step = Ask first what stood in the way. A cadence that nobody can keep is better changed; HR can do that.
lapses-note = Stretches that ended by { $day } · skipped ones, leave and newcomers are left out · whoever leads these managers and HR see this, once a week
cadence-headline = How often people meet their managers
cadence-text = The most special setting holds: a line before its department, that before the company. Shifts, leave and days off are left out of what is proposed.
cadence-form-title = How often people meet their managers
cadence-field-every = One-on-ones
help-one-on-one-cadence = `{ $words }` shows and sets how often people meet their managers, for the company, a department or a line
