# 机器人自己说的每一句话。键名以说这句话的视图开头。
# 数字、日期和单位在变量里已经写好；整数用来选单复数。

## 日期与期间；date-* 与 period-month* 的值是 CLDR 格式

date-day = M月d日
date-day-year = y年M月d日
date-clock = H:mm
date-clock-minutes = H:mm
date-moment = { $weekday }{ $clock }
date-moment-far = { $day }{ $weekday }{ $clock }
period-today = 今日
period-yesterday = 昨日
period-week = { $day }当周
period-month = MMMM
period-month-year = y年M月
period-quarter = { $number ->
    [1] 一季度
    [2] 二季度
    [3] 三季度
   *[4] 四季度
}
period-quarter-year = { $year }年{ $number ->
    [1] 一季度
    [2] 二季度
    [3] 三季度
   *[4] 四季度
}
period-year = { $year }年

## What the chat adapters add themselves

platform-in-private = 已私聊发给你。
platform-reply-with = 回复{ $number }：{ $verb }
platform-working = 稍等。
platform-failed = 刚才没有成功，什么都没有丢，请过一分钟再试。

## 数字与单位；$n 为1表示正好一个

number-large = { $scaled }万
number-huge = { $scaled }亿
number-points = { $points }个百分点
number-unit = { $text } { $unit }
number-unit-tight = { $text }{ $unit }
unit-yuan = 元
unit-call = { $text }{ $n ->
   *[other] 次通话
}
unit-campaign = { $text }{ $n ->
   *[other] 场
}
unit-commit = { $text }{ $n ->
   *[other] 次提交
}
unit-customer = { $text }{ $n ->
   *[other] 家
}
unit-day = { $text }{ $n ->
   *[other] 天
}
unit-density = { $text }{ $n ->
   *[other] 个/千行
}
unit-hour = { $text }{ $n ->
   *[other] 小时
}
unit-item = { $text }{ $n ->
   *[other] 个
}
unit-lead = { $text }{ $n ->
   *[other] 条
}
unit-minute = { $text }{ $n ->
   *[other] 分钟
}
unit-order = { $text }{ $n ->
   *[other] 单
}
unit-person = { $text }{ $n ->
   *[other] 人
}
unit-piece = { $text }{ $n ->
   *[other] 件
}
unit-point = { $text }{ $n ->
   *[other] 分
}
unit-stop = { $text }{ $n ->
   *[other] 次停机
}
unit-ticket = { $text }{ $n ->
   *[other] 张
}
unit-time = { $text }{ $n ->
   *[other] 次
}

## 比较：跟在数值后面，一次一个短句

phrase-target-over = 目标{ $target }，超额{ $over }
phrase-target-above = 比目标{ $target }高{ $points }
phrase-target-met = 正好达到目标{ $target }
phrase-target-within = 在目标{ $target }以内
phrase-target-so-far = { $target }（按进度）
phrase-target-near-under = 接近目标{ $target }
phrase-target-near-over = 接近目标{ $target }
phrase-target-under = { $size ->
    [slight] 略低于目标{ $target }
    [large] 明显低于目标{ $target }
   *[plain] 低于目标{ $target }
}
phrase-target-exceeded = { $size ->
    [slight] 略超目标{ $target }
    [large] 明显超出目标{ $target }
   *[plain] 超出目标{ $target }
}
phrase-peers-above = 高于同岗中位数{ $median }
phrase-peers-below = 低于同岗中位数{ $median }
phrase-streak-up = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }上升
phrase-streak-down = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }下降
phrase-previous-up = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}多{ $change }
phrase-previous-down = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}少{ $change }
phrase-year-up = 同比多{ $change }
phrase-year-down = 同比少{ $change }
phrase-previous-rise = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}升{ $change }
phrase-previous-fall = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}降{ $change }
phrase-year-rise = 同比升{ $change }
phrase-year-fall = 同比降{ $change }
phrase-baseline = 近{ $n }{ $grain }中位数{ $median }
phrase-limit-over = 超过{ $limit }
phrase-limit-under = 低于{ $limit }
phrase-cases = { $denominator }中{ $numerator }
phrase-grain-day = { $n ->
   *[other] 天
}
phrase-grain-week = { $n ->
   *[other] 周
}
phrase-grain-month = { $n ->
   *[other] 个月
}
phrase-grain-quarter = { $n ->
   *[other] 个季度
}
phrase-grain-year = { $n ->
   *[other] 年
}

## 反馈：告诉员工本人，或其主管

