# Review cycles: what HR is told of one that cannot be.
cycle-no-name = The cycle has no name. Give it one, such as “H2 2026”.
cycle-period = The period ends before it begins.
cycle-days = { $late ->
    [midway] The day for the half-way check-in
    [opens] The day on which the forms go out
    [first_due] The day for whoever writes first
    [second_due] The day for whoever writes second
    [peers_due] The day for colleagues
    [meet_by] The last day for talks
    [closes] The closing day
   *[other] The later day
} is { $after }. That is before { $early ->
    [goals_due] the day until which goals are agreed
    [midway] the day for the half-way check-in
    [opens] the day on which the forms go out
    [first_due] the day for whoever writes first
    [second_due] the day for whoever writes second
    [peers_due] the day for colleagues
    [meet_by] the last day for talks
   *[other] the earlier day
}, { $before }. Move one of the two.
cycle-parts = Write each part once with its weight, like `KPI 60, OKR 30, 360 10`.
cycle-parts-field = What is the score made of?
cycle-parts-hint = Like KPI 60, OKR 30, 360 10. Left empty, there is no score.
cycle-parts-line = Score: { $parts }.
cycle-changed-before = Somebody else has just changed “{ $name }”. Look at it again before you change it.
cycle-gone = There is no such cycle (any more).
cycle-started-before = “{ $name }” has been started already.
cycle-not-running = “{ $name }” does not run, so there is nothing to close.
cycle-name = Name
cycle-name-hint = For example H2 2026
cycle-start = First day of the period
cycle-end = Last day of the period
cycle-day-opens = Forms go out
cycle-day-self-due = Self-reviews until
cycle-day-manager-due = Managers’ views until
cycle-day-peers-due = Colleagues (360) until
cycle-day-peers-due-hint = Only with 360. Left empty, the day for managers’ views.
cycle-day-meet-by = Talks until
cycle-day-closes = Closes
cycle-day-goals-due = Goals agreed until
cycle-day-midway = Half-way check-in until
cycle-prompts = What is asked before the forms?
cycle-prompts-hint = Days that are past, or come after the forms, are left out. You see the days before it starts.
cycle-prompt-goals-due = At the start: agree what counts, two weeks from the first day
cycle-prompt-midway = Half-way: a check-in, in the middle of the period
cycle-prompt-none = Empty: not asked
cycle-order = Who writes first?
cycle-order-employee-first = The employee first, then the manager
cycle-order-manager-first = The manager first, then the employee
cycle-order-parallel = Both at once, unseen by each other, then compared
cycle-units = Which teams?
cycle-units-hint = None chosen: everybody
cycle-form-new = A new review cycle
cycle-form-change = Change the cycle
cycle-form-save = Save
cycle-form-intro = Nothing goes out yet. You see it all once more before it starts.
cycle-form-intro-running = It applies at once. What people have written stays.
cycle-title = Review cycle · { $name }
cycle-state-draft = Not started. { $n ->
    [one] 1 person would take part.
   *[other] { $n } people would take part.
}
cycle-state-running = Running.
cycle-state-closed = Closed.
cycle-period-line = { $start } to { $end }
cycle-line = Period: { $period }. { $order }.
cycle-team = **{ $team }**: { $people ->
    [one] 1 person
   *[other] { $people } people
} · { $counts }.
cycle-all = **All { $teams } teams**: { $people } people · { $counts }.
cycle-count-goals = { $n } goals agreed
cycle-count-check-ins = { $n } check-ins
cycle-count-self-reviews = { $n } self-reviews
cycle-count-views = { $n } views
cycle-count-planned = { $n } talks planned
cycle-count-held = { $n } held
cycle-count-confirmed = { $n } confirmed
cycle-count-overdue = { $n } overdue
cycle-count-skipped = { $n } left out
cycle-count-plans = { $n ->
    [one] 1 plan overdue
   *[other] { $n } plans overdue
}
cycle-team-none = No team
cycle-team-late = Self-review late: { $names }.
cycle-team-late-views = Manager’s view late for: { $names }.
cycle-names-more = { $names } and { $n } more
cycle-note = Status only. What people write is read by the two it concerns.
cycle-button-start = Start
cycle-button-change = Change
cycle-button-close = Close
cycle-button-new = Plan a cycle
cycle-none = There is no review cycle
cycle-none-text = Plan one: who, about which period, until when. Nothing goes out before you start it.
cycle-none-wait = HR plans them; you will be told when one starts.
cycle-day-line = { $what }: { $weekday }, { $day }
cycle-took = Filling in the self-review: half took { $span } or less, { $share }% were done within 10 minutes (n = { $n }).
cycle-took-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
cycle-took-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
cycle-report-days = Report for whoever leads them
cycle-report-days-before = { $n ->
    [one] one day before the talk
   *[other] { $n } days before the talk
}
cycle-button-missing = Who is missing?
cycle-button-teams = { $n } more teams
cycle-button-more = { $n } more
cycle-button-remind = { $n ->
    [one] Remind 1 person
   *[other] Remind { $n } people
}
cycle-missing = { $n ->
    [0] Nothing is missing
    [one] 1 thing is missing
   *[other] { $n } things are missing
} · { $team } · { $cycle }
cycle-missing-all = all teams
cycle-missing-team = **{ $team }**, { $late ->
    [late] overdue
   *[ahead] still open
}
cycle-missing-who = { $about ->
    [own] { $reader } ({ $what })
   *[other] { $reader } ({ $what }, { $name })
}
cycle-missing-line = { $who }, { $late ->
    [late] since { $weekday }, { $day }
   *[ahead] until { $weekday }, { $day }
}
cycle-missing-note = One reminder each, about all that they owe. Not to who is on leave or heard of it today. `missing forms` with a team’s name shows one team.
cycle-reminded = { $n ->
    [0] Nobody was reminded
    [one] 1 person is reminded
   *[other] { $n } people are reminded
} · { $cycle }
cycle-reminded-told = Reminded: { $names }.
cycle-reminded-until = { $name } (until { $day })
cycle-reminded-away = Not reminded, on leave: { $names }.
cycle-reminded-before = Not reminded, they heard of it today: { $names }.
cycle-reminded-nobody = Everything was done meanwhile.
cycle-reminded-note = It arrives in their working hours. Who was done meanwhile got nothing.
cycle-digest = { $n ->
    [one] 1 review is past its day
   *[other] { $n } reviews are past their day
}
cycle-digest-team = **{ $team }**: { $names }
cycle-digest-teams = And { $n } more teams.
cycle-digest-show = { $cycle }
cycle-digest-note = Once a week. They were asked, the day before and on the day. Status only; what people write stays with the two.
help-cycle-missing = `{ $words }` lists what is missing in the review cycle; a team’s name behind it only that team
cycle-form = By which form?
