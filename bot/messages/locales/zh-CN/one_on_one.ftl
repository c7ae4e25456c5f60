# 一对一

one-on-one-headline = 与{ $name }一对一：{ $moment }，{ $ahead }
one-on-one-open = 该和{ $name }一对一了
one-on-one-open-since = 上次是{ $day }，约定{ $every }一次。
one-on-one-open-never = 还没有见面记录，约定{ $every }一次。
one-on-one-many = { $span ->
    [week] 本周
    [month] 本月
    [quarter] 本季度
    [weeks] 这{ $many }周
   *[months] 这{ $many }个月
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
one-on-one-past = 这个时间已经过了，请另约一个。
one-on-one-other-times = 换时间
one-on-one-choose-time = 约时间
one-on-one-look-again = 再找找看
one-on-one-wanted = { $name }想约你一对一
one-on-one-wanted-summary = 有人想约你一对一
one-on-one-wanted-step = 下面的时间你们都有空。
one-on-one-wanted-none = 未来两周没有共同的空闲时间，请直接商量一个。
one-on-one-wanted-note = 只有你和{ $name }看得到·已避开双方已知的日程、休息时间和请假
one-on-one-agreed-on = 与{ $name }一对一：{ $moment }
one-on-one-agreed-step = 提前两小时，你们都会收到要看的数据和一个可以先问的问题。
one-on-one-agreed-file = 打开附件，就能加到日历里。
one-on-one-off-file = 打开附件，日历会把它去掉。
one-on-one-agreed-note = 只有你们两人看得到
one-on-one-move = 改时间
one-on-one-call-off = 取消
one-on-one-called-off = 已取消：与{ $name }的一对一，{ $moment }
one-on-one-note-two = 只有你们两人看得到
one-on-one-ask-title = 约{ $name }聊聊
one-on-one-topic = 想聊什么？
one-on-one-topic-hint = 一句话就够，也可以不写。
one-on-one-ask-submit = 约
one-on-one-ask-who = 只有{ $name }会看到，并附上你们都有空的时间。
one-on-one-asked = 你的问题{ $when }转给{ $name }，附上了你们都有空的时间；选定后会告诉你。
one-on-one-asked-before = { $name }已经收到了，选定时间后会告诉你。
one-on-one-no-lead = 这里还没有登记你的主管，没法代约；可以请HR补上。
one-on-one-no-time = 未来两周，你和{ $name }没有共同的空闲时间，请直接商量一个。
one-on-one-taken = 这个时间有一方没空了，点“换时间”看看别的。
one-on-one-theirs = 对方当地{ $moment }
one-on-one-times-title = 与{ $name }一对一
one-on-one-times-at = 什么时候？
one-on-one-times-submit = 约这个时间
one-on-one-late = 那个时间已经约不了了。
one-on-one-times-intro = 都是你和{ $name }上班且有空的半小时（以已知的日程为准）。
one-on-one-none-planned = 已经没有约好的一对一了。
one-on-one-off = 已取消，会告诉{ $name }。
one-on-one-met = 已记下：{ $day }和{ $name }聊过了。
one-on-one-list = { $n ->
    [0] 还没有约一对一
   *[other] { $n }次一对一
}
one-on-one-list-none = 想约的话，发“约聊”。
one-on-one-open-one = 看{ $name }
one-on-one-asked-for = 想约，时间未定
one-on-one-none-yet = 还没约
one-on-one-met-stays = { $moment }的面谈不变。
one-on-one-happened = 已经聊过
one-on-one-proposed = 要向{ $name }约一对一，主题是“{ $topic }”。还没有告诉任何人。
one-on-one-tomorrow-step = 有要加的吗？进展、遇到的问题、需要的支持，一句话就够。
one-on-one-nothing-new = 和上次聊的时候相比，数据没有变化。
one-on-one-later = 明天再提醒
one-on-one-later-said = { $moment }再提醒你。
one-on-one-skip = 这次不聊
one-on-one-skip-said = 这次的{ $n }次先不聊，记为跳过，不算漏掉。
one-on-one-put-off-late = 这段时间里已经没有工作日了。
one-on-one-skip-late = 已经没有要聊的了。
cadence-every = { $span ->
    [week] 每周
    [month] 每月
    [quarter] 每季度
    [weeks] 每{ $many }周
   *[months] 每{ $many }个月
}
lapses-headline = 上周有{ $n }次一对一没有聊，涉及{ $managers }位主管
lapses-line = { $n }次没聊
lapses-of = 共带{ $pairs }人
lapses-more = 还有{ $n }位主管。
lapses-step = 先问问卡在哪里；定得太密、谁也做不到的，不如请HR改一改。
lapses-note = 统计到{ $day }为止结束的周期·跳过的、请假的、新来的不算·只有这些主管的上级和HR看得到，每周一次
cadence-headline = 多久一对一一次
cadence-text = 越具体的设置越优先：产线先于部门，部门先于公司。约时间会避开班次、请假和休息日。
cadence-form-title = 多久一对一一次
cadence-field-every = 一对一
help-one-on-one-cadence = 发“{ $words }”，看和定多久一对一一次，可以按公司、部门或产线
