# 计划

plan-text-by = { $what }{ $way ->
    [up] 提高
    [down] 降低
   *[none] 改善
}{ $amount }
plan-text-to = { $what }{ $way ->
    [up] 提高到
    [down] 降到
   *[none] 到
}{ $amount }
plan-text-from = { $what }从{ $origin }{ $way ->
    [up] 提高到
    [down] 降到
   *[none] 到
}{ $amount }
plan-text-points = { $amount }个百分点
plan-text-due = { $aim }，{ $day }前
plan-text-by-day = { $day }前
plan-text-milestone = { $day }：{ $text }

plan-summary = 一份计划
plan-understood = 我是这样理解的
plan-from-to = 从{ $base }到{ $target }
plan-base = { $period }的数值
plan-start = 现在的数值
plan-start-none = 还没有数据，可以点“改一下”填写
plan-aim = 目标值
plan-aim-none = 没有可以对照的数字
plan-until = 截止
plan-until-day = { $day }截止
plan-days-left = { $n ->
    [0] 就是今天
   *[other] 还有{ $n }天
}
plan-days-over = 已过{ $n }天
plan-now = 目前（{ $period }）
plan-stands = 与计划进度相符（{ $planned }）
plan-stands-reached = 已达到
plan-stands-behind = 计划进度{ $planned }，差{ $gap }
plan-milestone-some-day = 未定日期
plan-milestone-done = { $day }已完成
plan-milestone-open = 还没完成
plan-milestone-skipped = 这次跳过：{ $reason }
plan-milestone-past = 这个时间节点已经完成了。
plan-steps = 行动步骤：{ $steps }
plan-support = 所需支持
plan-support-later = { $whose ->
    [own] 开始后转给你的主管
   *[theirs] 开始后等你答复
}
plan-support-asked = 已提出，等答复
plan-support-accepted = 同意
plan-support-dated = 同意，{ $day }前
plan-support-declined = 没有同意：{ $reason }
plan-support-no = 没有同意
plan-reported = { $day }的进展：完成{ $percent }%。
plan-reason = 结束时的说明：{ $reason }
plan-no-day = 还没有截止日期。点“改一下”可以补上，没有日期就不会有提醒。
plan-note = 只有你和你的主管能看到
plan-note-draft = 开始之前只有你能看到
plan-note-leads = 只有{ $name }和你能看到

plan-begin = 开始
plan-correct = 改一下
plan-discard = 不要了
plan-change = 修改计划
plan-report = 说说进展
plan-done = 已完成：{ $text }
plan-close = 结束计划
plan-later-what = “{ $text }”
plan-later-hint = 选“这次不做”才要填。原因写在计划里，你和主管都看得到。
plan-skipped = 这次跳过：{ $text }。不会再提醒，想做还可以做。
plan-skipped-of = { $name }这次跳过：{ $text }
plan-summary-skipped = 有个时间节点这次跳过
plan-show = 看计划
plan-add = 写新计划
plan-talk = 约主管聊聊
plan-book = 约20分钟

plan-list = { $n ->
    [0] 没有进行中的计划
   *[other] { $n }份计划进行中
}
plan-list-of = { $n ->
    [0] { $name }没有进行中的计划
   *[other] { $name }有{ $n }份计划进行中
}
plan-none = 写下想达到什么、到什么时候、需要什么支持。比如：3个月内将bug修复时间缩短50%。
plan-none-of = { $name }还没有开始任何计划。
plan-goal = 目标
plan-more = 另有{ $n }份。
plan-milestones = 时间节点完成{ $done }/{ $n }
plan-asks = 等你答复
plan-is-behind = 落后于计划进度
plan-state-draft = 草稿
plan-state-open = 进行中
plan-state-done = 已完成
plan-state-not-done = 未完成
plan-state-changed = 已调整
plan-state-dropped = 已取消
plan-team = { $n ->
    [0] 团队里没有进行中的计划
   *[other] 团队里有{ $n }份计划进行中
}
plan-team-none = 每个人都可以发“写计划”，给下属写，后面加上姓名。
plan-team-summary = 团队的计划
plan-team-note = 今天由你带的人·各人只看到自己的
plan-status = { $n ->
    [0] 没有进行中的计划
   *[other] { $n }份计划进行中
}
plan-status-state = { $state ->
    [open] 进行中
    [done] 已完成
    [not_done] 未完成
    [changed] 已调整
   *[dropped] 已取消
}
plan-status-author = { $author ->
    [self] 本人写的计划，完成率
   *[manager] 主管写的计划，完成率
}
plan-status-few = { $n ->
    [0] 还没有结束的
   *[other] 只结束了{ $n }份，太少，不算比例
}
plan-status-of = { $n }份里完成{ $done }份
plan-status-means = 完成率只算已完成和未完成的计划，调整和取消的不算在内。
plan-status-note = 只有数字：计划的内容只有本人和主管能看到

