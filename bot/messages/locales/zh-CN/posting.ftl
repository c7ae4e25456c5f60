# 调动：从哪天起汇报给谁

move-you = { $day }起你汇报给{ $name }
move-you-nobody = { $day }起，名单上没有你的主管
move-you-sees = 现在{ $name }能看到你的数据。
move-you-sees-not = { $name }不再能看到。
move-you-next = 原定{ $moment }的一对一保留，改为和{ $name }谈；时间不合适就一起改。
move-you-note = 如果不对，请联系HR·本条仅你可见
move-new = { $day }起{ $names }{ $n ->
   *[other] 汇报给你
}
move-new-summary = 有{ $n }位同事开始汇报给你
move-new-text = 从现在起你能看到对方的数据，相关消息也会发给你。先聊20分钟比看记录更有用：手上在做什么，需要你支持什么？
move-new-note = 对方已收到消息·本条仅你可见
move-next = 下次一对一{ $moment }
move-none-planned = 还没约一对一，约定每{ $days }天一次
move-no-talks = 没有一对一记录
move-old = { $day }起{ $names }{ $n ->
   *[other] 汇报给
}{ $name }
move-old-nobody = { $day }起{ $names }{ $n ->
   *[other] 不再汇报给你
}
move-old-summary = 有{ $n }位同事不再汇报给你
move-old-text = 你不再能看到对方的数据。已约的一对一和没发出的提醒都转过去了；口头约定的事，请直接告诉新主管。
move-old-note = 对方已收到消息·本条仅你可见
move-you-reviews = 你的考核由{ $name }接着做，已经提交的内容对方看得到。
move-new-open = { $name } · { $cycle }：{ $tasks }
move-new-open-own = 等你：{ $what }（{ $late ->
    [late] { $day }（{ $weekday }）已到期
   *[ahead] { $day }（{ $weekday }）前
}）
move-new-open-theirs = 等对方：{ $what }（{ $late ->
    [late] { $day }（{ $weekday }）已到期
   *[ahead] { $day }（{ $weekday }）前
}）
move-new-open-none = 现在没有要做的
move-new-open-note = 之前没有提交的内容，留在写的人自己那里。
move-new-plans = { $name }：{ $n }个计划在进行{ $asks ->
    [0] 。
   *[other] ，{ $asks }个请求等你答复。
}
move-old-reviews = 考核已经转给{ $name }。你写了一半没交的，只有你自己看得到，到期自动删除。
move-title = 调动{ $name }
move-manager-hint = 姓名、工号或邮箱；留空表示没有主管
move-department = 部门
move-unit = 班组
move-role = 岗位
move-start = 从哪天起
move-start-hint = 将来的日期，到当地那天开始时生效
move-same = { $name }的情况不会有任何变化。
move-who = 要调动谁？在后面写上名字，例如：调动张三
move-done = 已调动{ $name }，{ $day }起生效。相关的人都会收到消息。
move-planned = 已安排：{ $name }{ $day }调动。在那之前一切不变，当天相关的人会收到消息。
