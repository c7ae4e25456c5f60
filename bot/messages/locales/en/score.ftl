# Scores of reviews.
score-none = “{ $cycle }” has no score: HR chose no parts for it.
score-title = Your score · { $cycle }
score-title-of = Score of { $name } · { $cycle }
score-value = **{ $value } of { $full }**, based on { $n } of { $all } { $all ->
    [one] part
   *[other] parts
}.
score-nothing = There is no score: none of its { $all ->
    [one] part has data.
   *[other] { $all } parts has data.
}
score-part = { $name } (weight { $weight }): { $said }
score-kind-kpi = KPI
score-kind-okr = OKR
score-kind-peers = 360
score-from-kpi = { $value }, from { $n ->
    [one] 1 metric with a target
   *[other] { $n } metrics with targets
}
score-from-okr = { $value }, from { $n } of { $all ->
    [one] 1 goal
   *[other] { $all } goals
} due in the period
score-from-okr-none = { $all ->
    [one] no data on the 1 goal due in the period
   *[other] no data on any of the { $all } goals due in the period
}, left out
score-tried = { $n ->
    [one] 1 experiment
   *[other] { $n } experiments
} left out
score-from-peers = { $value }, from what colleagues said
score-from-missing = { $kind ->
    [peers] not enough answers, left out
   *[other] no data, left out
}
score-how = What has no data is left out, not counted as zero; the other parts keep their weights among themselves. More than 100% of a target counts as 100%.
score-how-all = More than 100% of a target counts as 100%.
score-writing = It stands here once both of you have written, or your days for it are over, so that nobody writes with a number in mind.
score-asking = It stands here once colleagues are through, after { $weekday }, { $day }.
score-note = You and whoever leads you see this. If a figure behind it is wrong, send `dispute`.
score-note-of = { $name } and you see this. Nothing follows from it by itself.
