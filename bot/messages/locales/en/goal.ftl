# Goals

goal-summary = A goal
goal-summary-message = About a goal
goal-list-summary = Goals
goal-label = Goal
goal-level-company = The company
goal-days = { $start } to { $end }
goal-until = until { $day }
goal-past = its last day is past
goal-period = When
goal-state = State
goal-progress = Progress
goal-state-proposed = proposed
goal-state-open = open
goal-state-achieved = achieved
goal-state-missed = missed
goal-state-dropped = dropped
goal-waits = waits for { $name } to say yes
goal-was = it was at { $far }
goal-commitment-short-committed = committed
goal-commitment-short-aspirational = aspirational: 60% to 70% is good
goal-project = project { $name }
goal-from-plan = from a plan
goal-plan-behind = The plan behind it
goal-part-of = Part of
goal-of-owner = { $owner }: { $title }
goal-result = Number { $n }
goal-which-result = Which of the numbers?

goal-far-unknown = not known yet
goal-far-about = about { $share }
goal-far-done = { $far } done
goal-hidden = hidden: it rests on fewer than 5 people
goal-basis = based on { $known } of { $parts } parts
goal-weights = weights sum to { $sum }, normalised
goal-weight = weight { $share }
goal-elapsed = { $gone } of the time gone
goal-pace = { $gone } of the time gone, { $health ->
    [on-track] on track
    [at-risk] at risk
   *[off-track] off track
}

goal-result-of = { $name } ({ $subject })
goal-result-unknown = no data yet
goal-result-no-target = no target yet
goal-result-of-target = { $value } / { $target }
goal-target = target { $target }
goal-of-target = { $share } of target
goal-counted = counted as { $share }
goal-of-way = { $share } of the way
goal-from = from { $start }
goal-bar = { $way ->
    [lower] to stay below { $bar }
   *[higher] to stay above { $bar }
}
goal-bar-kept = kept
goal-bar-broken = not kept
goal-change = { $way ->
    [lower] to fall by { $change }
   *[higher] to rise by { $change }
}
goal-typed = typed in
goal-result-aged = older records were deleted for their age
goal-done-same = as it was
goal-done-yes = done
goal-done-no = not done yet

goal-understood = Measured by: { $what }
goal-understood-milestone = done or not done. “What is measured” lets you name a number.
goal-understood-parts = The goals below it decide how far it is. “What is measured” lets you add a number.
goal-understood-open = { $what }, with no target yet
goal-understood-count = { $target } done
goal-understood-value = { $what }, { $from_ ->
    [yes] from { $start } to { $target }
   *[no] to { $target }
}
goal-understood-ratio = { $what }, { $from_ ->
    [yes] from { $start } to { $target }
   *[no] to { $target }
}
goal-understood-bar = { $what }, { $way ->
    [lower] below { $target } all the time
   *[higher] above { $target } all the time
}
goal-understood-change = { $what }, { $way ->
    [lower] { $target } less than in the period before
   *[higher] { $target } more than in the period before
}

goal-parts-unnamed = { $n ->
    [one] One more part is not listed here
   *[other] { $n } more parts are not listed here
}
goal-not-aligned = Not aligned: it is part of no other goal. “Part of …”, maybe behind “More …”, puts it below one.
goal-reason = Why: { $reason }
goal-need = What would help: { $need }
goal-tried = { $state ->
    [proposed] Experiment, not decided yet: { $text }
    [approved] Experiment, left out of scores: { $text }
   *[declined] Not taken as an experiment: { $text }
}
goal-is-experiment = an experiment, left out of scores
goal-tried-why = The reason: { $reason }

goal-accept = Say yes
goal-edit = Change
goal-measure = What is measured
goal-measure-more = One more number
goal-check-in = Check in
goal-close = Close
goal-link = Part of …
goal-try = It was an experiment
goal-versions = Versions
goal-why = The rows behind it
goal-ways-more = More …
goal-ways = What you can do about “{ $title }”
goal-show = Open the goal
goal-add = New goal
goal-book = Book 20 min
goal-experiment-approved = Approve
goal-experiment-declined = Decline

