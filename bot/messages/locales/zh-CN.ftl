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
phrase-target-near-under = 略低于目标{ $target }
phrase-target-near-over = 略超目标{ $target }
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
phrase-cases = { $denominator }个样本里{ $numerator }个
phrase-reached = 完成率{ $share }
phrase-reached-value = { $value }（目标{ $target }）
phrase-several = { $names }，另有{ $more }人
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
alert-part = 占全部的{ $share }
alert-quiet = 相关的个人提醒今天暂停。
alert-why = 看明细
alert-note = 数据截至{ $day }·本条仅你可见·每个数字的出处点“看明细”

correction-summary = 你的{ $period }数据有更正
correction-summary-other = { $period }有一处数据更正
correction-headline-own = 更正：你的{ $period }{ $title }是{ $after }，不是{ $before }
correction-headline-other = 更正：{ $name }{ $period }{ $title }是{ $after }，不是{ $before }
correction-was = 此前{ $before }
correction-source = 源数据已于{ $day }更正（{ $file }第{ $row }行）。按旧数字写的内容不再成立，收到过的人都会收到这条更正。
correction-thanks = 你在{ $day }提出过异议，核对后确认你是对的。谢谢你指出来。

## 指标自己没有建议时的下一步；有多种说法，不让人读到同样的话

step-gap-1 = 本周挑和{ $title }有关的最近3个例子，看看各卡在哪一步。
step-gap-2 = 本周找一位{ $title }做得好的同事，花20分钟对照一个例子，逐步看差在哪里。
step-gap-3 = 明天一早，先做手上对{ $title }影响最大的那件事。
step-gap-4 = 周五前写下拖住{ $title }的两件事：一件自己能改，一件需要帮忙。
step-gap-5 = 本周留出两个半小时，只处理{ $title }。
step-gap-6 = 从周一起在{ $title }上试一个小改动，五个工作日后回头看。
step-ask-1 = 哪一类情况最常见？
step-ask-2 = 这段时间有什么和平时不一样？
step-ask-3 = 谁帮一把会不一样？
step-ask-4 = 缺的是时间、信息，还是别的？
step-ask-5 = 如果只先改一处，会改哪里？
step-strength-1 = 愿意在下次周会上花10分钟，讲讲{ $title }是怎么做到的吗？
step-strength-2 = { $title }能到这个水平，是哪几步起了作用？本周写成三行发给团队。
step-strength-3 = 本周请一位同事跟着看半小时：在{ $title }上，你和别人有什么不一样？
step-strength-4 = 趁还记得，把对{ $title }最管用的那一步告诉团队。
step-strength-5 = 在{ $title }上，你的哪个习惯别人可以直接照着做？
step-strength-6 = 本周团队周会上，留5分钟讲讲你在{ $title }上的做法。
nudge-agenda-1 = 建议一对一聊20分钟：卡在哪一步？需要谁支持？
nudge-agenda-2 = 建议一对一聊20分钟：先听本人怎么看，再定一件本周能做的事。
nudge-agenda-3 = 建议一对一聊20分钟：一起看这几期，变化从哪里开始？
nudge-agenda-4 = 建议一对一聊20分钟：已经试过什么？结果怎样？
nudge-agenda-5 = 建议一对一聊20分钟：哪一段比计划花的时间长？为什么？
nudge-agenda-6 = 建议一对一聊20分钟：怎样能让下一期比这一期顺？
nudge-question-1 = 目标要不要分两步走？
nudge-question-2 = 哪件事可以先放一放，腾出时间？
nudge-question-3 = 约好哪天再一起回看？
nudge-question-4 = 有没有数据里看不到的原因？
nudge-question-5 = 有哪件事你可以直接帮忙拿掉？
nudge-cause-1 = 谈之前先看：设备有没有停过，来料有没有换过？再问操作步骤。
nudge-cause-2 = 三处可以查：操作步骤、设备状态、来料，哪一处和平时不同？
nudge-cause-3 = 带上同时段的设备记录再谈：步骤、设备、来料都有可能。
nudge-cause-4 = 先问问当时有什么不同：班次、型号、机台，还是来料？
nudge-cause-5 = 谈之前，先和同机台的同事对照：同样的件、同样的时段是否也有？
alert-line-1 = 先看设备和来料，再谈个人。
alert-line-2 = 先到问题最集中的地方，看今天那里有什么变化。
alert-line-3 = 对照开始前后的几个小时：设备、来料、班次。
alert-team-1 = 先看问题最集中的几项，再谈个人。
alert-team-2 = 先查是不是同一类情况占了大半。
alert-team-3 = 把最大的三项带到下次例会，看看它们有什么共同点。

