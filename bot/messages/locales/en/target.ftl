# Targets: agreed in chat

target-over = This period is over. A target for it can only be corrected, which two people of HR do together.
target-period = “{ $said }” names no period. For example: November, next month, Q1 2027.
target-grain = This metric is counted by the { $grain ->
    [day] day
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
}; name one.
target-range = Plausible values go from { $low } to { $high }.
target-stale = Who this is for has changed since you were asked. Look at it once more; nothing was stored.

target-form = A target
target-form-intro = For one person, a team, or everybody of a role. You see it before it is stored.
target-form-submit = Look at it
target-field-who = For whom
target-field-metric = Metric
target-field-period = Period
target-field-value = Target
target-hint-who = A name, a team, or a role such as { $role }.
target-hint-metric = Title or key.
target-hint-period = For example next month, November, Q1 2027.
target-hint-value = With its unit if you like: 50, 35%, 1.2M.

target-headline = { $title }, { $period }: { $value } for { $who }
target-role = everybody with the role { $role } ({ $n ->
    [one] one person
   *[other] { $n } people
})
target-text = Not stored yet. Attainment and what follows from it are computed again once you confirm; the earlier target is kept as a version.
target-hidden = What stands there now is not shown to admins.
target-column-name = Name
target-column-before = Now
target-column-after = New
target-more = { $n ->
    [one] One more person is not shown.
   *[other] { $n } more people are not shown.
}
target-button-set = Set it
target-button-edit = Change…
target-summary = A target to confirm
target-done = Stored for { $n ->
    [one] one person
   *[other] { $n } people
}. Attainment was computed again.
target-same = That was the target already; nothing was stored.
target-note = Stored as said in chat, with your name
target-own = Nobody sets a target for themselves alone: another admin or HR does it. The attempt is on record.