goal-list = { $n ->
    [0] No goals yet
    [one] One goal
   *[other] { $n } goals
}
goal-list-of = { $n ->
    [0] { $name } has no goals yet
    [one] { $name }: one goal
   *[other] { $name }: { $n } goals
}
goal-none = Write one in your own words: “new goal halve complaints by the end of June”.
goal-none-of = There is nothing to show of { $name } yet.
goal-more = { $n ->
    [one] One more is not shown
   *[other] { $n } more are not shown
}
goal-which-check-in = Which goal?
goal-versions-of = Versions of “{ $title }”
goal-version = Version { $n }
goal-version-by = { $name }, { $when }
goal-note-own = You, whoever leads you, and HR can see this
goal-note-leads = { $name }, whoever leads them, and HR can see this
goal-note-list = Only what you may see of { $name }’s goals is listed
goal-note-unit = Everybody can see this goal
goal-note-coarse = Everybody can see this goal; people’s own goals stay theirs, so its progress is rounded to 5%

goal-proposed = { $name } proposes a goal for you
goal-proposed-of = { $name } proposes a goal of their own
goal-changed = { $name } changed a goal
goal-accepted = { $name } said yes: the goal has begun
goal-closed = { $name } closed a goal: { $state ->
    [achieved] achieved
    [missed] missed
   *[dropped] dropped
}
goal-closed-far = The data say: { $far }
goal-obstacle = { $name } needs { $kind ->
    [resources] resources for a goal
    [ability] help with a skill for a goal
    [priorities] a decision on what comes first
   *[other] something for a goal
}
goal-experiment-asked = { $whose ->
    [unit] A missed goal: was it an experiment?
   *[person] { $name } missed a goal: was it an experiment?
}
goal-experiment-text = What was tried: { $text }
goal-experiment-means = If you approve, it is left out of scores and stays visible as an experiment.
goal-experiment-decided = { $name } { $state ->
    [approved] took your missed goal as an experiment
   *[declined] did not take your missed goal as an experiment
}
goal-experiment-said = { $state ->
    [approved] Approved: it is left out of scores
   *[declined] Declined: it counts as before
}
goal-experiment-kept = Kept. Nobody leads you, so nobody decides about it.
goal-experiment-sent = { $name } decides about it, and says why.
goal-check-in-sent = Kept. { $name } hears what is in the way.

goal-form = A goal
goal-form-change = Change the goal
goal-form-intro = One sentence is enough: what is to be reached, and by when. I show you what I understood before anything counts.
goal-form-submit = Save
goal-field-owner = Whose goal
goal-field-title = Goal
goal-hint-title = “Cut complaints by 10%”, “Launch three core products”, “Defect rate below 3%”
goal-field-period = When
goal-hint-period = “2026”, “Q4”, “1 Oct to 15 Dec”
goal-field-commitment = How firm
goal-commitment-committed = Committed: all of it is to be reached
goal-commitment-aspirational = Aspirational: 60% to 70% of it is good
goal-field-project = Project key
goal-hint-project = When the project is finished, the goal moves by itself
goal-field-parent = Part of
goal-parent-none = Of no other goal
goal-field-weight = Weight
goal-hint-weight = Among the other parts; weights need not sum to 100
goal-field-own-weight = Weight among one’s goals
goal-hint-own-weight = For the score of a period; weights need not sum to 100
goal-measure-form = What is measured
goal-measure-intro = “{ $title }”
goal-measure-submit = Save
goal-field-result = Name
goal-field-measure = How
goal-measure-count = So many things done
goal-measure-value = A value, from where it stands to a target
goal-measure-ratio = A share, to a target
goal-measure-milestone = Done or not done
goal-measure-bar = A value that stays below or above a bar
goal-measure-change = So many percent less or more than before
goal-field-target = Target
goal-hint-target = “3”, “5%”, “10%” less; leave it empty for done or not done
goal-field-start = Where it stands
goal-hint-start = Progress is counted from here; empty counts the share of the target
goal-field-direction = Better is
goal-direction-higher = higher
goal-direction-lower = lower
goal-field-metric = Metric
goal-metric-none = None: people type it
goal-field-subject = Whose values
goal-link-form = What the goal is part of
goal-move-form = Move the goal
goal-link-intro = “{ $title }”
goal-link-submit = Save
goal-close-form = Close the goal
goal-close-intro = “{ $title }”. The data say: { $far }.
goal-close-submit = Close it
goal-field-state = What became of it
goal-field-reason = Why
goal-hint-reason = For a goal that is dropped the reason is needed
goal-check-in-form = Check in
goal-check-in-intro = “{ $title }”
goal-check-in-submit = Save
goal-field-said = In words
goal-hint-said = What happened since last time?
goal-field-obstacle = What is in the way
goal-field-need = What would help
goal-hint-need = It goes to whoever leads you, as something to act on
goal-hint-value = Where it stands now; the target is { $target }
goal-experiment-form = It was an experiment
goal-experiment-intro = “{ $title }”. Whoever leads you decides; if they agree, it is left out of scores and stays visible.
goal-experiment-submit = Ask
goal-field-tried = What was tried
goal-hint-tried = What was new about it, and what is known now?
goal-decide-form = { $state ->
    [approved] Approve the experiment
   *[declined] Decline the experiment
}
goal-decide-intro = “{ $title }”: { $text }
goal-decide-submit-approved = Approve
goal-decide-submit-declined = Decline
goal-field-decision = The reason
goal-hint-decision = They read it

