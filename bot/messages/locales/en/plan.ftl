# Plans

plan-text-by = { $what }: { $way ->
    [up] up
    [down] down
   *[none] better
} by { $amount }
plan-text-to = { $what }: { $way ->
    [up] up to
    [down] down to
   *[none] to
} { $amount }
plan-text-from = { $what }: from { $origin } { $way ->
    [up] up to
    [down] down to
   *[none] to
} { $amount }
plan-text-points = { $amount } percentage points
plan-text-due = { $aim } by { $day }
plan-text-by-day = By { $day }
plan-text-milestone = { $day }: { $text }

plan-summary = A plan
plan-understood = This is what I understood
plan-from-to = from { $base } to { $target }
plan-base = where it stood in { $period }
plan-start = Where it stands
plan-start-none = no figures yet; “Correct” lets you type it
plan-aim = To reach
plan-aim-none = no number that I could hold it against
plan-until = By
plan-until-day = by { $day }
plan-days-left = { $n ->
    [0] today
    [one] one day left
   *[other] { $n } days left
}
plan-days-over = { $n ->
    [one] one day past its day
   *[other] { $n } days past its day
}
plan-now = Now, { $period }
plan-stands = on the line, which is at { $planned }
plan-stands-reached = reached
plan-stands-behind = planned { $planned }, { $gap } away
plan-milestone-some-day = No day
plan-milestone-done = done { $day }
plan-milestone-open = still open
plan-milestone-skipped = left out this time: { $reason }
plan-milestone-past = This milestone is done.
plan-steps = Steps: { $steps }
plan-support = Needed
plan-support-later = { $whose ->
    [own] goes to whoever leads you once you start
   *[theirs] waits for your answer once you start
}
plan-support-asked = asked, no answer yet
plan-support-accepted = yes
plan-support-dated = yes, by { $day }
plan-support-declined = no: { $reason }
plan-support-no = no
plan-reported = Report of { $day }: { $percent }% done.
plan-reason = What was said about it: { $reason }
plan-no-day = No last day was named. “Correct” lets you add one; without it nobody is reminded.
plan-note = Only you and whoever leads you can see this
plan-note-draft = Only you see this until you start it
plan-note-leads = Only { $name } and you can see this

plan-begin = Start it
plan-correct = Correct
plan-discard = Throw away
plan-change = Change
plan-report = Say how it goes
plan-done = Done: { $text }
plan-close = Close it
plan-later-what = “{ $text }”
plan-later-hint = Only for “Not this time”. It stays with the plan, for you and whoever leads you.
plan-skipped = Left out this time: { $text }. No more reminders; you can still do it.
plan-skipped-of = { $name } leaves this out this time: { $text }
plan-summary-skipped = A milestone is left out this time
plan-show = Show the plan
plan-add = New plan
plan-talk = Ask for a 1:1
plan-book = Book 20 min

plan-list = { $n ->
    [0] No plan is running
    [one] One plan is running
   *[other] { $n } plans are running
}
plan-list-of = { $n ->
    [0] { $name } has no plan running
    [one] { $name } has one plan running
   *[other] { $name } has { $n } plans running
}
plan-none = Write down what you want to reach, by when, and what you need for it. Such as: cut bug fix time by 50% within 3 months.
plan-none-of = There is nothing here that { $name } has started.
plan-goal = Goal
plan-more = { $n ->
    [one] One more.
   *[other] { $n } more.
}
plan-milestones = { $done } of { $n } milestones done
plan-asks = waits for your answer
plan-is-behind = behind its line
plan-state-draft = draft
plan-state-open = running
plan-state-done = done
plan-state-not-done = not done
plan-state-changed = changed
plan-state-dropped = dropped
plan-team = { $n ->
    [0] No plan is running in your team
    [one] One plan is running in your team
   *[other] { $n } plans are running in your team
}
plan-team-none = Anybody can write one with `new plan`; you can for somebody with `new plan NAME`.
plan-team-summary = Plans in your team
plan-team-note = Of people who report to you today · each sees their own
plan-status = { $n ->
    [0] No plans are running
    [one] One plan is running
   *[other] { $n } plans are running
}
plan-status-state = { $state ->
    [open] Running
    [done] Done
    [not_done] Not done
    [changed] Changed
   *[dropped] Dropped
}
plan-status-author = { $author ->
    [self] Written by people themselves
   *[manager] Written for them by managers
}
plan-status-few = { $n ->
    [0] none over yet
   *[other] too few are over to say ({ $n })
}
plan-status-of = { $done } of { $n } done
plan-status-means = The share is of plans that ended as done or not done. Changed and dropped ones are not in it.
plan-status-note = Numbers only: what plans say is for their person and whoever leads them

