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
period-quarter = Q{ $number }
period-quarter-year = Q{ $number } { $year }
period-year = { $year }
period-range = { $first } to { $last }
date-now = now
date-once-reached = as soon as I can reach them
