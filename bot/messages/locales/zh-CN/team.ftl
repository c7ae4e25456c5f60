# 团队一览

team-summary = 你的团队
team-of = { $name }的团队
team-headline = { $whose }：{ $talk ->
    [0] 没有人急需聊聊
   *[other] { $talk }人该聊聊
}{ $well ->
    [0] { "" }
   *[other] ，{ $well }人值得肯定
}
team-empty = { $whose }：还没有数据
team-no-figures = 还没有数据
team-value = { $title }{ $value }
team-talk = 该聊聊了
team-planned = 已约{ $moment }
team-praise = 值得肯定
team-praise-other = { $title }{ $reached }值得肯定
team-more = { $n ->
   *[other] 还有{ $n }人没有列出，没有特别要说的；发“看”加姓名，可以逐个看。
}
team-deeper = 再往下只看整体，{ $period }{ $title }：
team-group = { $n }人
team-group-reached = { $bound ->
    [least] 至少{ $share }达标
    [most] 至多{ $share }达标
   *[about] { $share }达标
}
team-group-none = 还没有完整一期的数据，或者人数不够。
team-hidden = { $n ->
   *[other] 有{ $n }个小组不显示：有数据的不足{ $floor }人，或者能用减法推出来。
}
team-remind = 提醒{ $name }
team-book = 约{ $name }
team-talks = 全部{ $n }次
team-talks-headline = { $n ->
    [0] 一对一都约好了
   *[other] { $n }次一对一待约
}
team-talks-summary = 待约的一对一
team-talks-next = 接下来是{ $names }。先约好前面几位，再发一次就能看到。
team-note = 数据截至{ $day }·按姓名排列，不排名·仅你可见，每个人能看到自己的数据
team-note-read = 数据截至{ $day }·按姓名排列，不排名·这次查看已留下记录
team-note-group = 不足{ $floor }人的小组不显示，也不能用减法推出·比例以5%为一档，不说全部，也不说没有
team-note-talks = 这份清单仅你可见·约好的会从这里消失
team-unknown = 没有叫“{ $said }”的指标、时间或团队。只发“团队”可以看自己的团队。
team-whose = 没有人直接向你汇报。请写主管姓名或部门，例如“团队销售部”。
team-nobody = 没有人向{ $name }汇报。
team-member = { $name }
team-member-empty = 还没有{ $name }的数据
team-member-note = 数据截至{ $day }·本人看到的是同样的数字·只有主管和HR能打开
team-met = 上次一对一是{ $day }。
team-met-never = 还没有一对一的记录。
team-next = 下次是{ $moment }。
team-next-none = 下次还没约。
team-remind-short = 提醒
team-plan = 约一对一
team-open-meeting = 看一对一
team-second-line = 你能看直接向你汇报的人；{ $name }只能看所在团队的整体，发“团队{ $lead }”。