privacy-kind-key-result-values = What records made of your key results
goal-gone = There is no such goal.
goal-not-open = This goal does not run.
goal-over = This goal is over.
goal-begun-before = This goal has begun already.
goal-changed-meanwhile = The goal was changed meanwhile. Open it again to see how it stands.
goal-not-asked = This goal does not wait for your yes.
goal-which = Which goal? Open it from “goals”, or name its number.
goal-no-parents = There is no goal that this one could be part of.
goal-parent-below = “{ $title }” stands above “{ $parent }”, so it cannot be part of it.
goal-circle = That would be a circle: { $path }
goal-reason-missing = Why is it dropped?
goal-need-missing = What would help?
goal-said-nothing = Say how it goes, or type a value.
goal-period-unclear = I cannot read “{ $said }” as a time. Try “Q4” or “1 Oct to 15 Dec”.
goal-period-over = That time is over.
goal-weight-wrong = The weight has to be more than 0.
goal-target-missing = What is the target?
goal-value-wrong = I cannot read “{ $said }” as a number.
goal-value-unit = “{ $said }” is no value in { $unit }.
goal-experiment-own = Only whose goal it is can call it an experiment.
goal-experiment-late = Only a goal that was missed can be called an experiment, and only once.
goal-experiment-over = That was decided before.

help-goal = `{ $words }` shows your goals, how far each is and what is due; a name, a unit or a number behind it those
help-goal-add = `{ $words }` writes a goal: “new goal cut complaints by 10% by the end of June”
help-goal-edit = `{ $words }` with its number changes a goal
help-goal-measure = `{ $words }` with its number changes what is measured of a goal, and its target
help-goal-check-in = `{ $words }` says how a goal goes and what is in the way
help-goal-link = `{ $words }` with its number makes a goal part of another one
help-goal-move = `{ $words }` with its number puts a goal below another one instead
help-goal-close = `{ $words }` with its number says what became of a goal