## 依据：一条消息背后有什么

evidence-summary = 这条消息的依据
evidence-headline = { $n ->
   *[other] 这条消息背后的{ $n }个数字
}
evidence-share = { $value } ÷ { $target } = 完成率{ $share }
evidence-share-lower = { $target } ÷ { $value } = 完成率{ $share }（越低越好）
evidence-share-start = （{ $start } − { $value }）÷（{ $start } − { $target }）= 完成{ $share }
evidence-missing = 再多{ $more }即达到
evidence-missing-lower = 再少{ $less }即达到
evidence-previous = 上期{ $value }
evidence-peers = 同岗中位数{ $median }（其他{ $n }人）
evidence-rule = 规则：{ $title }（`{ $condition }`，第{ $version }版）
evidence-no-rule = 没有规则触发：你的新数据到了，其中有值得说的，就会发给你。
evidence-by-rule-text = 句子由固定规则从已批准的句子里选出，没有使用模型。
evidence-by-model = 语言模型（{ $writer }）只从已批准的句子里挑选和排序，没有写任何字句和数字。
evidence-column-what = 项目
evidence-column-value = 数值
evidence-column-source = 文件与行
evidence-column-arrived = 到达时间
evidence-column-state = 状态
evidence-current = 当前采用
evidence-earlier = 第{ $version }版，已被替换
evidence-row = { $file }，第{ $row }行
evidence-made-of = 由{ $n ->
   *[other] { $n }
}名成员的数据汇总
evidence-readers = 收到过的人：{ $names }。
evidence-object = 哪一行不对？请把文件和行号告诉主管或数据负责人。更正后会重新计算，收到过的人都会收到更正。
evidence-gone = 这条消息已不再保存，无法显示它的出处。
evidence-denied = 只有收到这条消息的人可以查看它的依据。
feedback-gone = 这条消息已不再保存。
feedback-denied = 只有收到这条消息的人可以评价它。
person-gone = 人员名单里已没有这个人。

## 自己的数据

person-headline = 你的数据
person-headline-period = 你的{ $period }数据
person-metric = { $period }{ $title }
person-target = 目标{ $target }，完成率{ $share }
person-target-alone = 目标{ $target }
person-target-so-far-alone = 按进度目标{ $target }
person-target-so-far = 按进度目标{ $target }，完成率{ $share }
person-before = 上期{ $value }
person-peers = 同岗中位数{ $median }（其他{ $n }人）
person-arithmetic = 完成率＝数值÷目标；越低越好的指标为目标÷数值。例如{ $title }：{ $example }。
person-note = 数据截至{ $day }·你和你的主管可见·待核实的数值不计入
person-empty = 还没有你的数据
person-empty-text = 第一批数据到了以后，这里会显示数值、目标、上期和同岗中位数。
person-empty-unit = 请数据负责人用你的工号{ $id }上报。
person-more = { $n ->
   *[other] 还有{ $n }个指标没有列出。
}

## 帮助，以及不认识的人和话

help-headline = 可以问我什么
help-summary = 可以问我什么
help-text = 有新数据时，我会告诉你：做得好的、值得留意的，和一个下一步。不给任何人排名。
help-me = 发“{ $words }”，看自己的最新数据、算法和走势
help-help = 发“{ $words }”，看这份说明
help-word = 帮助
help-more = 每条消息下面的“为什么”，能看到数字来自哪一行数据。
help-note = 在这里的问答只有你自己看得到
help-button-me = 我的数据
help-unknown = 还听不懂“{ $words }”
help-unknown-near = 是想说“{ $nearest }”吗？
help-unknown-text = 我只认得几个词，发“{ $help }”可以看到。
help-stranger = 还不认识这个账号。请人员名单的负责人把它加到你的名下，之后就能看到自己的数据。