plan-digest = { $n }份计划已逾期
plan-digest-whole = { $name }（整份计划已到期）
plan-digest-milestones = { $name }（{ $n ->
   *[other] 第{ $places }个时间节点
}）
plan-digest-status = 计划统计
plan-digest-note = 每周一次。提醒过本人，到期已超过三天。这里只有进度，计划的内容只有本人和主管能看到。

plan-form = 写计划
plan-form-for = 给{ $name }写计划
plan-form-change = 修改计划
plan-form-intro = 一份计划写一个目标。先给你看我怎么理解的，你确认以后才开始。
plan-form-submit = 看看怎么理解的
plan-field-goal = 目标
plan-hint-goal = 什么、改多少、到什么时候：3个月内将bug修复时间缩短50%
plan-field-steps = 行动步骤
plan-hint-steps = { $whose ->
    [own] 打算怎么做，用自己的话写
   *[theirs] 对方要怎么做，写清楚就好
}
plan-field-milestones = 时间节点
plan-hint-milestones = 第1个月完成工具学习，第2个月应用于项目，第3个月总结优化
plan-field-support = { $whose ->
    [own] 所需支持
   *[theirs] 对方需要的支持
}
plan-hint-support = { $whose ->
    [own] 一行一条：申请测试工具培训名额。计划开始后会转给你的主管。
   *[theirs] 一行一条：申请测试工具培训名额。计划开始后由你答复。
}
plan-correct-form = 实际的意思
plan-correct-intro = 哪里理解错了就改哪里，空着的不算。
plan-correct-submit = 就是这样
plan-field-metric = 指标
plan-metric-none = 不是公司的指标
plan-field-way = 怎么变
plan-way-none = 没有数字
plan-way-share-down = 降低百分之几
plan-way-share-up = 提高百分之几
plan-way-points-down = 降低几个百分点
plan-way-points-up = 提高几个百分点
plan-way-amount-down = 减少多少
plan-way-amount-up = 增加多少
plan-way-value = 达到某个数值
plan-field-amount = 数字
plan-hint-amount = 比如50%、5、2小时
plan-field-base = 现在是多少
plan-hint-base = 没有数据就空着
plan-field-due = 截止日期
plan-amount-wrong = “{ $said }”不是数字，请写成50%、5或2小时这样。
plan-amount-unit = “{ $said }”与{ $metric }的单位（{ $unit }）对不上。
plan-amount-missing = 请写上数字，或者选“没有数字”。
plan-report-form = 说说进展
plan-report-intro = 计划：{ $goal }
plan-report-submit = 发送
plan-promise-form = 同意，并定下日期
plan-promise-submit = 定下来
plan-field-promise = 哪天之前？
plan-decline-form = 不能支持
plan-field-reason = 原因
plan-hint-decline = 一句话就好，对方会看到。
plan-support-intro = { $name }的计划需要：{ $text }
plan-close-form = 计划结果
plan-close-intro = { $name }的计划：{ $goal }
plan-close-submit = 结束计划
plan-field-outcome = 结果
plan-field-why = 想说些什么？
plan-hint-why = 达到了什么、差在哪里，对方会看到。
plan-outcome-done = 已完成
plan-outcome-not-done = 未完成
plan-outcome-changed = 调整
plan-outcome-dropped = 不再需要

