# 建议的效果

advice-report-summary = 建议发出以后怎样了
advice-report-headline = { $n ->
    [0] 还没有可以汇总的建议
   *[other] { $n }条建议发出以后
}
advice-report-text = “之后变好”指收到建议的下一期数字变好的人。试不试由本人决定，所以有差别也不说明是建议的作用；任何一边不到{ $least }人，或差别可能只是碰巧，就写“没有证据”。
advice-report-empty = 在已经结束的月份里，至少有{ $floor }人收到过，才会出现在这里。
advice-report-note = 最近十二个月，不含本月·不到{ $floor }人的不显示
advice-report-name = 建议
advice-report-told = 收到
advice-report-tried = 做了
advice-report-refused = 不适合
advice-report-after-tried = 做了，之后变好
advice-report-after-others = 没做，之后变好
advice-report-evidence = 证据
advice-report-side = { $n }人中{ $share }
advice-evidence-none = 没有证据
advice-evidence-better = 做了的人变好的更多
advice-evidence-worse = 做了的人变好的更少
