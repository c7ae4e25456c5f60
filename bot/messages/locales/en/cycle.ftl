# Review cycles: what HR is told of one that cannot be.
cycle-no-name = The cycle has no name. Give it one, such as “H2 2026”.
cycle-period = The period ends before it begins.
cycle-days = { $late ->
    [first_due] The day for whoever writes first
    [second_due] The day for whoever writes second
    [peers_due] The day for colleagues
    [meet_by] The last day for talks
    [closes] The closing day
   *[other] The later day
} is { $after }. That is before { $early ->
    [opens] the day on which the forms go out
    [first_due] the day for whoever writes first
    [second_due] the day for whoever writes second
    [peers_due] the day for colleagues
    [meet_by] the last day for talks
   *[other] the earlier day
}, { $before }. Move one of the two.
cycle-parts = Each part of the result can be there once, with a weight above 0.
cycle-changed-before = Somebody else has just changed “{ $name }”. Look at it again before you change it.
cycle-gone = There is no such cycle (any more).
cycle-started-before = “{ $name }” has been started already.
cycle-not-running = “{ $name }” does not run, so there is nothing to close.
