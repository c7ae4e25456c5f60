# 报告：部门的一个月，主管的一周

report-summary-month = { $department }{ $period }绩效报告
report-headline = { $department }{ $period }：{ $title }{ $reached }，{ $n ->
    [0] 没有人需要聊聊
   *[other] { $n }人需要聊聊
}
report-headline-plain = { $department }{ $period }：{ $n ->
    [0] 没有人需要聊聊
   *[other] { $n }人需要聊聊
}
report-headline-trend = { $department }{ $period }：{ $title }{ $value }，{ $n ->
    [0] 没有人需要聊聊
   *[other] { $n }人需要聊聊
}
report-headline-missing = { $department }{ $period }：数据还没有到
report-headline-revised = （修订版）{ $headline }
report-up = 高于{ $period }的{ $before }
report-down = 低于{ $period }的{ $before }
report-same = 与{ $period }持平
report-total = 合计{ $value }
report-typical = 中位数{ $value }
report-moved-both = { $all }人中{ $better }人变好、{ $worse }人变差
report-moved-better = { $all }人中{ $better }人变好
report-moved-worse = { $all }人中{ $worse }人变差
report-met = { $all }人中{ $met }人达标（{ $period }{ $before }人）
report-met-first = { $all }人中{ $met }人达标
report-needs = 需要你：{ $people }。
report-person = { $name }{ $title }{ $reached }
report-person-then = { $name }{ $period }{ $title }{ $reached }
report-person-again = { $name }{ $title }{ $reached }·上月也是
report-moved = { $said }（{ $moved }）
report-more = 另有{ $n }人
report-well = 做得好：{ $people }。
report-well-streak = { $name }{ $title }连续{ $n }{ $grain }向好
report-gaps = 数据缺口：{ $items }。
report-gap-missing = { $title }还差{ $n }人
report-gap-held = { $n }个数值待核实
report-gap-none = 没有数据缺口。
report-revised-why = 首次报告之后有{ $n }个数值变动。
report-note = 数据截至{ $day }·仅部门负责人收到·晚到的数据会另发标明“修订版”的报告
report-note-unled = 数据截至{ $day }·没有人负责整个{ $department }，所以由HR收到·晚到的数据会另发标明“修订版”的报告
report-few = 其他团队不到5人的数据和变动不计入
report-note-week = { $from }至{ $to }·仅你收到

week-headline = 团队这一周：{ $n ->
   *[other] { $n }人需要聊聊
}
week-headline-unit = 团队这一周：{ $names }值得看一眼
week-headline-unmet = 团队这一周：{ $n ->
   *[other] { $n }次一对一没有聊成
}
week-headline-well = 团队这一周：做得好的
week-summary = 团队这一周
week-item = { $period }{ $title }{ $reached }
week-unmet = { $n ->
   *[other] 没有聊成的一对一：{ $people }。
}
week-step = 周五之前，能和{ $name }聊20分钟吗？
week-step-unit = 下次例会上，留10分钟看看{ $name }是怎么回事？
week-step-well = 其中哪一位愿意在本周例会上讲讲做法？
report-spread = { $title }：{ $n }人中的{ $few }人占了约{ $share }。
report-spread-named = { $title }：{ $names }占了约{ $share }。
report-decide = 可以决定：{ $lead }的团队{ $title }达标的人不到一半，需要什么支持？
report-open-team-of = { $name }的团队
report-open-team = 打开团队
report-open-talks = 去约一对一
report-open-gaps = 数据缺口
report-gaps-headline = { $period }数据缺口：{ $n ->
    [0] 没有
   *[other] { $n }个指标
}
report-gaps-others = 其他小组{ $n }人
report-gaps-step = 能问一下报送的人，这些数据什么时候到吗？
report-gaps-note = 上月有数据或本月有目标的人·直接向你汇报的才列出姓名
report-gone = 没有你的这份报告。
week-corrected = 发出时有一个数有误，现已更正。
week-corrected-headline = 团队周报更正：{ $names }
week-corrected-summary = 团队周报里有一个数字已更正
week-corrected-gone = 不用再聊了
week-corrected-before = 之前发给你的周报里，这个数字有误。
week-nothing-left = 你的一周：现在没有要你处理的事了
