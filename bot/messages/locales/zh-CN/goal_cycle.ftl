# 目标周期：期初、期中、期末问什么，每个人到哪一步

goal-cycle-summary = 关于目标
goal-cycle-start = { $again ->
    [yes] 提醒：{ $period }的目标还没写
   *[no] { $period }，你想做成什么？
}
goal-cycle-past = 上一期的{ $n }个目标：
goal-cycle-start-text = 一句话就够。你的主管会看，同意或者和你一起改。
goal-cycle-write = 写目标
goal-cycle-team-start = { $period }：你带的人里有{ $n }位还没有目标
goal-cycle-team-start-text = 已经请他们写了。你也可以提一个：点姓名。
goal-cycle-middle = { $again ->
    [yes] 提醒：时间过半，{ $n }个目标进展怎么样？
   *[no] 时间过半，{ $n }个目标进展怎么样？
}
goal-cycle-middle-text = 点一个目标，说说进展和困难：资源不足、能力短板，还是别的。需要什么支持，你的主管会看到。
goal-cycle-well = 另有{ $n }个目标按数据进度正常，不用填写。
goal-cycle-end = { $again ->
    [yes] 提醒：{ $n }个目标{ $day }到期，结果如何？
   *[no] { $n }个目标{ $day }到期，结果如何？
}
goal-cycle-end-text = 点一个目标填写结果，之后可以写下一期目标、做改进计划，或说明这是创新尝试。
goal-cycle-team-end = 你带的人有{ $n }个目标{ $day }到期，还没有填结果
goal-cycle-team-end-text = 已经先请本人填写。点一个目标，和本人一起填结果。
goal-cycle-unknown = 没有数据，请自己填写结果
goal-cycle-reached = 已达成，{ $far }
goal-cycle-good = { $far }，对挑战型目标已经很好
goal-cycle-missed = { $far }，差{ $short }
goal-cycle-not-reached = 未达成
goal-cycle-note-units = 个人目标：你、你的主管和HR可见；部门目标：所有人可见

goal-next = 下一期目标
goal-plan = 改进计划

goal-cycle-state = { $period }的目标
goal-cycle-off = 目标周期没有启用
goal-cycle-every = { $months ->
    [0] HR设定后，到时间会请大家定目标。
    [3] 每季度定一次目标。
    [6] 每半年定一次目标。
   *[other] 每年定一次目标。
}
goal-cycle-since = { $name }于{ $day }设定。
goal-cycle-agreed = 目标已定
goal-cycle-people = { $of }人中{ $done }人
goal-cycle-not-agreed = 待确认{ $proposed }人，还没定{ $none }人
goal-cycle-checked-in = 期中进展
goal-cycle-closed = 到期并结束
goal-cycle-goals = { $of }个中{ $done }个
goal-cycle-has = 已定
goal-cycle-none = 还没定
goal-cycle-waits = 待确认，等{ $names }
goal-cycle-checked = 期中已更新{ $done }/{ $of }
goal-cycle-results = 到期已结束{ $done }/{ $of }
goal-cycle-more = 另有{ $n }人，完成得更多
goal-cycle-change = 设置周期
goal-cycle-note-hr = 统计所有有主管的人；主管能看到自己带的人
goal-cycle-note-off = 由HR设定，每次修改都有记录
goal-cycle-form = 目标周期
goal-cycle-form-intro = 期初请没有目标的人写目标，期中问进展，期末问结果。每件事只问一次，只提醒一次。
goal-cycle-field = 多久定一次目标
goal-cycle-option = { $months ->
    [0] 不设
    [3] 每季度
    [6] 每半年
   *[other] 每年
}
goal-cycle-submit = 保存
goal-cycle-unclear = 看不懂“{ $said }”，可以写季度、半年、年或关闭。
help-goal-cycle = 发“{ $words }”，看谁已定目标、更新进展和填写结果；HR在后面加季度、半年、年或关闭，就是设定