feedback-headline-target = { $period }{ $title }完成率{ $share }
feedback-headline-value = { $period }{ $title }{ $value }，{ $clause }
feedback-headline-neutral = 你的{ $period }数据出来了
feedback-why = 为什么
feedback-useful = 有帮助
feedback-not-useful = 没有帮助
feedback-note = 数据截至{ $day }·你和你的主管可见·每个数字的出处点“为什么”
feedback-note-alone = 数据截至{ $day }·仅你可见·每个数字的出处点“为什么”
feedback-note-reader = 数据截至{ $day }·本条仅你可见·每个数字的出处点“为什么”
feedback-note-first = 数据截至{ $day }·同样的数字先发给了{ $name }本人·出处点“为什么”
feedback-thanks-useful = 已记下：有帮助。谢谢。
feedback-thanks-not-useful = 已记下：没有帮助。以后发什么会参考它。
feedback-picture = { $title }，{ $n }{ $grain }：{ $from }{ $first }，{ $to }{ $last }
feedback-picture-target = 目标

nudge-summary = 本周有一次值得约的一对一
nudge-headline-share = { $name }{ $period }{ $title }完成率{ $share }，{ $bar }
nudge-headline-value = { $name }{ $period }{ $title }{ $value }，{ $bar }
nudge-before = 此前
nudge-before-item = { $period }{ $value }
nudge-context = { $unit }：{ $title }
nudge-book = 约{ $moment }

alert-summary = { $unit }{ $grain ->
    [day] 今天
   *[other] 本周
}需要看一下
alert-headline-bar = { $unit }{ $period }{ $title }{ $value }，{ $bar }
alert-headline = { $unit }{ $period }{ $title }{ $value }，{ $clause }
alert-part = 占全部{ $total }中的{ $numerator }，本人样本{ $denominator }
alert-quiet = 本单位的个人提醒今天暂停。
alert-why = 看明细

correction-summary = 你的{ $period }数据有更正
correction-headline-own = 更正：你的{ $period }{ $title }是{ $after }，不是{ $before }
correction-headline-other = 更正：{ $name }{ $period }{ $title }是{ $after }，不是{ $before }
correction-was = 此前{ $before }
correction-source = 源数据已于{ $day }更正（{ $file }第{ $row }行）。按旧数字写的内容不再成立，收到过的人都会收到这条更正。
correction-thanks = 你在{ $day }提出过异议，核对后确认你是对的。谢谢你指出来。

## 指标自己没有建议时的下一步；有多种说法，不让人读到同样的话

step-gap-1 = 本周挑{ $title }最近的3个例子，看看各卡在哪一步。
step-gap-2 = 本周找一位{ $title }做得顺的同事，花20分钟逐步对照一个例子。
step-gap-3 = 明天一早，先做手上对{ $title }影响最大的那件事。
step-gap-4 = 周五前写下拖住{ $title }的两件事：一件自己能改，一件需要帮忙。
step-gap-5 = 本周留出两个半小时，只处理{ $title }。
step-gap-6 = 从周一起在{ $title }上试一个小改动，五个工作日后回头看。
step-ask-1 = 哪一类情况最常见？
step-ask-2 = 这段时间有什么和平时不一样？
step-ask-3 = 谁帮一把会不一样？
step-ask-4 = 缺的是时间、信息，还是别的？
step-ask-5 = 如果只先改一处，会改哪里？
step-strength-1 = 愿意在下次周会上用10分钟讲讲{ $title }的做法吗？
step-strength-2 = 本周把{ $title }管用的做法写成三行，发给团队。
step-strength-3 = 本周让一位同事看你完整处理一次{ $title }。
step-strength-4 = 记下对{ $title }最管用的那一步，忙的时候也别丢。
step-strength-5 = 你处理{ $title }的哪一步，别人可以直接照着做？
step-strength-6 = 把{ $title }的做法排进本周周会的议程。
nudge-agenda-1 = 建议一对一聊20分钟：卡在哪一步？需要谁支持？
nudge-agenda-2 = 建议一对一聊20分钟：先听本人怎么看，再定一件本周能做的事。
nudge-agenda-3 = 建议一对一聊20分钟：一起看这几期，变化从哪里开始？
nudge-agenda-4 = 建议一对一聊20分钟：已经试过什么？结果怎样？
nudge-question-1 = 目标要不要分两步走？
nudge-question-2 = 哪件事可以先放一放，腾出时间？
nudge-question-3 = 约好哪天再一起回看？
nudge-question-4 = 有没有数据里看不到的原因？
nudge-cause-1 = 谈之前先看：设备有没有停过，来料有没有换过？再问操作步骤。
nudge-cause-2 = 三处可以查：操作步骤、设备状态、来料，哪一处和平时不同？
nudge-cause-3 = 带上同时段的设备记录再谈：步骤、设备、来料都有可能。
alert-line-1 = 先看设备和来料，再谈个人。
alert-line-2 = 先到问题最集中的地方，看今天那里有什么变化。
alert-line-3 = 对照开始前后的几个小时：设备、来料、班次。
alert-team-1 = 先看问题最集中的几项，再谈个人。
alert-team-2 = 先查是不是同一类情况占了大半。
alert-team-3 = 把最大的三项带到下次例会，看看它们有什么共同点。