## 合并的消息，以及可能重复的消息

delivery-digest = 今天有{ $n }条消息给你
delivery-digest-talks = 有{ $n }位同事值得约着聊聊
delivery-digest-note = 合成一条，少打扰你几次·本条仅你可见
delivery-doubt = 这条消息你可能已经收到过：第一次发送没有得到确认。

## 一对一

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

## 规则条件：哪里读不懂

condition-empty = 还没有写条件，例如：达成率 < 80%
condition-too-long = 第{ $column }列：太长了，最多{ $limit }个字符。
condition-too-deep = 第{ $column }列：括号套得太深，最多{ $limit }层。
condition-unknown-name = 第{ $column }列：不认识“{ $found }”。如果它是文字，请加引号，例如：指标 == "{ $found }"
condition-unknown-name-near = 第{ $column }列：不认识“{ $found }”，是想写“{ $nearest }”吗？
condition-unknown-word = 第{ $column }列：这里没有“{ $found }”这个值，是想写“{ $nearest }”吗？
condition-character = 第{ $column }列：条件里不能用“{ $found }”。
condition-open-text = 第{ $column }列：引号从这里开始，却没有结束。
condition-number = 第{ $column }列：“{ $found }”位数太多，最多{ $limit }位。
condition-arithmetic = 第{ $column }列：“{ $found }”是计算；条件只比较数据，用“且”“或”“非”连接。
condition-regex = 第{ $column }列：不支持模式匹配“{ $found }”，请用“==”或“属于”。
condition-attribute = 第{ $column }列：“{ $found }”后面没有可取的内容。
condition-call = 第{ $column }列：“{ $found }”是调用；条件只比较数据。
condition-syntax = 第{ $column }列：“{ $found }”不能放在这里。
condition-unfinished = 第{ $column }列：“{ $found }”后面还缺内容。
condition-not-a-condition = 第{ $column }列：“{ $found }”本身不是判断，请和一个值比较，例如 < 80%。
condition-compared-twice = 第{ $column }列：比较的结果不能再拿来比较，请用“且”或“或”连接。
condition-constant = 第{ $column }列：“{ $found }”没有和任何数据比较，结果永远一样。
condition-order = 第{ $column }列：“{ $found }”不分大小，只能判断相等（==）或不相等（!=）。
condition-sort-number = 第{ $column }列：数字只能和数字比较，“{ $found }”不是数字。
condition-sort-text = 第{ $column }列：文字只能和加引号的文字比较，“{ $found }”不是。
condition-sort-truth = 第{ $column }列：这里只能是真或假，“{ $found }”都不是。
condition-list = 第{ $column }列：“属于”后面要写一组值，例如：指标属于["csat", "nps"]。

## 报告：部门的一个月，主管的一周

report-summary-month = { $department }{ $period }绩效报告
report-headline = { $department }{ $period }：{ $title }{ $reached }，{ $n ->
    [0] 没有人完成率低于80%
   *[other] { $n }人需要聊聊
}
report-headline-plain = { $department }{ $period }：{ $n ->
    [0] 没有人完成率低于80%
   *[other] { $n }人需要聊聊
}
report-headline-missing = { $department }{ $period }：数据还没有到
report-headline-revised = （修订版）{ $headline }
report-up = 高于{ $period }的{ $before }
report-down = 低于{ $period }的{ $before }
report-same = 与{ $period }持平
report-met = { $all }人中{ $met }人达标（{ $period }{ $before }人）
report-met-first = { $all }人中{ $met }人达标
report-needs = 需要你：{ $people }。
report-person = { $name }{ $title }{ $reached }
report-person-again = { $name }{ $title }{ $reached }·上月也是
report-more = 另有{ $n }人
report-well = 做得好：{ $people }。
report-well-streak = { $name }{ $title }连续{ $n }{ $grain }向好
report-gaps = 数据缺口：{ $items }。
report-gap-missing = { $title }还差{ $n }人
report-gap-held = { $n }个数值待核实
report-gap-none = 没有数据缺口。
report-revised-why = 首次报告之后有{ $n }个数值变动。
report-note = 数据截至{ $day }·仅部门负责人收到·晚到的数据会另发标明“修订版”的报告
report-note-week = { $from }至{ $to }·仅你收到

