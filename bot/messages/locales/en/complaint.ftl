# Complaints of customers, told to those involved

complaint-summary = Customer feedback has come in
complaint-headline = { $n ->
    [one] A customer complaint about your work, { $days }
   *[other] { $n } customer complaints about your work, { $days }
}
complaint-headline-about = { $name }: { $n ->
    [one] one customer complaint, { $days }
   *[other] { $n } customer complaints, { $days }
}
complaint-days = { $first } to { $last }
complaint-about = { $product }, { $category }
complaint-count = { $n ->
    [one] 1 complaint
   *[other] { $n } complaints
}
complaint-severity = { $severity } { $n }
complaint-more = { $n ->
    [one] And one about something else.
   *[other] And { $n } about something else.
}
complaint-before = { $n ->
    [0] In the { $days } days before there was none.
    [one] Besides, there was one in the { $days } days before.
   *[other] Besides, there were { $n } in the { $days } days before.
}
complaint-step-own = Was anything different then: material, time, a handover? Tell { $lead } this week, so that the cause is mended and not only the case.
complaint-step-own-alone = Was anything different then: material, time, a handover? Note it this week, while you remember, so that the cause is mended and not only the case.
complaint-step-unit = Did you notice anything then: material, a machine, a handover? Tell { $lead } this week. It is about how the work runs, not about who was there.
complaint-step-unit-alone = Did you notice anything then: material, a machine, a handover? Talk it over within the team this week. It is about how the work runs, not about who was there.
complaint-step-lead = { $name } has the same message, before you. Ask this week what happened, before anything is decided: material, time, a handover?
complaint-told = { $n ->
    [one] The one person of { $name } has the same message.
   *[other] The { $n } people of { $name } have the same message.
}
complaint-told-none = Nobody of { $name } is told: they are so few that each would know whom it is about.
complaint-step-process = Look at the process first: where could it have been caught, at the material, the machine or the handover? Agree this week on one check there.
complaint-note = You and { $lead } see this · customers are never named
complaint-note-alone = Only you see this · customers are never named
complaint-note-unit = Everybody of { $name } and { $lead } see this · customers are never named
complaint-note-lead = { $alone ->
    [True] Nobody else sees this · customers are never named
   *[other] { $name } and you see this · customers are never named
}
privacy-kind-complaints-told = Complaints of customers that you were told of
