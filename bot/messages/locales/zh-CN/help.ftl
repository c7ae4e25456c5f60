# 帮助，以及不认识的人和话

help-headline = 可以问我什么
help-summary = 可以问我什么
help-text = 有新数据时，我会告诉你：做得好的、值得留意的，和一个下一步。不给任何人排名。
help-me = 发“{ $words }”，看自己的最新数据、算法和走势
help-why = 发“{ $words }”，说明最近一条消息的依据，也可以加上指标或月份
help-data = 发“{ $words }”，看数字背后的原始数据，附文件
help-dispute = 发“{ $words }”，对自己不对的数字提出异议
help-dispute-list = 发“{ $words }”，看各件异议和进展
help-correct = 发“{ $words }”，申请更正一个数字，由HR的另一个人批准
help-context = 发“{ $words }”，给数字补充数据里没有的情况
help-help = 发“{ $words }”，看这份说明
help-word = 帮助
help-more = 每条消息下面的“为什么”，能看到数字来自哪一行数据。
help-note = 在这里的问答只有你自己看得到
help-button-me = 我的数据
help-unknown = 还听不懂“{ $words }”
help-unknown-near = 是想说“{ $nearest }”吗？
help-unknown-text = 我只认得几个词，发“{ $help }”可以看到。
help-stranger = 还不认识这个账号。请人员名单的负责人把它加到你的名下，之后就能看到自己的数据。
help-role-employee = 你自己
help-role-manager = 你的团队
help-role-second-line = 你下面的各团队
help-role-hr = 人力资源
help-role-fairness = 公平性
help-role-admin = 管理进步