plan-summary-due = 有一项计划到期
plan-due = { $text }：{ $day }
plan-due-of = { $name }：{ $text }，{ $day }
plan-due-goal = 计划：{ $goal }
plan-day-today = 今天到期
plan-day-tomorrow = 明天到期
plan-day = { $day }到期
plan-promised = 你答应过{ $name }：{ $text }
plan-promised-day = { $day }。
plan-summary-report = 你的计划进展如何？
plan-ask-report = 进展如何？{ $goal }
plan-ask-milestones = 到期的时间节点：{ $texts }。
plan-ask-text = 写两行就够，你的主管会看到。
plan-summary-slow = 一份计划的进度
plan-slow = 你的{ $what }计划：离计划进度差{ $gap }
plan-slow-of = { $name }的{ $what }计划：离计划进度差{ $gap }
plan-slow-course = 已向{ $name }推荐课程：{ $course }
plan-slow-ask = 哪一样最有用：多一点时间、有人帮忙，还是换一个目标？
plan-slow-talk = 建议聊20分钟：卡在哪里？谁能帮忙？目标要不要分两步？{ $name }已先收到自己的进度。
plan-lag = 你的计划到哪里了：{ $goal }
plan-lag-of = { $name }的计划到哪里了：{ $goal }
plan-lag-due = { $day }到期
plan-lag-reports = 最近两次进展
plan-lag-way = 按时间应到{ $way }
plan-status-difference = { $sure ->
    [yes] 两类相差{ $gap }个百分点。这么多计划，偶然最多差{ $chance }个百分点，所以确实有差别，但说明不了原因。
   *[no] 两类相差{ $gap }个百分点。计划还太少，{ $chance }个百分点以内都可能是偶然，还不能说明什么。
}
plan-summary-closing = 一份计划到期了
plan-closing = 截止日期已过：{ $goal }
plan-closing-of = { $name }的计划到期了：{ $goal }
plan-closing-milestones = 时间节点完成{ $done }/{ $n }。
plan-closing-ask = 说说结果如何，之后由主管结束计划。
plan-closing-course = 如果没有完成：{ $course }
plan-closing-decide = 结果由你来定，对方会看到你写的。
plan-summary-asked = 有人需要支持
plan-asked = { $name }的计划需要支持
plan-accept = 同意
plan-promise = 同意，定日期
plan-decline = 不能支持
plan-accepted = 已同意，{ $name }会收到。
plan-accepted-by = 已同意，{ $day }前。{ $name }会收到，到时提醒你。
plan-declined = 没有同意，{ $name }会收到。
plan-summary-answered = 你的计划有了答复
plan-answered = { $state ->
    [declined] 你要的支持这次没能安排
   *[accepted] 你要的支持有着落了
}
plan-summary-begun = 主管给你写了一份计划
plan-begun = 主管给你写了一份计划
plan-begun-text = 从今天开始。不合适的话，可以修改，也可以约主管聊聊。
plan-summary-reported = 一份计划的进展
plan-reported-of = { $name }完成了{ $percent }%：{ $goal }
plan-summary-ended = 你的计划已结束
plan-ended = { $outcome ->
    [done] 已完成：{ $goal }
    [changed] 已调整：{ $goal }
    [dropped] 不再需要：{ $goal }
   *[not_done] 按未完成结束：{ $goal }
}
plan-ended-next = 新的计划可以小一点，或者换个地方开始。

plan-closed = { $outcome ->
    [done] { $name }的计划已完成
    [changed] { $name }的计划已调整
    [dropped] { $name }的计划已取消
   *[not_done] { $name }的计划按未完成结束
}
plan-closed-done = 可以提议调薪，或者晋升的下一步。由HR决定，在那之前{ $name }不会收到任何消息。
plan-closed-next = 剩下的可以写成一份新的计划，分小步走。
plan-closed-note = { $name }已收到结果和你写的话
plan-propose-raise = 提议调薪
plan-propose-promotion = 提议晋升
plan-proposed = { $n ->
    [0] 已记下。这里还没有HR角色，所以没有发给任何人。
   *[other] 已发给HR，决定后告诉你。
}
plan-reward-summary = 一份关于员工的提议
plan-reward = { $by }提议给{ $name }{ $kind ->
    [promotion] 晋升
   *[raise] 调薪
}
plan-reward-note = 仅HR可见·决定后会告诉{ $by }
plan-approve = 批准
plan-refuse = 不批准
plan-reward-said = { $state ->
    [approved] 已批准，主管会收到。
   *[declined] 没有批准，主管会收到。
}
plan-reward-decided = { $name }的{ $kind ->
    [promotion] 晋升
   *[raise] 调薪
}{ $state ->
    [approved] 已批准
   *[declined] 没有批准
}
plan-reward-told = 由{ $by }决定·还没有通知{ $name }
plan-reward-own = 自己提的提议，请另一位HR来决定。
plan-reward-decided-before = 这份提议已经有决定了。

plan-discarded = 已删除，没有人看到过。
plan-ticked = 已完成：{ $text }。{ $left ->
    [0] 这是最后一个时间节点。
   *[other] 还剩{ $left }个时间节点。
}
plan-report-sent = { $name }会收到你的进展。
plan-report-kept = 进展已记在计划里。
plan-gone = 这份计划已经不在了。
plan-begun-before = 这份计划已经开始了。
plan-not-open = 这份计划已经结束，或者还没有开始。
plan-step-over = 计划的这一步已经做完，或者已经跳过，不用再提醒了。
plan-changed-meanwhile = 刚刚有人改过这份计划，请重新打开看看。
plan-proposed-before = 这份计划已经有提议了，或者没有完成。

home-waiting-plan = 计划里有{ $n }条支持请求等你答复
home-open-plan = 计划

help-plan = `{ $words }`查看你的计划，后面加姓名可以看下属的
help-plan-add = `{ $words }`写下想达到的目标，后面加姓名可以给下属写
help-plan-team = `{ $words }`查看团队的计划
help-plan-status = `{ $words }`统计计划的数量和结果，不含内容

privacy-kind-plans = 你的计划
privacy-kind-plan-versions = 计划的历次版本
privacy-kind-plan-reports = 计划的进展报告
plan-day-past = 这一天已经过去了，选今天或以后的日子。

plan-is-goal = 对应的目标
plan-make-goal = 转为目标
plan-show-goal = 看目标
plan-close-goal = 结束目标
plan-goal-runs = 继续进行，到{ $day }
plan-goal-waits = 还在等确认
plan-goal-no-day = 目标要有一个还没到的截止日期。先修改计划，写上日期。
