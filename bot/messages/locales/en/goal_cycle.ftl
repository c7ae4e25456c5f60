# Goal cycles: what is asked at the start, half-way and at the end, and how far people are

goal-cycle-summary = About goals
goal-cycle-start = { $again ->
    [yes] { $period }: a reminder to write a goal
   *[no] { $period }: what do you want to reach?
}
goal-cycle-past = { $n ->
    [one] Your last goal:
   *[other] Your last goals:
}
goal-cycle-start-text = One sentence is enough. Whoever leads you reads it and says yes, or changes it with you.
goal-cycle-write = Write a goal
goal-cycle-team-start = { $n ->
    [one] { $period }: one of your people has no goal yet
   *[other] { $period }: { $n } of your people have no goal yet
}
goal-cycle-team-start-text = They were asked to write one. You can propose one: press a name.
goal-cycle-middle = { $again ->
    [yes] { $n ->
        [one] A reminder: half of the time is gone, how does your goal stand?
       *[other] A reminder: half of the time is gone, how do your { $n } goals stand?
    }
   *[no] { $n ->
        [one] Half of the time is gone: how does your goal stand?
       *[other] Half of the time is gone: how do your { $n } goals stand?
    }
}
goal-cycle-middle-text = Press one to say how it goes and what is in the way: people or money, a skill, something else. Whoever leads you hears what would help.
goal-cycle-well = { $n ->
    [one] Another goal is on track by its data; nothing is asked about it.
   *[other] { $n } other goals are on track by their data; nothing is asked about them.
}
goal-cycle-end = { $again ->
    [yes] { $n ->
        [one] A reminder: your goal ended on { $day }. What became of it?
       *[other] A reminder: { $n } of your goals ended on { $day }. What became of them?
    }
   *[no] { $n ->
        [one] Your goal ended on { $day }. What became of it?
       *[other] { $n } of your goals ended on { $day }. What became of them?
    }
}
goal-cycle-end-text = Press a goal to close it. Then you can write the next one, make a plan, or say that it was an experiment.
goal-cycle-team-end = { $n ->
    [one] One goal of your people ended on { $day } and is not closed
   *[other] { $n } goals of your people ended on { $day } and are not closed
}
goal-cycle-team-end-text = Their owners were asked first. Press a goal to close it together.
goal-cycle-unknown = no data: say yourself how it ended
goal-cycle-reached = reached, { $far }
goal-cycle-good = { $far }, good for a goal set this high
goal-cycle-missed = { $far }, { $short } short
goal-cycle-not-reached = not reached
goal-cycle-note-units = Your own goals: you, whoever leads you, and HR; goals of units: everybody

goal-next = Next goal
goal-plan = Improvement plan

goal-cycle-state = Goals of { $period }
goal-cycle-off = Nobody is asked for goals
goal-cycle-every = { $months ->
    [0] Once HR sets a cycle, people are asked for goals in time.
    [3] People agree goals for each quarter.
    [6] People agree goals for each half-year.
   *[other] People agree goals for each year.
}
goal-cycle-since = Set by { $name } on { $day }.
goal-cycle-agreed = Goals agreed
goal-cycle-people = { $done } of { $of } people
goal-cycle-not-agreed = { $proposed } proposed, { $none } nothing yet
goal-cycle-checked-in = Half-way
goal-cycle-closed = Over and closed
goal-cycle-goals = { $done } of { $of } goals
goal-cycle-has = agreed
goal-cycle-none = nothing yet
goal-cycle-waits = proposed, waits for { $names }
goal-cycle-checked = checked in for { $done } of { $of }
goal-cycle-results = closed { $done } of { $of } that are over
goal-cycle-more = { $n ->
    [one] One more, who has done more of it
   *[other] { $n } more, who have done more of it
}
goal-cycle-change = Set the cycle
goal-cycle-note-hr = Counts of everybody who is led by somebody; whoever leads people sees theirs by name
goal-cycle-note-off = Only HR sets it, and it is on record
goal-cycle-form = Goal cycle
goal-cycle-form-intro = At the start people without a goal are asked for one, half-way how it stands, at the end what became of it. Each is asked once and reminded once.
goal-cycle-field = People agree goals for each
goal-cycle-option = { $months ->
    [0] Nobody is asked
    [3] Quarter
    [6] Half-year
   *[other] Year
}
goal-cycle-submit = Set it
goal-cycle-unclear = I cannot read “{ $said }” as a cycle: say quarter, half-year, year or off.
help-goal-cycle = `{ $words }` shows who has goals, checked in and closed them; HR sets it: “goal cycle quarter”, half-year, year, off
