# Goals as a file

goal-export-headline = { $n ->
    [0] No goals that run
    [one] { $n } goal as a file
   *[other] { $n } goals as a file
}
goal-export-text = Every goal that runs or waits for a yes, with its key results and what it is part of. An admin can import the file again: what is unchanged in it changes nothing.
goal-export-file = goals.csv
goal-export-note = It holds people's own goals: keep it where only HR can open it. That you took it is on record.
help-goal-export = “{ $words }” gives you every goal that runs as a file
