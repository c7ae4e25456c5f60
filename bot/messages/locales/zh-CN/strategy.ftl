# 战略复盘

strategy-summary = 有个战略上的问题想请你看看
strategy-goals = { $owner }连续两年没达到战略目标
strategy-team = { $owner }的{ $metric }连续{ $n }个{ $grain ->
    [quarter] 季度
   *[month] 月
}排在最后
strategy-reached = 完成{ $share }
strategy-of-goals = { $n }个目标
strategy-of-target = 完成目标的{ $share }
strategy-last = 所有团队中最低
strategy-cause-own-only = { $of }人里有{ $reached }人完成了自己的目标，团队目标却没完成：个人目标加起来可能对不上团队目标，也可能大家各干各的。
strategy-cause-many-short = { $of }人里只有{ $reached }人完成了自己的目标，不是个别人的问题。
strategy-cause-little-help = 团队里互相感谢帮忙的次数偏少：人均{ $own }次，其他团队{ $others }次。
strategy-candidates = 以上只是线索，不是结论。
strategy-cause-none = 数据没有指向明确的原因，建议先问问团队卡在哪里。
strategy-ask = { $topic ->
    [team] 这里要看的是团队怎么搭，不是看哪个人。如果调整分工、改成共同目标或改进交接，请记下来，之后我会对比调整前后的结果。
   *[goals] 这里要看的是战略，不是看哪个人。目标还合适吗？路走对了吗？
}
strategy-decide = 写下怎么调整
strategy-not-needed = 不用调整
strategy-note = 只有公司领导和HR能看到。
strategy-decided = 已决定，从{ $day }起：
strategy-dismissed = { $by }认为不用调整。
strategy-since-none = 调整后满一个完整的{ $grain ->
    [quarter] 季度
   *[month] 月
}，再对比前后结果。
strategy-since = { $change ->
    [up] 调整后平均完成目标的{ $since }，调整前是{ $before }，高了{ $by }。
    [down] 调整后平均完成目标的{ $since }，调整前是{ $before }，低了{ $by }。
   *[other] 调整后平均完成目标的{ $since }，调整前是{ $before }。
}（对比{ $grain ->
    [quarter] 季度
   *[month] 月份
}：调整后{ $n }个，调整前{ $m }个）
strategy-list = 战略复盘
strategy-list-none = 没有部门连续两年未达战略目标，也没有团队连续三期排在最后。
strategy-list-line = { $heading }（{ $state ->
    [decided] 已决定
    [not_needed] 不用调整
   *[open] 待处理
}）
strategy-form = 怎么调整？
strategy-field-decision = 调整内容
strategy-hint-decision = { $topic ->
    [team] 分工、共同目标、交接等
   *[goals] 目标本身、做法或投入
}
strategy-field-day = 从哪天起
strategy-hint-day = 会对比这一天前后的结果
strategy-form-submit = 保存
strategy-settled-before = 这件事已经有结论了。
help-strategy = `{ $words }` 列出提请领导复盘的战略问题，以及后来怎么样了
