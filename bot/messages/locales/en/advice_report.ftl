# What came of advice

advice-report-summary = What came of the steps that people are advised
advice-report-headline = { $n ->
    [0] Nothing to report on advice yet
    [one] What came of 1 step
   *[other] What came of { $n } steps
}
advice-report-text = Better afterwards: whose number got better in the period after they were told. Trying is everybody's own choice, so a difference does not show that the step made it; with fewer than { $least } people on a side, or a difference that chance makes too, it says “no evidence”.
advice-report-empty = A step appears here once at least { $floor } people were told it in months that are over.
advice-report-note = The last twelve months, without this one · what fewer than { $floor } people did is not shown
advice-report-name = Step
advice-report-told = Told
advice-report-tried = Tried
advice-report-refused = Not for them
advice-report-after-tried = Better, tried
advice-report-after-others = Better, others
advice-report-evidence = Evidence
advice-report-side = { $share } of { $n }
advice-evidence-none = no evidence
advice-evidence-better = better more often after trying
advice-evidence-worse = better less often after trying