goal-tree = { $n ->
    [0] The company has no goals yet
    [one] The company’s goal
   *[other] The company’s { $n } goals
}
goal-tree-below = — { $owner }
goal-tree-folded = { $n ->
    [one] One more part is not listed
   *[other] { $n } more parts are not listed
}{ $late ->
    [0] {""}
    [one] , one of them behind
   *[other] , { $late } of them behind
}
goal-tree-none = HR and the head of the company write the first one: “new goal”.
goal-team = { $n ->
    [0] No goals in your team
    [one] One goal in your team
   *[other] { $n } goals in your team
}{ $asks ->
    [0] {""}
    [one] , one waits for your yes
   *[other] , { $asks } wait for your yes
}
goal-team-none = “new goal” proposes one to somebody you lead.
goal-unaligned = { $n ->
    [0] Every goal is aligned
    [one] One goal is not aligned
   *[other] { $n } goals are not aligned
}
goal-unaligned-text = Open one, then “More …”: “Part of …” puts it below the goal that it serves.
goal-unaligned-none = Each that you may see is part of another one.
goal-health = { $n ->
    [0] No goal of the company or its units is behind
    [one] One goal of the company and its units is behind
   *[other] { $n } goals of the company and its units are behind
}
goal-health-count = { $n } { $health ->
    [on-track] on track
    [at-risk] at risk
    [off-track] off track
    [early] just begun
   *[unknown] not known yet
}
goal-strategy = { $n ->
    [0] The company has no strategic goals yet
    [one] One strategic goal
   *[other] { $n } strategic goals
}
goal-contributes = { $owner } { $far }
goal-contributing = Contributing: { $who }
goal-note-tree = Goals of the company and its units are for everybody; people’s own only where they are yours to see
goal-note-team = Only goals of whom and what you lead
goal-note-health = Goals, never people, are ranked
home-waiting-goal = { $n ->
    [one] One goal waits for your yes
   *[other] { $n } goals wait for your yes
}
home-waiting-goal-team = { $n ->
    [one] One goal of your team waits for your yes
   *[other] { $n } goals of your team wait for your yes
}
home-open-goal = Goals
home-open-goal-team = Team goals
help-goal-tree = `{ $words }` shows the company’s goals and what they consist of, what is behind first
help-goal-team = `{ $words }` shows the goals of whom you lead, what waits for you first
help-goal-strategy = `{ $words }` shows how far the company’s goals are, and who contributes
help-goal-unaligned = `{ $words }` lists goals that are part of no other one
help-goal-health = `{ $words }` ranks goals of the company and its units by their pace

goal-needs = Needs
goal-late = Where it begins: { $owner }, “{ $title }” ({ $state }). Look there first.
goal-late-via = Where it begins: { $owner }, “{ $title }” ({ $state }), by way of { $via }. Look there first.
goal-dependency = What it needs
goal-dependency-form = What does this goal need?
goal-dependency-intro = “{ $title }” goes well only if this goal does too. If it falls behind, I name the late goal with which that begins.
goal-field-dependency-on = The other goal
goal-field-dependency-way = Does it need that goal?
goal-dependency-needs = Yes, it needs it
goal-dependency-no-more = No, not any more
goal-dependency-submit = Save
goal-needs-circle = These goals would need one another in a circle: { $path }
help-goal-dependency = `{ $words }` and a goal’s number says which other goal it needs to go well

goal-moved = What moved “{ $title }”
goal-moved-button = What moved it
goal-moved-since = Since { $day }: progress from { $before } to { $after }, { $change }.
goal-moved-about = Since { $day }: progress from about { $before } to about { $after }.
goal-moved-still = Since { $day } its progress has stayed at about { $after }.
goal-moved-none = It has not moved since it consists of what it does now.
goal-moved-hidden = How far it is rests on fewer than 5 people, so nothing is told of what moved it.
goal-moved-from = progress from { $before } to { $after }
goal-moved-new = not known before, { $after } now
goal-moved-gone = { $before } before, not known any more
goal-moved-others = Other parts
goal-moved-coarse = The rest comes from goals that are people’s own, so it is not told by itself.
goal-moved-corrected = { $title } of { $period } was corrected on { $day }: { $after } instead of { $before }.
goal-moved-part = Why { $owner }?
help-goal-moved = `{ $words }` and a goal’s number says what moved it: which part, which customer or machine

goal-held-back = Beside this: { $title } of { $provider } was { $value } in { $period }, target { $target }. It may hold this goal back.
goal-late-work = Late there: { $title } of { $provider } was { $value } in { $period }, target { $target }.
goal-strategy-late = { $owner } rests on { $provider }: { $title } was { $value } in { $period }, target { $target }.
