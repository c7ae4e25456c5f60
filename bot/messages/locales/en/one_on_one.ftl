# One-on-ones

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
