# Every word the bot itself says, in English. Keys begin with the view that says them.
# Numbers, dates and units arrive ready in their variables; whole numbers select plurals.

## Dates and periods; the values of date-* and period-month* are CLDR patterns

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

## What the chat adapters add themselves

platform-in-private = I sent it to you in a private message.
platform-reply-with = Reply { $number }: { $verb }
platform-working = One moment.
platform-failed = That did not work just now. Nothing is lost; please try again in a minute.