week-headline = 团队这一周：{ $n ->
   *[other] { $n }人需要聊聊
}
week-headline-unit = 团队这一周：{ $names }值得看一眼
week-headline-unmet = 团队这一周：{ $n ->
   *[other] { $n }次一对一没有聊成
}
week-headline-well = 团队这一周：做得好的
week-summary = 团队这一周
week-item = { $period }{ $title }{ $reached }
week-unmet = { $n ->
   *[other] 没有聊成的一对一：{ $people }。
}
week-step = 周五之前，能和{ $name }聊20分钟吗？
week-step-unit = 下次例会上，留10分钟看看{ $name }是怎么回事？
week-step-well = 其中哪一位愿意在本周例会上讲讲做法？

## 导入：为什么某一行、某个单元格或整个文件没有收下；每条都说明怎么改

import-grain = { $grain ->
    [day] 天
    [week] 周
    [month] 月
    [quarter] 季度
   *[year] 年
}
import-said = { $said ->
    [day] 天
    [week] 周
    [month] 月
    [quarter] 季度
   *[year] 年
}
import-required = 这里不能空着。
import-no-person = 没写是谁，请填上工号。
import-unknown-person = 花名册里没有这个工号或姓名。请先导入这个人，或改正工号。
import-ambiguous-person = 可能是 { $candidates }。请写完整的工号。
import-id-and-name = 看起来是 { $candidates }，但这个人不叫{ $name }。请写完整的工号。
import-unknown-metric = 没有这个指标。请先导入指标定义，或改正名称。
import-ambiguous-metric = 可能是 { $candidates }。请写指标的代码。
import-no-number = 这不是数字，请用数字填写。
import-separator = 分不清这里是千分位还是小数点。请写成 1234.5，或在映射文件里设 decimal。
import-inexact = 这不是一个确切的数，请写数字本身。
import-formula = 这是没有结果的公式，请存成数值。
import-unit = “{ $found }”和指标单位“{ $unit }”对不上。请换算数值，或改正指标。
import-currency = “{ $found }”不是指标所用的币种 { $unit }，请换算。
import-percent-or-ratio = 分不清这是不是百分数。请写成 95% 或 0.95，或在映射文件里设 percent。
import-denominator = 比率的分母必须大于零。
import-parts = 数值不等于 { $numerator } 除以 { $denominator }，请改正其中一个。
import-no-date = 这不是日期，请写成 2025-09-30。
import-no-day = 这里要具体到某一天，请写成 2025-09-30。
import-impossible-date = 没有这个日期，请改正。
import-implausible-date = 早于 { $earliest } 年，请改正日期。
import-excel-date = 这可能是 Excel 的日期序号。请把这一列设成日期格式，或在映射文件的 dates 里设 excel。
import-short-year = 年份要写四位。
import-day-or-month = 分不清哪个是日、哪个是月。请写成 2025-09-30，或在映射文件的 dates 里设 order。
import-period-backwards = 结束早于开始。
import-period-crosses = { $metric } 按{ import-grain }统计，这里超出了 { $first } 到 { $last }。请每{ import-grain }写一行。
import-period-inside = { $metric } 按{ import-grain }统计。数值要从 { $first } 或入职当天开始，或到 { $last } 为止。
import-other-grain = 这里写的是{ import-said }，而 { $metric } 按{ import-grain }统计。请改成同样长短的期间。
import-future = 这个期间还没到，请改正年份。
import-conflict = 第 { $rows } 行给了同一个人、同一期的 { $metric } 不同的值。请只留正确的，或在映射文件里设 duplicates。
import-twice = 第 { $rows } 行对同一个编号的说法不一样，请只留正确的。
import-shorter = 已经存有截止日更晚的数值，请发截止日不早于它的。
import-quotes = 这一行的引号不成对，请改正。
import-too-many-cells = 这一行的单元格比表头的 { $columns } 列多。请给含分隔符的内容加上引号。
import-no-object = 这不是带字段名的对象。
import-nested = 这里只能是文字或数字，不能是列表或对象。
import-email = 这不是邮箱地址。
import-word = 只能是其中之一：{ $allowed }。
import-timezone = 没有这个时区，请写成 Asia/Shanghai 这样的名称。
import-bounds = 上限小于下限。
import-circle = { $people } 会互相汇报、绕成一圈，请改正上级。
import-account-taken = 这个账号已经属于花名册上的另一个人，请改正其中一个。
import-refused-figure = 有关情绪、面部、声音或压力的数据一律不收。
import-out-of-range = 指标允许的范围是 { $low } 到 { $high }。这个值先放着，等人决定。
import-slip = 另外 { $n } 个值在 { $low } 到 { $high } 之间，这个像是小数点错位。先放着，等人决定。
import-sign = 另外 { $n } 个值在 { $low } 到 { $high } 之间，这个像是正负号写反。先放着，等人决定。
import-far = 另外 { $n } 个值在 { $low } 到 { $high } 之间，这个差得太远。先放着，等人决定。
import-duplicate = 和第 { $first } 行一样。
import-overtaken = 这份文件里另有一行截止日更晚。
import-no-value = 没有数值。
import-empty-row = 空行。
import-total = 合计行。
import-remark = 备注，不是数据。
import-header-again = 又一次表头。
import-filtered = 映射的筛选条件把它排除了。
import-discarded = 这个值以前已被放弃。
import-nothing-held = 没有编号为 { $number } 的待定值。
import-no-file = 没有文件 { $file }。
import-binary = 这不是文本表格。
import-encoding = 文字编码不是 { $encoding }。请改正映射文件里的 encoding，或把文件存成 UTF-8。
import-unknown-encoding = 文字编码既不是 UTF-8 也不是中文编码。请存成 UTF-8，或在映射文件里设 encoding。
import-json = 这不是 JSON，错误在第 { $line } 行。
import-json-list = 这里要的是对象列表。
import-workbook = 这个工作簿读不了，请重新存成 .xlsx。
import-no-sheet = 没有工作表 { $sheet }；有的是：{ $sheets }。
import-no-such-row = 没有第 { $row } 行可作表头。
import-no-header = 没有哪一行写着需要的列名。第一行是：{ $titles }。用 --dry-run 运行可得到建议的映射。
import-no-column = 没有 { $column } 这一列；有的是：{ $columns }。用 --dry-run 运行可得到建议的映射。
import-only-refused = 这份文件里的数值全都属于一律不收的数据。
import-join-twice = 关联文件里 { $column } { $value } 出现了不止一次，内容还不一样。
import-mapped-metric = 映射里写的指标 { $metric } 没有定义，请先导入指标定义。
import-mapping-file = 映射文件读不了。
import-mapping-toml = 映射文件不是 TOML。
import-mapping-key = 映射文件的 { $where } 有错。
import-mapping-kind = 这份映射文件不适用于 { $kind }。
webhook-no-secret = 这里没有设密钥，请设置 JINBU_WEBHOOK_SECRET。
webhook-no-timestamp = 请求头 X-Jinbu-Timestamp 要写 1970 年以来的秒数。
webhook-stale = 时间戳和现在相差超过 { $minutes } 分钟。每次发送都要重新签名，并检查时钟。
webhook-signature = 签名不符。它是 sha256= 加上“时间戳.正文”的 HMAC-SHA256 十六进制值。
webhook-too-large = 正文超过 { $megabytes } MB，请分几次发。
webhook-busy = 排队的请求太多，请过几秒再发。
webhook-no-json = 正文不是 JSON。
webhook-no-object = 正文要是一个带 readings 列表的对象。
webhook-unknown = 没有 { $name } 这一项；可用的有：{ $names }。
webhook-source = source 要是文字。
webhook-no-list = { $name } 要是至少有一个对象的列表。
folder-which-kind = 文件名和旁边的映射文件都没说明它装的是什么。文件名请以其中之一开头：{ $kinds }。
