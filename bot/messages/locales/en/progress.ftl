# How something goes: goals half-way, a plan at the end of a month
progress-percent = { $of ->
    [goals] How far are you with the goals, in percent?
   *[plan] How far are you with the plan, in percent?
}
progress-percent-hint = By your own account, 0 to 100.
progress-percent-wrong = Type a whole number from 0 to 100.
progress-text = What has happened?
progress-text-hint = What you did, what came of it, what comes next.
progress-obstacle-field = Does anything stand in the way?
progress-obstacle = Held up by: { $kind }.
progress-obstacle-none = nothing
progress-obstacle-resources = too few resources
progress-obstacle-ability = a missing skill
progress-obstacle-priorities = other work that came first
progress-obstacle-other = something else
