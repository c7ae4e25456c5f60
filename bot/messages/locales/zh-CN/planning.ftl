# 主管的一周

planning-summary = 本周安排
planning-headline = 本周安排：{ $counts }
planning-headline-none = 本周安排：没有人在等你
planning-count-talk = { $n ->
   *[other] { $n }人需要聊聊
}
planning-count-slipping = { $n }人在下滑
planning-count-recovering = { $n }人在回升
planning-count-praise = { $n }人值得肯定
planning-group-talk = **需要聊聊**
planning-group-slipping = **正在下滑**
planning-group-recovering = **正在回升**
planning-group-praise = **值得肯定**
planning-ask-talk = 可以问：{ $title }卡在哪里，需要什么支持？
planning-ask-better = 可以问：{ $title }这段时间是怎么好起来的，还差什么？
planning-ask-fell-back = 可以问：{ $title }之前是达标的，最近有什么变化？
planning-ask-plateau = 可以问：{ $title }一段时间没怎么动了，试过什么，还可以试什么？
planning-ask-drop = 可以问：{ $title }这次发生了什么？
planning-ask-slipping = 可以问：{ $title }最近有什么变化？
planning-ask-recovering = 可以问：{ $title }是怎么回升的，怎样保持？
planning-ask-praise = 可以问：{ $title }哪里做得不一样，别人能不能用上？
planning-agreed-open = { $day }约定：“{ $what }”，还没完成。
planning-agreed-late = { $day }约定：“{ $what }”，{ $due }到期，还没完成。
planning-agreed-done = { $day }约定：“{ $what }”，已完成。
planning-other = { $name }：稍后或已办
planning-write = 给{ $name }写反馈
planning-meeting = { $name }的一对一
planning-more = 还有{ $n }人
planning-settled = { $n ->
   *[other] 今天已处理{ $n }人：{ $names }。
}
planning-changed-corrected = 这条消息发出时{ $names }的数字有误，现已更正。
planning-changed-recovered = 已经好转，不用再聊：{ $names }。
planning-changed-changed = 依据有变，已移出清单：{ $names }。
planning-changed-lead = 已经不归你带：{ $names }。
planning-led-by = { $name }（现由{ $lead }负责）
planning-note = 仅你可见·每组按姓名排列，不排名·每个人能看到自己的数据
planning-over = 目前没有人向你汇报，没有需要安排的。
planning-answer-title = { $name }
planning-answer-intro = 先从清单里拿掉；数据如果再变差，会自动回来。
planning-answer-field = 怎么处理？
planning-answer-later = 稍后：{ $day }{ $weekday }
planning-answer-done = 已经聊过
planning-answer-told = 已经告诉本人
planning-answer-not-needed = 不需要
planning-answer-reason = 原因
planning-answer-reason-hint = 选“不需要”时必填。{ $name }查看自己的数据时能看到。
planning-answer-reason-missing = 为什么不需要聊？几个字就够，例如：这个月大部分时间在休假。
planning-answer-submit = 保存
planning-answered-later = { $name }会在{ $day }{ $weekday }回到清单。
planning-answered-done = 已记下：{ $name }办好了。
planning-answered-not-needed = 已记下：{ $name }这次不需要。
help-planning = 发“{ $words }”，看本周该和谁聊、谁在下滑或回升、谁值得肯定
