# Tasks of reviews: put off, left out, several at once
review-what-goals = the goals
review-what-check-in = the half-way check-in
review-what-self-review = the self-review
review-what-manager-review = the manager’s view
review-what-revision = the last look at the self-review
review-what-confirmation = the confirmation
review-what-talk = the talk
review-later-tomorrow = Remind me tomorrow
review-later-other = Another day …
review-later-skip = Not this time …
review-later-form = Remind me
review-later-when = When?
review-later-tomorrow-option = Tomorrow, { $weekday } { $day }
review-later-monday-option = Next Monday, { $day }
review-later-never-option = Not this time: no more reminders
review-later-reason = Why not this time?
review-later-hint = Only for “Not this time”. The other of you reads it; HR sees only that it is left out.
review-later-why = Say in a few words why, so that the other of you knows.
review-later-submit = Save
review-later-intro = About { $what }. While you are away nothing comes: `away` says until when.
review-later-over = That is after the last day. Today and tomorrow are what is left.
review-put-off = I come back to it { $moment }.
review-skipped = Left out: { $what }. No more reminders; you can still do it.
review-task-done = That is done already, or not waited for from you any more.
review-news-skipped = { $name } leaves this out this time: { $what } · { $cycle }
review-skipped-sight = Only you and { $name } read the reason. HR sees that it is left out.
review-tasks-ask = { $n } of your people wait for you · { $cycle }
review-tasks-soon = Tomorrow is the last day for { $n } of your people · { $cycle }
review-tasks-today = Today is the last day for { $n } of your people · { $cycle }
review-tasks-remind = { $n } things are still missing from you · { $cycle }
review-tasks-line = { $names }: { $what }, { $late ->
    [late] due since { $weekday }, { $day }
   *[ahead] by { $weekday }, { $day }
}
review-tasks-open = { $name }
review-tasks-all = All { $n }
review-tasks-note = `review` with a name opens any of them.