plan-digest = { $n ->
    [one] One plan is overdue
   *[other] { $n } plans are overdue
}
plan-digest-whole = { $name } (its last day is past)
plan-digest-milestones = { $name } ({ $n ->
    [one] milestone { $places }
   *[other] milestones { $places }
})
plan-digest-status = Plans in numbers
plan-digest-note = Once a week. They were reminded, and more than three days have passed since. Status only: what plans say is for their person and whoever leads them.

plan-form = New plan
plan-form-for = A plan for { $name }
plan-form-change = Change the plan
plan-form-intro = One goal for each plan. What I understood is shown first, and nothing starts before you say so.
plan-form-submit = Show what you understood
plan-field-goal = Goal
plan-hint-goal = What will be different, by how much, by when: cut bug fix time by 50% within 3 months
plan-field-steps = Steps
plan-hint-steps = { $whose ->
    [own] What you will do, in your own words
   *[theirs] What they will do, in plain words
}
plan-field-milestones = Milestones
plan-hint-milestones = A line each. Month 1: finish the tool course; month 2: use it on the project; month 3: sum up
plan-field-support = { $whose ->
    [own] Support you need
   *[theirs] Support they need
}
plan-hint-support = { $whose ->
    [own] A line each: a place on the test tool course. It goes to whoever leads you once the plan starts.
   *[theirs] A line each: a place on the test tool course. Once the plan starts, you say yes, no, or by when.
}
plan-correct-form = What is meant
plan-correct-intro = Change whatever I got wrong. What you leave empty stays open.
plan-correct-submit = That is right
plan-field-metric = Metric
plan-metric-none = none of the company’s metrics
plan-field-way = Which way
plan-way-none = no number
plan-way-share-down = down by a share (%)
plan-way-share-up = up by a share (%)
plan-way-points-down = down by percentage points
plan-way-points-up = up by percentage points
plan-way-amount-down = down by an amount
plan-way-amount-up = up by an amount
plan-way-value = to a value
plan-field-amount = How much
plan-hint-amount = Such as 50%, 5 or 2 h
plan-field-base = Where it stands now
plan-hint-base = Empty where no figure shows it
plan-field-due = Last day
plan-amount-wrong = “{ $said }” is no number. Write it as 50%, 5 or 2 h.
plan-amount-unit = “{ $said }” does not fit { $metric }, which is in { $unit }.
plan-amount-missing = Say how much, or choose “no number”.
plan-report-form = How it goes
plan-report-intro = About: { $goal }
plan-report-submit = Send
plan-promise-form = Say yes for a day
plan-promise-submit = Promise it
plan-field-promise = By which day?
plan-decline-form = Say no
plan-field-reason = Why?
plan-hint-decline = One line. They read it.
plan-support-intro = { $name } needs for a plan: { $text }
plan-close-form = What became of it?
plan-close-intro = { $name }’s plan: { $goal }
plan-close-submit = Close the plan
plan-field-outcome = Outcome
plan-field-why = What would you say about it?
plan-hint-why = What was reached and what was not. They read it.
plan-outcome-done = Done
plan-outcome-not-done = Not done
plan-outcome-changed = Changed
plan-outcome-dropped = Not needed any more

plan-summary-due = Something in a plan is due
plan-due = { $text }: { $day }
plan-due-of = { $name }: { $text }, { $day }
plan-due-goal = From the plan: { $goal }
plan-day-today = due today
plan-day-tomorrow = due tomorrow
plan-day = due { $day }
plan-promised = You promised { $name }: { $text }
plan-promised-day = It is { $day }.
plan-summary-report = How does your plan go?
plan-ask-report = How does it go? { $goal }
plan-ask-milestones = Due by now: { $texts }.
plan-ask-text = Two lines are enough. Whoever leads you reads them.
plan-summary-slow = Where a plan stands
plan-slow = Your plan for { $what }: { $gap } away from the line
plan-slow-of = { $name }’s plan for { $what }: { $gap } away from the line
plan-slow-course = { $name } was shown a course: { $course }
plan-slow-ask = What would help most: more time, somebody’s help, or another goal?
plan-slow-talk = Talk for 20 minutes: what is in the way, who can help, should the goal be split in two? { $name } has heard it first.
plan-lag = Where your plan stands: { $goal }
plan-lag-of = Where { $name }’s plan stands: { $goal }
plan-lag-due = due { $day }
plan-lag-reports = By the last two reports
plan-lag-way = the straight way would be { $way }
plan-status-difference = { $sure ->
    [yes] The shares differ by { $gap } percentage points. With so many plans chance makes up to { $chance }, so there is a difference; it does not say why.
   *[no] The shares differ by { $gap } percentage points. With so few plans up to { $chance } can be chance: it says nothing yet.
}
plan-summary-closing = A plan has come to its end
plan-closing = The last day is past: { $goal }
plan-closing-of = { $name }’s plan has come to its end: { $goal }
plan-closing-milestones = { $done } of { $n } milestones are done.
plan-closing-ask = Say how it ended. Whoever leads you closes the plan after that.
plan-closing-course = If it is not done: { $course }
plan-closing-decide = What became of it is for you to say. They read your answer.
plan-summary-asked = Support is asked for
plan-asked = { $name } needs something for a plan
plan-accept = Yes
plan-promise = Yes, by …
plan-decline = No
plan-accepted = Yes. { $name } hears of it.
plan-accepted-by = Yes, by { $day }. { $name } hears of it, and I remind you.
plan-declined = No. { $name } hears of it.
plan-summary-answered = There is an answer about your plan
plan-answered = { $state ->
    [declined] What you asked for cannot be had
   *[accepted] You get what you asked for
}
plan-summary-begun = A plan was written for you
plan-begun = Whoever leads you wrote you a plan
plan-begun-text = It runs from today. If it does not fit, change it or talk about it.
plan-summary-reported = A report on a plan
plan-reported-of = { $name } is { $percent }% through: { $goal }
plan-summary-ended = Your plan was closed
plan-ended = { $outcome ->
    [done] Done: { $goal }
    [changed] Changed: { $goal }
    [dropped] Not needed any more: { $goal }
   *[not_done] Closed as not done: { $goal }
}
plan-ended-next = A new plan can be smaller, or start somewhere else.

