# Comparisons: one clause each, behind a value

phrase-target-over = { $over } over the target of { $target }
phrase-target-above = { $points } above the target of { $target }
phrase-target-met = right on the target of { $target }
phrase-target-within = { $size ->
    [half] less than half of the target of { $target }
    [well] well within the target of { $target }
    [just] just within the target of { $target }
   *[plain] within the target of { $target }
}
phrase-target-worked = { $target } for the days worked
phrase-target-so-far = { $target } for the days so far
phrase-target-near-under = just under the target of { $target }
phrase-target-near-over = just over the target of { $target }
phrase-target-under = { $size ->
    [slight] slightly under the target of { $target }
    [large] well under the target of { $target }
   *[plain] under the target of { $target }
}
phrase-target-exceeded = { $size ->
    [slight] slightly over the target of { $target }
    [large] well over the target of { $target }
   *[plain] over the target of { $target }
}
phrase-peers-above = { $size ->
    [well] well above the role median of { $median }
   *[plain] above the role median of { $median }
}
phrase-peers-below = { $size ->
    [well] well below the role median of { $median }
   *[plain] below the role median of { $median }
}
phrase-streak-up = up { $n } { $grain } in a row
phrase-streak-down = down { $n } { $grain } in a row
phrase-previous-up = up { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-previous-down = down { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-year-up = up { $change } from a year ago
phrase-year-down = down { $change } from a year ago
phrase-previous-rise = up { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-previous-fall = down { $change } { $grain ->
    [day] from the day before
    [week] from the week before
    [quarter] from the quarter before
    [year] from the year before
   *[month] from the month before
}
phrase-previous-same = { $grain ->
    [day] as the day before
    [week] as the week before
    [quarter] as the quarter before
    [year] as the year before
   *[month] as the month before
}
phrase-year-rise = up { $change } from a year ago
phrase-year-fall = down { $change } from a year ago
phrase-baseline = usually { $median } (median of { $n } { $grain })
phrase-limit-over = over { $limit }
phrase-limit-under = under { $limit }
phrase-limit-over-or-at = at or above { $limit }
phrase-limit-under-or-at = at or below { $limit }
phrase-called = picked out by a company rule
phrase-cases = { $numerator } of { $denominator }
phrase-value-n = { $value } (n={ $n })
phrase-reached = { $share } of target
phrase-reached-so-far = { $share } of the target for the days so far
phrase-reached-value = { $value } (target { $target })
phrase-several = { $names } and { $more } more
phrase-grain-day = { $n ->
    [one] day
   *[other] days
}
phrase-grain-week = { $n ->
    [one] week
   *[other] weeks
}
phrase-grain-month = { $n ->
    [one] month
   *[other] months
}
phrase-grain-quarter = { $n ->
    [one] quarter
   *[other] quarters
}
phrase-grain-year = { $n ->
    [one] year
   *[other] years
}
