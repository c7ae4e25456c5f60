# Whether a target, or the limit of a rule, is right
threshold-summary = A question about a target or a rule
threshold-units = All teams
threshold-far = { $group }, { $metric } in { $period }: { $flagged } of { $of } are far from the target. Is it right?
threshold-far-many = { $group }, { $metric } in { $period }: half or more are far from the target. Is it right?
threshold-below = { $group }, { $metric } in { $period }: { $flagged } of { $of } are under { $fact ->
    [attainment] { $limit } of target. Is the target right?
   *[value] { $limit }. Is the limit right?
}
threshold-below-many = { $group }, { $metric } in { $period }: more than a third are under { $fact ->
    [attainment] { $limit } of target. Is the target right?
   *[value] { $limit }. Is the limit right?
}
threshold-above = { $group }, { $metric } in { $period }: { $flagged } of { $of } are above { $fact ->
    [attainment] { $limit } of target. Is the target right?
   *[value] { $limit }. Is the limit right?
}
threshold-above-many = { $group }, { $metric } in { $period }: more than a third are above { $fact ->
    [attainment] { $limit } of target. Is the target right?
   *[value] { $limit }. Is the limit right?
}
threshold-fits = { $group }, { $metric } in { $period }: the rule “{ $rule }” fits { $flagged } of { $of }. Is { $about ->
    [target] the target
   *[limit] the rule
} right?
threshold-fits-many = { $group }, { $metric } in { $period }: the rule “{ $rule }” fits more than a third. Is { $about ->
    [target] the target
   *[limit] the rule
} right?
threshold-text-target = When so many are off at once, the target is the first thing to check. Until you decide, nobody gets a message about it by themselves. If it is right, keep it: the messages go out, and you are not asked again for three months.
threshold-text-rule = When a rule fits so many at once, it points at nobody. Until you decide, nobody gets a message about it by themselves. If it is right, keep it: the messages go out, and you are not asked again for three months.
threshold-past = { $period } is over: its targets change by importing them again. The form is for targets from now on.
threshold-column-attainment = Share of target
threshold-column-value = Value
threshold-band-under = under { $high }
threshold-band = { $low } to { $high }
threshold-band-over = { $low } and more
threshold-keep = Keep it
threshold-pass = Not right
threshold-passed = You said that it is not right. It has gone on, with your name, to those who can change it.
threshold-passed-by = { $by }, who owns the metric, says that it is not right.
threshold-nobody-else = Nobody else can change it. Ask an admin to give somebody the role of HR.
threshold-pause = Pause the rule
threshold-change-target = Change targets…
threshold-change-rule = Change the rule…
threshold-note = Asked once for this group and period · only whoever owns the metric, the target or the rule is asked, else HR
threshold-kept = { $by } kept it on { $day }. It is not asked about again for three months.
threshold-paused = { $by } paused the rule on { $day }. It is silent until somebody resumes it: `pauses` lists it.
threshold-withdrawn = Newer figures or targets have settled this: too few are off by now to ask. Messages go their usual way again.
threshold-released = { $n ->
    [0] No message waits any more.
    [one] One message that waited goes out now.
   *[other] { $n } messages that waited go out now.
}
threshold-pause-reason = it fits so many of a group ({ $group })
threshold-answered = That was answered already.
threshold-trial = { $n ->
    [one] In one group it would fit more than a third
   *[other] In { $n } groups it would fit more than a third
}: { $groups }. There it would send no single messages; whoever owns the target or the rule would be asked whether it is right.
threshold-trial-group = { $group }, { $metric } in { $period }: { $flagged } of { $of }
threshold-trial-many = In some group of five or more it would fit more than a third. There it would send no single messages; whoever owns the target or the rule would be asked whether it is right.
