# Dates and periods; the values of date-* and period-month* are CLDR patterns

date-day = d MMM
date-day-year = d MMM y
date-clock = h a
date-clock-minutes = h:mm a
date-moment = { $weekday } { $clock }
date-moment-far = { $weekday } { $day }, { $clock }
period-today = today
period-yesterday = yesterday
period-week = the week of { $day }
period-month = MMMM
period-month-year = MMMM y
period-month-part = MMMM
period-month-part-year = MMMM y
period-month-to = { $month } to the { $number ->
    [1] 1st
    [2] 2nd
    [3] 3rd
    [21] 21st
    [22] 22nd
    [23] 23rd
   *[other] { $number }th
}
period-to = { $period } to { $day }
period-quarter = Q{ $number }
period-quarter-year = Q{ $number } { $year }
period-year = { $year }
period-range = { $first } to { $last }
date-now = now
date-once-reached = as soon as I can reach them
