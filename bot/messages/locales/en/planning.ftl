# A manager's week

planning-summary = Your week
planning-headline = Your week: { $counts }
planning-headline-none = Your week: nobody is waiting for you
planning-count-talk = { $n ->
    [one] one person to talk with
   *[other] { $n } people to talk with
}
planning-count-slipping = { $n } slipping
planning-count-recovering = { $n } recovering
planning-count-praise = { $n } to praise
planning-group-talk = **Needs a talk**
planning-group-slipping = **Slipping**
planning-group-recovering = **Recovering**
planning-group-praise = **Worth a word of praise**
planning-ask-talk = Ask: what got in the way of { $title }, and what would help?
planning-ask-better = Ask: what has helped { $title } so far, and what is still missing?
planning-ask-fell-back = Ask: { $title } was on target before: what has changed?
planning-ask-plateau = Ask: { $title } has hardly moved for a while: what was tried, and what could be tried next?
planning-ask-drop = Ask: what happened with { $title } this time?
planning-ask-slipping = Ask: what has changed for { $title }?
planning-ask-recovering = Ask: what made the difference for { $title }, and what keeps it going?
planning-ask-praise = Ask: what was done differently for { $title }, and could others use it?
planning-agreed-open = Agreed on { $day }: “{ $what }”, still open.
planning-agreed-late = Agreed on { $day }: “{ $what }”, due on { $due } and still open.
planning-agreed-done = Agreed on { $day }: “{ $what }”, done.
planning-other = Later or done: { $name }
planning-write = Write to { $name }
planning-meeting = The 1:1 with { $name }
planning-more = { $n } more
planning-settled = { $n ->
    [one] Answered today: { $names }.
   *[other] Answered today ({ $n }): { $names }.
}
planning-changed-corrected = Wrong when this came, and corrected now: the numbers of { $names }.
planning-changed-recovered = Better by now, nothing left to talk about: { $names }.
planning-changed-changed = Off the list, as what it went by has changed: { $names }.
planning-changed-lead = Not on your team any more: { $names }.
planning-led-by = { $name } (now with { $lead })
planning-note = Only you see this · by name within each group, nobody is ranked · each of them sees their own numbers
planning-over = You lead nobody at the moment, so there is no week to plan.
planning-answer-title = { $name }
planning-answer-intro = It leaves your list for now. If the figure gets worse, it comes back by itself.
planning-answer-field = What next?
planning-answer-later = Later: { $weekday }, { $day }
planning-answer-done = We have talked
planning-answer-told = I have told them
planning-answer-not-needed = Not needed
planning-answer-reason = Reason
planning-answer-reason-hint = Needed for “not needed”. { $name } can read it in their own data.
planning-answer-reason-missing = Why is no talk needed? A few words are enough: on leave for most of the month.
planning-answer-submit = Save
planning-answered-later = { $name } is back on your list on { $weekday }, { $day }.
planning-answered-done = Noted: done with { $name }.
planning-answered-not-needed = Noted: not needed for { $name }.
help-planning = `{ $words }` shows whom your week is about: talks, who slips, who recovers, who deserves a word
