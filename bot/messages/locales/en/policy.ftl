# The policy: when people may be spoken to, how often, and what is due when

policy-quiet = Quiet hours and working days
policy-quiet-text = In quiet hours, and on days off, nothing is pushed to anybody. It waits until they end; answers to what somebody asks come at any hour.
policy-quiet-note = On each reader's own clock. Change it with `quiet hours 20:00-08:30 for UNIT`; a unit that works by night has its quiet hours in the daytime.
policy-caps = How many messages
policy-caps-text = More than this is never pushed to one person. What is left over comes together in the next digest.
policy-caps-note = Alerts about today and answers do not count. Change it with `caps 2 6 for UNIT`: a day, and a week.
policy-schedule = What is due when
policy-schedule-text = When digests and monthly reports come, and how often people meet their managers one-on-one.
policy-schedule-note = On each reader's own clock and calendar. A report comes on the last working day on or before its day; the manager's week comes on Monday at the digest's time.
policy-column-where = For
policy-column-what = What holds
policy-column-since = Since
policy-column-by = Set by
policy-everybody = everyone
policy-default = from the start
policy-quiet-none = no quiet hours
policy-quiet-span = quiet { $first } to { $last }
policy-days-calendar = working days as in the calendar of the place
policy-days-own = works { $days }, holidays too
policy-digest-at = digest at { $at }
policy-caps-value = people { $day } a day and { $week } a week, managers { $manager } and { $managerweek }
policy-talks-every = { $days ->
    [7] one-on-one every week
    [14] one-on-one every two weeks
    [21] one-on-one every three weeks
    [28] one-on-one every four weeks
    [30] one-on-one every month
    [90] one-on-one every quarter
   *[other] one-on-one every { $days } days
}
policy-report-by = report on or before day { $day } of the month
policy-goals-every = { $months ->
    [0] nobody is asked for goals
    [3] goals are agreed for each quarter
    [6] goals are agreed for each half-year
   *[other] goals are agreed for each year
}
policy-button-change = Change
policy-changed = Now for { $where }: { $what }
policy-submit = Set it
policy-form-intro = What is left empty goes by what holds more widely: for a unit that is the company, for the company what Jinbu came with.
policy-field-where = For which unit or department
policy-hint-where = Its name or id; empty is everyone
policy-field-quiet = Quiet hours
policy-hint-quiet = Such as 20:00-08:30, or 08:00-20:00 for a night shift; “off” for none
policy-field-days = Own working days
policy-hint-days = Only where the calendar of the place does not count; then public holidays are worked too
policy-field-day = Messages a day, people
policy-hint-day = 1 to 20
policy-field-week = Messages a week, people
policy-hint-week = 1 to 100
policy-field-manager-day = Messages a day, managers
policy-hint-manager-day = 1 to 20
policy-field-manager-week = Messages a week, managers
policy-hint-manager-week = 1 to 100
policy-field-digest = Time of the digest
policy-hint-digest = Such as 09:30
policy-field-report = Monthly report by day
policy-hint-report = 1 to 28, of the month after
policy-field-talks = One-on-ones
policy-clock = “{ $said }” is no time of day. Write it as 08:30.
policy-hours = “{ $said }” is no span of hours. Write it as 20:00-08:30, or “off”.
policy-days = Choose at least one weekday.
policy-caps-wrong = Fill in all four numbers: { $day } a day and { $week } a week at the most, and at least 1.
policy-whole = “{ $said }” does not fit: a whole number from { $least } to { $most }.
policy-scope-unknown = There is no unit or department “{ $said }”. Some that there are: { $known }.
help-policy-quiet = `{ $words }` shows and sets when nobody is disturbed, for everyone or a unit
help-policy-caps = `{ $words }` shows and sets how many messages people get at most
help-policy-schedule = `{ $words }` shows and sets when reports, digests and one-on-ones are due
policy-goal-cap = at most { $share } of each part of a goal counts
