# 反馈：告诉员工本人，或其主管

feedback-headline-target = { $period }{ $title }完成率{ $share }
feedback-headline-target-more = { $period }{ $title }完成率{ $share }，{ $more }
feedback-headline-value = { $period }{ $title }{ $value }，{ $clause }
feedback-headline-neutral = 你的{ $period }数据出来了
feedback-headline-neutral-so-far = 你{ $period }的数据
feedback-why = 为什么
feedback-why-period = 为什么：{ $period }
feedback-fact-period = { $period }·{ $title }
feedback-useful = 有帮助
feedback-not-useful = 没有帮助
feedback-note = 数据截至{ $day }·你和你的主管可见·点“为什么”看数字从哪来
feedback-note-alone = 数据截至{ $day }·你和HR可见·点“为什么”看数字从哪来
feedback-note-reader = 数据截至{ $day }·本条仅你可见·点“为什么”看数字从哪来
feedback-note-first = 数据截至{ $day }·同样的数字先发给了{ $name }本人·点“为什么”看数字从哪来
feedback-thanks-useful = 已记下：有帮助。谢谢。
feedback-thanks-not-useful = 已记下：没有帮助。以后发什么会参考它。

nudge-summary = 本周有一次值得约的一对一
nudge-summary-unled = 一位没有主管的同事，数据值得看一下
nudge-headline-share = { $name }{ $period }{ $title }完成率{ $share }，{ $bar }
nudge-headline-share-so-far = { $name }{ $period }{ $title }按进度完成率{ $share }，{ $bar }
nudge-headline-value = { $name }{ $period }{ $title }{ $value }，{ $bar }
nudge-summary-taken-back = 一条提醒已撤回
nudge-taken-back = 已撤回：不用再为这件事找{ $name }聊了
nudge-taken-back-corrected = 这条提醒依据的数字已于{ $day }更正。
nudge-taken-back-recovered = 截至{ $day }，数据已经好转。
nudge-taken-back-changed = 截至{ $day }，这条提醒的依据已经变了。
nudge-moved = { $name }已经不归你带了
nudge-moved-to = 现在由{ $lead }带{ $name }，这条提醒不用你再跟进。
nudge-moved-nobody = 这条提醒不用你再跟进。
nudge-before = 此前
nudge-before-item = { $period }{ $value }
nudge-context = { $unit }：{ $title }
nudge-unled = 人员名单上没有{ $name }的主管，所以由HR收到。管理员可以补上主管。
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
alert-note = 数据截至{ $day }·本条仅你可见·点“看明细”看数字从哪来

correction-summary = 你的{ $period }数据有更正
correction-summary-other = { $period }有一处数据更正
correction-headline-own = 更正：你的{ $period }{ $title }是{ $after }，不是{ $before }
correction-headline-own-now = 更正：你的{ $period }{ $title }现在是{ $after }
correction-headline-other = 更正：{ $name }{ $period }{ $title }是{ $after }，不是{ $before }
correction-headline-made-of = 更正：{ $name }{ $period }{ $title }现在是{ $after }
correction-parts = 组成它的数据已于{ $day }更正。按旧数字写的内容不再成立，收到过的人都会收到这条更正。
correction-gone-own = 不再成立：你的{ $period }{ $title }现在没有数值
correction-gone-other = 不再成立：{ $name }的{ $period }{ $title }现在没有数值
correction-gone-text = 算出它的记录已更正，并由第二人批准（更正{ $number }号）。剩下的记录算不出数值，按旧数字写的内容不再成立，收到过的人都会收到这条更正。
correction-ended-summary = 之前告诉你的内容有更正
correction-ended-headline = 不再成立：之前告诉你的{ $name }{ $period }{ $titles }
correction-ended-text = 背后的数据已更正。{ $name }的数据你现在不能看，所以这里不写新的数字。
correction-headline-target-own = 更正：你的{ $period }{ $title }目标是{ $after }，不是{ $before }
correction-headline-target-other = 更正：{ $name }的{ $period }{ $title }目标是{ $after }，不是{ $before }
correction-target-days = 整个期间的目标是{ $full }；这是按现在知道的出勤天数折算的一份。
correction-target = 目标在我们发消息之后改过。
correction-no-longer = 按旧目标写的内容不再成立，收到过的人都会收到这条更正。
correction-was = 此前{ $before }
correction-source = 源数据已于{ $day }更正（{ $file }第{ $row }行）。按旧数字写的内容不再成立，收到过的人都会收到这条更正。
correction-thanks = 你在{ $day }提出过异议，核对后确认你是对的。谢谢你指出来。