plan-closed = { $outcome ->
    [done] { $name }’s plan is closed as done
    [changed] { $name }’s plan is closed as changed
    [dropped] { $name }’s plan is dropped
   *[not_done] { $name }’s plan is closed as not done
}
plan-closed-done = You may propose a raise or a step towards promotion. HR decides; { $name } hears nothing of it before.
plan-closed-next = A new plan can take up what is left, in smaller steps.
plan-closed-note = { $name } was told how the plan ended, and what you wrote
plan-propose-raise = Propose a raise
plan-propose-promotion = Propose promotion
plan-proposed = { $n ->
    [0] Noted. Nobody has the role of HR here, so nobody was asked.
   *[other] HR has your proposal. You hear what they decide.
}
plan-reward-summary = A proposal about somebody
plan-reward = { $by } proposes { $kind ->
    [promotion] promotion
   *[raise] a raise
} for { $name }
plan-reward-note = For HR only · { $by } hears what you decide
plan-approve = Approve
plan-refuse = Decline
plan-reward-said = { $state ->
    [approved] Approved. Whoever leads them hears of it.
   *[declined] Declined. Whoever leads them hears of it.
}
plan-reward-decided = { $state ->
    [approved] Approved
   *[declined] Declined
}: { $kind ->
    [promotion] promotion
   *[raise] a raise
} for { $name }
plan-reward-told = Decided by { $by } · { $name } has not been told by me
plan-reward-own = Somebody else of HR decides about what you proposed yourself.
plan-reward-decided-before = This was decided before.

plan-discarded = Thrown away. Nobody has seen it.
plan-ticked = Done: { $text }. { $left ->
    [0] That was the last milestone.
    [one] One milestone is left.
   *[other] { $left } milestones are left.
}
plan-report-sent = { $name } gets your report.
plan-report-kept = Your report is kept with the plan.
plan-gone = That plan is no longer here.
plan-begun-before = This plan has started already.
plan-not-open = This plan is not running any more.
plan-step-over = That part of the plan is done, or was left out. Nothing is left to be reminded of.
plan-changed-meanwhile = Somebody has just changed this plan. Open it again to see how it is now.
plan-proposed-before = Something was proposed for this plan already, or it was not done.

home-waiting-plan =
    { $n ->
        [one] One request for support in a plan waits for your answer.
       *[other] { $n } requests for support in plans wait for your answer.
    }
home-open-plan = Plans

help-plan = `{ $words }` shows your plans; a name behind it those of somebody you lead
help-plan-add = `{ $words }` writes down what you want to reach; a name behind it makes one for somebody you lead
help-plan-team = `{ $words }` lists the plans of your team
help-plan-status = `{ $words }` counts plans and how they ended, without their words

privacy-kind-plans = Your plans
privacy-kind-plan-versions = Earlier versions of your plans
privacy-kind-plan-reports = Reports on your plans
plan-day-past = That day is past. Choose today or a later one.

plan-is-goal = As a goal
plan-make-goal = Make it a goal
plan-show-goal = Show the goal
plan-close-goal = Close the goal
plan-goal-runs = it runs on until { $day }
plan-goal-waits = it still waits for a yes
plan-goal-no-day = A goal needs a last day that is ahead. Change the plan and name one.
