# The log of a pair

pair-log-headline = { $n ->
    [0] No talk is written down yet
    [one] One talk in the log
   *[other] { $n } talks in the log
}
pair-log-found = { $n ->
    [0] No talk with “{ $query }” in it
    [one] One talk with “{ $query }” in it
   *[other] { $n } talks with “{ $query }” in them
}
pair-log-none = After your next 1:1 it stands here: when, with whom, what about, and what you agreed on.
pair-log-none-found = Try a shorter word, or the name of whom you talked with.
pair-log-more = { $n } older talks: look for a word with `log WORD`, or take all of it out.
pair-log-summary = Your log of one-on-ones
pair-log-with = { $day }, with { $name }
pair-log-by = written by { $name }
pair-log-by-nobody = held, nothing written down
pair-log-somebody = somebody who has left
pair-log-done = done
pair-log-open = open
pair-log-due = by { $day }
pair-log-overdue = was due { $day }
pair-log-tick = It is done
pair-log-tick-one = Done: { $what }
pair-log-note = Only the two of you see this, and a manager only as long as they lead · HR does not
pair-log-written = Written down
pair-log-told = { $name } wrote your talk down
pair-log-write = Write it down
pair-log-agree = Add an action
pair-log-open-log = Open the log
pair-log-export = Take it out as a file
pair-log-due-today = Due today: { $what }
pair-log-due-tomorrow = Due tomorrow: { $what }
pair-log-due-from = Agreed with { $name } on { $day }.
pair-log-due-note = Only you get this · the day before and on the day, then no more
pair-log-due-summary = Something you agreed on is due
pair-log-after = 1:1 with { $name }, { $moment }: what did you agree on?
pair-log-after-step = Two lines are enough: what it was about, who does what by when. What was not dealt with stays on the agenda.
pair-log-after-note = Only you get this, once
pair-log-after-summary = Your 1:1 with { $name } is over
pair-log-form-title = 1:1 with { $name }
pair-log-form-intro = You and { $name } read it, and nobody else.
pair-log-form-dealt = Talked about
pair-log-form-dealt-hint = What you leave out stays for next time
pair-log-form-notes = What else?
pair-log-form-notes-hint = Progress, problems, support needed
pair-log-form-action = An action
pair-log-form-action-hint = More can be added afterwards
pair-log-form-owner = Who does it
pair-log-form-me = You
pair-log-form-due = By when
pair-log-form-submit = Write it down
pair-log-done-said = Done: { $what }. It stands so in the log of both.
pair-log-export-headline = { $n ->
    [one] One talk as a file
   *[other] { $n } talks as a file
}
pair-log-export-text = Everything of your own one-on-ones that you may read today.
pair-log-export-note = Once it is out, it is in your hands
pair-log-file = one-on-ones.csv
pair-log-column-when = When
pair-log-column-with = With
pair-log-column-by = Written by
pair-log-column-topics = Topics
pair-log-column-notes = Notes
pair-log-column-action = Action
pair-log-column-owner = Who
pair-log-column-due = Due
pair-log-column-done = Done
privacy-kind-talk-log = The log of your one-on-ones
privacy-kind-talk-actions = What was agreed on in them
help-pair-log = `{ $words }` is what you talked about and agreed on in your 1:1s; with a word behind it, where that stands
help-pair-log-export = `{ $words }` hands you the log of your 1:1s as a file
