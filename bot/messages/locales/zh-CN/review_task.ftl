# 考核里要做的事：推迟、跳过、一次列出几项
review-what-goals = 约定目标
review-what-check-in = 期中检查
review-what-self-review = 自评
review-what-manager-review = 主管评价
review-what-revision = 查看修改
review-what-confirmation = 确认
review-what-talk = 面谈
review-later-tomorrow = 明天提醒我
review-later-other = 换个时间…
review-later-skip = 这次不做…
review-later-form = 提醒时间
review-later-when = 什么时候提醒？
review-later-tomorrow-option = 明天（{ $weekday }，{ $day }）
review-later-monday-option = 下周一（{ $day }）
review-later-never-option = 这次不做，不用再提醒
review-later-reason = 为什么这次不做？
review-later-hint = 选“这次不做”才要填。对方看得到原因，HR只知道跳过了。
review-later-why = 简单说一下原因，让对方知道。
review-later-submit = 保存
review-later-intro = 关于：{ $what }。休假期间不会提醒，发“请假”可以告诉我到哪天。
review-later-over = 那天已经过了截止日，只剩今明两天。
review-put-off = { $moment }再提醒你。
review-skipped = 已跳过：{ $what }。不会再提醒，想做还可以做。
review-task-done = 这一步已经做完，或者不用你做了。
review-news-skipped = { $cycle }：{ $name }这次跳过{ $what }
review-skipped-sight = 原因只有你和{ $name }看得到，HR只知道跳过了。
review-tasks-ask = { $cycle }：{ $n }个人在等你
review-tasks-soon = { $cycle }：还有{ $n }个人的部分，明天截止
review-tasks-today = { $cycle }：还有{ $n }个人的部分，今天截止
review-tasks-remind = { $cycle }：你这里还缺{ $n }项
review-tasks-line = { $names }：{ $what }，{ $late ->
    [late] { $day }（{ $weekday }）已到期
   *[ahead] { $day }（{ $weekday }）前
}
review-tasks-open = { $name }
review-tasks-all = 全部{ $n }项
review-tasks-note = 发“考核”加姓名，可以打开任何一个。
