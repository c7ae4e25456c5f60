# Strategy reviews

strategy-summary = A question about strategy
strategy-goals = { $owner } has missed its strategic goals two years running
strategy-team = { $owner } has been last in { $metric } for { $n } { $grain ->
    [quarter] quarters
   *[month] months
} running
strategy-reached = { $share } reached
strategy-of-goals = { $n ->
    [one] one goal
   *[other] { $n } goals
}
strategy-of-target = { $share } of target
strategy-last = last of all teams
strategy-cause-own-only = { $reached } of { $of } people reach their own targets, and the team still misses its own. Their targets may not add up to it, or each works for themselves.
strategy-cause-many-short = Only { $reached } of { $of } people reach their own targets, so it is not a matter of a few.
strategy-cause-little-help = People here thank each other for help less than elsewhere: { $own } times a person, { $others } in other teams.
strategy-candidates = These are places to look, not verdicts.
strategy-cause-none = The data points to no cause. Ask the team what gets in its way.
strategy-ask = { $topic ->
    [team] This is about how the team is set up, not about a person. If you change who does what, a shared target or a handover, write it down: I then compare the results before and after.
   *[goals] This is about the strategy, not about a person. Is the goal still the right one, and is this the way there?
}
strategy-decide = What we change
strategy-not-needed = No change needed
strategy-note = Only leadership and HR see this.
strategy-decided = Decided, from { $day } on:
strategy-dismissed = { $by } decided that nothing needs to change.
strategy-since-none = Before and after are compared once the first whole { $grain ->
    [quarter] quarter
   *[month] month
} since then is over.
strategy-since = { $change ->
    [up] { $since } of target on average since the change, { $before } before it: up { $by }.
    [down] { $since } of target on average since the change, { $before } before it: down { $by }.
   *[other] { $since } of target on average since the change, { $before } before it.
} ({ $grain ->
    [quarter] Quarters
   *[month] Months
} compared: { $n } since, { $m } before.)
strategy-list = Strategy reviews
strategy-list-none = No department has missed its strategic goals two years running, and no team has been last three periods running.
strategy-list-line = { $heading } ({ $state ->
    [decided] decided
    [not_needed] no change needed
   *[open] open
})
strategy-form = What do you change?
strategy-field-decision = What changes
strategy-hint-decision = { $topic ->
    [team] Who does what, a shared target, a handover
   *[goals] The goal itself, the way there, or the means
}
strategy-field-day = From which day on
strategy-hint-day = Results before and after this day are compared
strategy-form-submit = Save
strategy-settled-before = This was decided before.
help-strategy = `{ $words }` lists what leadership was asked about strategy, and what came of it
