# Reports: a department's month, a manager's week

report-summary-month = { $department }: the report for { $period }
report-headline = { $department }, { $period }: { $title } at { $reached }, { $n ->
    [0] nobody to talk with
    [one] one person to talk with
   *[other] { $n } people to talk with
}
report-headline-plain = { $department }, { $period }: { $n ->
    [0] nobody to talk with
    [one] one person to talk with
   *[other] { $n } people to talk with
}
report-headline-trend = { $department }, { $period }: { $title } { $value }, { $n ->
    [0] nobody to talk with
    [one] one person to talk with
   *[other] { $n } people to talk with
}
report-headline-missing = { $department }, { $period }: no figures yet
report-headline-revised = Revised: { $headline }
report-up = up from { $before } in { $period }
report-down = down from { $before } in { $period }
report-same = as in { $period }
report-total = { $value } together
report-typical = { $value } in the middle
report-moved-both = { $better } of { $all } better, { $worse } worse
report-moved-better = { $better } of { $all } better
report-moved-worse = { $worse } of { $all } worse
report-met = { $met } of { $all } met target ({ $before } in { $period })
report-met-first = { $met } of { $all } met target
report-needs = Needs you: { $people }.
report-person = { $name } { $title } { $reached }
report-person-then = { $name } { $title }, { $period }: { $reached }
report-person-again = { $name } { $title } { $reached } · the month before too
report-moved = { $said } ({ $moved })
report-more = { $n } more
report-well = Going well: { $people }.
report-well-streak = { $name } { $title } { $n } { $grain } better in a row
report-gaps = Data gaps: { $items }.
report-gap-missing = no { $title } yet for { $n ->
    [one] one person
   *[other] { $n } people
}
report-gap-held = { $n ->
    [one] one value
   *[other] { $n } values
} under review
report-gap-none = No data gaps.
report-revised-why = { $n ->
    [one] One value
   *[other] { $n } values
} changed since the first report.
report-note = Data to { $day } · only department heads get this · late data brings a report marked as revised
report-note-unled = Data to { $day } · nobody leads all of { $department }, so HR gets this · late data brings a report marked as revised
report-few = fewer than five people in other teams, and changes to so few, are left out
report-note-week = { $from } to { $to } · only you get this

week-headline = Your team's week: { $n ->
    [one] one person to talk with
   *[other] { $n } people to talk with
}
week-headline-unit = Your team's week: a look at { $names }
week-headline-unmet = Your team's week: { $n ->
    [one] one 1:1 did not happen
   *[other] { $n } one-on-ones did not happen
}
week-headline-well = Your team's week: what went well
week-summary = Your team's week
week-item = { $title }, { $period }: { $reached }
week-unmet = { $n ->
    [one] One 1:1 did not happen: { $people }.
   *[other] { $n } one-on-ones did not happen: { $people }.
}
week-step = Would 20 minutes with { $name } fit in before Friday?
week-step-unit = Would 10 minutes on { $name } fit into the next team meeting?
week-step-well = Who of them could show the others how, in this week's meeting?
report-spread = { $title }: { $few } of { $n } people carry about { $share } of the total.
report-spread-named = { $title }: { $names } carry about { $share } of the total.
report-decide = To decide: what would { $lead }’s team need for { $title }, where fewer than half reached their target?
report-open-team-of = { $name }’s team
report-open-team = Open the team
report-open-talks = Book the talks
report-open-gaps = Data gaps
report-gaps-headline = Data gaps, { $period }: { $n ->
    [0] none
    [one] one metric
   *[other] { $n } metrics
}
report-gaps-others = { $n } in other teams
report-gaps-step = Would you ask whoever sends these figures when they come?
report-gaps-note = Had a figure the month before, or has a target now · people are named where you lead them directly
report-gone = There is no such report of yours.
week-corrected = A number in it was wrong when this came, and is corrected now.
week-corrected-headline = Corrected in your team's week: { $names }
week-corrected-summary = A number in your team's week was corrected
week-corrected-gone = nothing left to talk about
week-corrected-before = The number in the digest that you got was wrong.
week-nothing-left = Your week: nothing needs you any more
