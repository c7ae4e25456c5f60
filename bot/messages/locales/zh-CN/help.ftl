# 帮助，以及不认识的人和话

help-headline = 可以问我什么
help-summary = 可以问我什么
help-text = 有新数据时，我会告诉你：做得好的、值得留意的，和一个下一步。不给任何人排名。
help-me = 发“{ $words }”，看自己的最新数据、算法和走势
help-home = 发“{ $words }”，在一页上看自己的数据、待办和设置
help-help = 发“{ $words }”，看这份说明
help-match = 发“{ $words }”，看没有对上人的账号；“{ $words }姓名=账号”可以手动关联
help-unlink = 发“{ $words }姓名”，解除某人的账号
help-people = 发“{ $words }姓名”，查某人的主管、角色和账号
help-role = 发“{ $words }”，看谁有什么权限，并调整
help-deputy = 发“{ $words }”，指定主管的代理人
help-move = 发“{ $words }姓名”，调整主管、部门或岗位，可定日期
help-settings = 发“{ $words }”，设置自己的语言和时区
help-notice = 发“{ $words }”，看进步怎样使用你的数据、怎样提出异议
help-notices = 发“{ $words }”，看谁已收到告知
help-tour = 发“{ $words }”，看对你最有用的几件事
help-word = 帮助
help-more = 每条消息下面的“为什么”，能看到数字来自哪一行数据。
help-note = 在这里的问答只有你自己看得到
help-button-me = 我的数据
help-unknown = 还听不懂“{ $words }”
help-unknown-near = 是想说“{ $nearest }”吗？
help-unknown-text = 我只认得几个词，发“{ $help }”可以看到。
help-role-employee = 你自己
help-role-manager = 你的团队
help-role-second-line = 你下面的各团队
help-role-hr = 人力资源
help-role-fairness = 公平性
help-role-admin = 管理进步
