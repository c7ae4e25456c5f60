# Moves: who reports to whom from which day

move-you = From { $day } you report to { $name }
move-you-nobody = From { $day } you report to nobody on the people list
move-you-sees = { $name } now sees your figures.
move-you-sees-not = { $name } no longer does.
move-you-next = The 1:1 planned for { $moment } stays, now with { $name }; move it together if it does not suit.
move-you-note = Does this look wrong? Please ask HR · only you get this message
move-new = From { $day } { $names } { $n ->
    [one] reports
   *[other] report
} to you
move-new-summary = { $n ->
    [one] Somebody new reports to you
   *[other] { $n } people newly report to you
}
move-new-text = You see their figures from now on, and messages about them come to you. A first talk of 20 minutes helps more than the record: what is under way, and what do they need from you?
move-new-note = They have been told · only you get this message
move-next = next 1:1 { $moment }
move-none-planned = no 1:1 planned, rhythm { $days } days
move-no-talks = no 1:1 on record
move-old = From { $day } { $names } { $n ->
    [one] reports
   *[other] report
} to { $name }
move-old-nobody = From { $day } { $names } no longer { $n ->
    [one] reports
   *[other] report
} to you
move-old-summary = { $n ->
    [one] Somebody no longer reports to you
   *[other] { $n } people no longer report to you
}
move-old-text = You no longer see their figures. Planned 1:1s and open nudges have moved along; what you agreed on in words is best told to whoever leads them now.
move-old-note = They have been told · only you get this message
move-you-reviews = Your review goes on with { $name }, who reads what was submitted.
move-new-open = { $name } · { $cycle }: { $tasks }
move-new-open-own = with you: { $what } ({ $late ->
    [late] due since { $weekday }, { $day }
   *[ahead] by { $weekday }, { $day }
})
move-new-open-theirs = with them: { $what } ({ $late ->
    [late] due since { $weekday }, { $day }
   *[ahead] by { $weekday }, { $day }
})
move-new-open-none = nothing is due now
move-new-open-note = What was not submitted to the review before stays with whoever wrote it.
move-new-plans = { $name }: { $n ->
    [one] 1 plan runs
   *[other] { $n } plans run
}{ $asks ->
    [0] .
    [one] , 1 request waits for your answer.
   *[other] , { $asks } requests wait for your answer.
}
move-old-reviews = Their reviews are with { $name } now. What you had begun to write and not submitted stays yours alone and is deleted in time.
move-title = Move { $name }
move-manager-hint = Name, id or e-mail address; leave it empty for nobody
move-department = Department
move-unit = Team
move-role = Post
move-start = From which day
move-start-hint = A day to come waits until it begins where they are
move-same = Nothing would change for { $name }.
move-who = Whom? Write the name behind it, such as: move Ana Li
move-done = { $name } has moved, from { $day }. Everybody concerned gets a message.
move-planned = { $name } moves on { $day }. Until then everything stays as it is; everybody concerned gets a message that day.
