# The tree of goals, drawn

goal-picture = Goal tree, { $day }
goal-picture-elapsed = time gone
goal-picture-gone = { $gone } of the time is gone.
goal-picture-more = { $n } more below
goal-picture-hidden = hidden (fewer than 5 people)
goal-picture-health = { $health ->
    [on-track] on track
    [at-risk] at risk
    [off-track] off track
   *[early] just begun
}
goal-picture-alt = The tree of goals on { $day }, with what is behind first.
goal-picture-node = { $at }: { $owner }, “{ $title }”, { $said }.
