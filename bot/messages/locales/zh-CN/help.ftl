# 帮助，以及不认识的人和话

help-headline = 可以问我什么
help-summary = 可以问我什么
help-text = 有新数据时，我会告诉你：做得好的、值得留意的，和一个下一步。不给任何人排名。
help-me = 发“{ $words }”，看自己的最新数据、算法和走势
help-metric = 发“{ $words }”，看有哪些指标；加上名称，看怎么算
help-metric-add = 发“{ $words }”，写一个新指标
help-metric-edit = 发“{ $words }”加上名称，改一个指标
help-metric-pack = 发“{ $words }”，加上某类岗位现成的指标
help-rule = 发“{ $words }”，看全部规则；加上键，打开一条
help-rule-test = 发“{ $words }”加上键或条件，看上个月会提醒谁
help-rule-add = 发“{ $words }”，写一条新规则
help-rule-edit = 发“{ $words }”加上键，改一条规则
help-rule-on = 发“{ $words }”加上键，启用一条规则
help-rule-off = 发“{ $words }”加上键，停用一条规则
help-target = 发“{ $words }”加上姓名、团队或岗位，再加指标、周期和数值，定一个目标
help-template = 发“{ $words }”，看消息里固定的话；加上键，可以修改
help-help = 发“{ $words }”，看这份说明
help-word = 帮助
help-more = 每条消息下面的“为什么”，能看到数字来自哪一行数据。
help-note = 在这里的问答只有你自己看得到
help-button-me = 我的数据
help-unknown = 还听不懂“{ $words }”
help-unknown-near = 是想说“{ $nearest }”吗？
help-unknown-text = 我只认得几个词，发“{ $help }”可以看到。
help-stranger = 还不认识这个账号。请人员名单的负责人把它加到你的名下，之后就能看到自己的数据。
