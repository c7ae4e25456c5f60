# 一对一

one-on-one-headline = 与{ $name }一对一：{ $moment }，{ $ahead }
one-on-one-open = 该和{ $name }一对一了
one-on-one-open-since = 上次是{ $day }，约定每{ $days }天一次。
one-on-one-open-never = 还没有见面记录，约定每{ $days }天一次。
one-on-one-many = { $grain ->
    [week] 本周
    [quarter] 本季度
   *[month] 本月
}还有{ $n }次一对一没有聊
one-on-one-many-step = 先约前三位，各留半小时就够。
one-on-one-others = 还有：{ $names }。
one-on-one-last = 上次{ $day }
one-on-one-with = { $names }。
one-on-one-book = { $name }{ $moment }
one-on-one-agreed = { $name }{ $moment }
one-on-one-note-due = 本条仅你可见·约好以后，对方会在见面前两小时收到提醒
one-on-one-summary = 与{ $name }的一对一
one-on-one-numbers-none = 这次没有要一起看的数据。
one-on-one-ask-gap = 可以从这里问起：在{ $title }上，先改哪一处最有用？
one-on-one-ask-strength = 可以从这里问起：{ $title }这个结果是怎么做到的，还有谁用得上？
one-on-one-ask-plain = 可以从这里问起：最近哪件事花的时间比预想的多？
one-on-one-note = 只有你们两人收到这条提醒
one-on-one-booked = 已约：{ $moment }。提前两小时会提醒你们两人。
one-on-one-denied = 只能和直接向你汇报的人约一对一。
one-on-one-past = 这个时间已经过了，请另约一个。
