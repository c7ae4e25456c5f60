# What a series shows: clauses behind a value

story-first = the first time in { $n } { $grain }
story-first-one = the first time
story-first-within = within { $target } for the first time in { $n } { $grain }
story-first-at = at { $target } or more for the first time in { $n } { $grain }
story-recovered = back on target after { $n } { $grain }
story-recovered-one = back on target after a { $grain ->
    [day] day
    [week] week
    [quarter] quarter
    [year] year
   *[month] month
}
story-fell-back = after { $n } { $grain } of reaching it
story-fell-back-one = { $grain ->
    [day] reached the day before
    [week] reached the week before
    [quarter] reached the quarter before
    [year] reached the year before
   *[month] reached the month before
}
story-reached-run = reached { $n } { $grain } in a row
story-missed-run = missed { $n } { $grain } in a row
story-ahead-run = ahead of the median for { $n } { $grain } now
story-level-run = hardly any change in { $n } { $grain }
story-short = by { $gap }
story-to-go = { $size ->
    [slight] only { $gap } to go to the target of { $target }
    [large] { $gap } to go to the target of { $target } (more than a quarter of it)
   *[plain] { $gap } to go to the target of { $target }
}
story-cases-to-go = target { $target }: { $n ->
    [one] one fewer
   *[other] { $n } fewer
} would have reached it
story-at-pace = at this pace there by { $period }
story-better-run = better { $n } { $grain } in a row
story-still = still { $limit }, but { $run }
story-unusual-above = far above the usual { $median } (median of { $n } { $grain })
story-unusual-below = far below the usual { $median } (median of { $n } { $grain })
story-unusual-above-range = far above the { $low } to { $high } of the last { $n } { $grain }
story-unusual-below-range = far below the { $low } to { $high } of the last { $n } { $grain }
story-highest = the highest of { $n } { $grain }
story-lowest = the lowest of { $n } { $grain }
story-pace = heading for { $low } to { $high } in the whole { $grain ->
    [day] day
    [week] week
    [quarter] quarter
    [year] year
   *[month] month
}
story-pace-target = target { $target }
story-seasonal = { $change }, as a year ago
story-days-cluster = { $part } of the { $whole } came on { $days }.
story-days-better = The second half of these { $of } days, from { $days }, was better: { $last } after { $first }.
story-days-worse = It rose in the second half of these { $of } days, from { $days }: { $last } after { $first }.
story-days-within = Not one of { $of } days was over { $target }.
story-days-clean = Of { $of } days { $n } had none at all.
story-days-over-on = It was over { $target } on { $days } only.
story-days-fewer-over = { $size ->
    [half] Less than half as many days were over { $target }
   *[plain] Fewer days were over { $target }
}: { $n ->
    [0] none
   *[other] { $n }
} of { $of }, after { $before } of { $ofbefore } in { $period }.
story-days-more-over = More days were over { $target }: { $n } of { $of }, after { $before ->
    [0] none
   *[other] { $before }
} of { $ofbefore } in { $period }.
story-days-clean-run = Not a single one on { $n } working days in a row, { $days }.
story-days-within-run = { $size ->
    [half] For more than half of its days ({ $n } of { $of } in a row, { $days }) it was within { $target }.
   *[plain] { $n } working days in a row were within { $target }, { $days }.
}
story-days-mostly-within = { $size ->
    [nearly] Only { $others } of { $of } days were over { $target }.
   *[most] { $n } of { $of } days were within { $target }, and none stands out.
}
story-days-spread = { $size ->
    [nearly] Nearly every day was over { $target }: { $n } of { $of }.
    [most] Most days were over { $target } ({ $n } of { $of }), and none stands out.
   *[some] { $others } of { $of } days were within { $target }; the other { $n } were over, and none stands out.
}
story-days-last-within = The last { $n } days were at { $last }, within { $target }.
story-days-last-over = But the last { $n } days were at { $last }, over { $target }.
story-two-lengths = Both are so, as each has a target of its own: { $shortgoal } for { $short }, { $longgoal } for { $long }.
story-apart = Better than the { $grain ->
    [day] day
    [week] week
    [quarter] quarter
    [year] year
   *[month] month
} before: { $better }. Worse: { $worse }. Worth looking at together.
