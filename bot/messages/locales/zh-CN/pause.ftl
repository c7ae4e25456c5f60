# 暂停：什么停了，怎么恢复

pause-some = { $n ->
   *[other] 有{ $n }项暂停中
}
pause-none = 没有暂停的内容
pause-none-text = 消息照常发送。发“暂停”，可以停掉全部消息、某条规则的消息，或发给某个人的消息。
pause-note = 自己来问的仍会回答·暂停期间过期的消息不再发·每次暂停都有记录
pause-done = 从现在起暂停
pause-what-all = 全部消息
pause-what-rule = 规则{ $name }
pause-what-person = 发给{ $name }的消息
pause-until = 到{ $moment }
pause-open = 直到有人恢复
pause-by = { $who }，{ $moment }
pause-reason = “{ $reason }”
pause-button-resume = 恢复：{ $what }
pause-button-resume-own = 现在恢复
pause-own = 你的消息已暂停，{ $day }{ $weekday }起恢复
pause-own-open = 你的消息已暂停，直到你恢复
pause-own-text = 更正、异议、有期限的事，以及你自己来问的，照常发给你。其余先留着，之后合成一条发。
pause-own-note = 不会告诉其他人
pause-resumed = 消息已恢复
pause-resumed-own = 你的消息已恢复
pause-resumed-text = 留着的消息会在工作时间内、按上限陆续发出，已经过期的不再发。
pause-form = 暂停消息
pause-form-intro = 一分钟内生效，正要发出的也会停下。自己来问的仍会回答。
pause-submit = 暂停
pause-field-reach = 暂停什么
pause-reach-own = 只停发给我的消息
pause-reach-all = 停掉发给所有人的消息
pause-reach-rule = 停掉一条规则的消息
pause-reach-person = 停掉发给一个人的消息
pause-field-rule = 哪条规则
pause-hint-rule = 只在停一条规则时填
pause-field-person = 哪个人
pause-hint-person = 只在停一个人时填，姓名或编号
pause-field-until = 暂停到哪天
pause-hint-until = 例如周五、两周
pause-field-reason = 原因
pause-hint-reason = 显示在留着的消息旁边，只停自己的不用填
pause-past = 这一天已经过了，请选今天或以后。
pause-rule-unknown = 没有叫“{ $said }”的规则。发“规则”可以看到全部。
pause-not-paused = 这一项没有在暂停。
spoken-span-backwards = 结束日期早于开始日期。
help-pause = 发“{ $words }”，让消息停一阵子，例如“{ $words }两周”
help-resume = 发“{ $words }”，让暂停的消息恢复
help-pauses = 发“{ $words }”，看什么在暂停、谁停的、为什么
