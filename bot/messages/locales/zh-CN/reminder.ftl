# 提醒：主管把一个数字告诉本人

reminder-title = 提醒{ $name }
reminder-sentence = 对方会看到（按最新数据）：“{ $period }{ $title }{ $value }，{ $against }。”
reminder-who = 只有你和{ $name }看得到，同一指标同一期只发一次。
reminder-own = 你自己想说的一句
reminder-own-hint = 例如先看哪一步。会署你的名字，放在数字下面。
reminder-submit = 发送
reminder-headline = { $name }请你看一个{ $period }的数字
reminder-answer = 补充情况
reminder-talk = 约主管聊聊
reminder-note = 只有你和{ $name }看得到·按最新数据·同一指标同一期只提醒一次
reminder-done = 已发给{ $name }，对方可以补充数字看不出的情况。
reminder-known = 这个数字已经提醒过{ $name }了。
reminder-sent-before = 这个数字{ $day }已经提醒过{ $name }了。
reminder-newer = { $name }有了更新的数据，请先看一眼。
reminder-none = 没有{ $name }的这项数据。
reminder-gone = 这条提醒已经不在了。
reminder-answer-title = 数字看不出什么？
reminder-answer-text = 用你自己的话说
reminder-answer-hint = 例如：其中两天机器在调试。
reminder-answer-submit = 发送
reminder-answer-who = 你现在的主管会在数字旁边看到，别人看不到。
reminder-answer-done = { $name }会在数字旁边看到你的补充。
reminder-answered-before = { $name }已经收到你的补充；想多说几句，可以发“约聊”。
reminder-answered = { $name }补充：{ $period }{ $title }
reminder-answered-summary = { $name }回复了你的提醒
reminder-answered-note = 原话照录·只有你们两人看得到
