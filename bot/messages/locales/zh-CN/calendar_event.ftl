# 日历里的约定

calendar-event-one-on-one = 一对一：{ $names }
calendar-event-review-meeting = 绩效面谈：{ $names }
calendar-event-file = { $kind ->
    [review_meeting] 绩效面谈 { $day }
   *[one_on_one] 一对一 { $day }
}
calendar-event-headline = { $gone ->
    [yes] 移出日历
   *[no] 加到日历
}：{ $what }，{ $moment }
calendar-event-new = 打开文件，就能加到你的日历里。
calendar-event-moved = 时间改了。打开文件，日历会跟着改。
calendar-event-off = 已经取消。打开文件，日历会把它去掉。
calendar-event-handed = 这次面谈改由别的主管来谈。打开文件，日历会移除原来的日程。
calendar-event-note = 文件只有你们两人有·只写了时间和人，不写聊什么
calendar-event-summary = 你和{ $name }面谈的日历文件
privacy-kind-appointments = 你的预约
privacy-kind-calendar-and-todo = 你日历和待办里的条目
