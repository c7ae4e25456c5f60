# 沟通日志

pair-log-headline = { $n ->
    [0] 还没有沟通日志
   *[other] 沟通日志：{ $n }次
}
pair-log-found = { $n ->
    [0] 没有找到“{ $query }”
   *[other] 找到“{ $query }”：{ $n }次
}
pair-log-none = 下次一对一之后，这里会有：什么时候、和谁、聊了什么、约定了什么。
pair-log-none-found = 换个短一点的词，或者用对方的名字试试。
pair-log-more = 更早的还有{ $n }次：发“沟通日志”加关键词查找，或者全部导出。
pair-log-summary = 你的沟通日志
pair-log-with = { $day }，和{ $name }
pair-log-by = { $name }写的
pair-log-by-nobody = 聊过，没有写下内容
pair-log-somebody = 已离职的同事
pair-log-done = 已完成
pair-log-open = 未完成
pair-log-due = { $day }前
pair-log-overdue = 原定{ $day }
pair-log-tick = 做完了
pair-log-tick-one = 做完：{ $what }
pair-log-note = 只有你们两人看得到；主管不再带人以后，就看不到了·HR也看不到
pair-log-written = 已写进日志
pair-log-told = { $name }写下了你们的沟通
pair-log-write = 写下来
pair-log-agree = 加一件约定的事
pair-log-open-log = 看日志
pair-log-export = 导出文件
pair-log-due-today = 今天到期：{ $what }
pair-log-due-tomorrow = 明天到期：{ $what }
pair-log-due-from = { $day }和{ $name }约定的。
pair-log-due-note = 只发给你·提前一天和当天各一次，之后不再提醒
pair-log-due-summary = 有件约定的事快到期了
pair-log-after = 和{ $name }的一对一（{ $moment }）：约定了什么？
pair-log-after-step = 两句话就够：聊了什么，谁在什么时候之前做什么。没聊到的会留到下次。
pair-log-after-note = 只发给你，只问一次
pair-log-after-summary = 和{ $name }的一对一结束了
pair-log-form-title = 和{ $name }一对一
pair-log-form-intro = 只有你和{ $name }看得到。
pair-log-form-dealt = 聊到的议题
pair-log-form-dealt-hint = 没选的留到下次
pair-log-form-notes = 还聊了什么？
pair-log-form-notes-hint = 进展、遇到的问题、需要的支持
pair-log-form-action = 约定的事
pair-log-form-action-hint = 写完还可以再加
pair-log-form-owner = 谁来做
pair-log-form-me = 你
pair-log-form-due = 什么时候之前
pair-log-form-submit = 写下来
pair-log-done-said = 已完成：{ $what }。双方的日志都记上了。
pair-log-export-headline = 沟通日志{ $n }次，已导出
pair-log-export-text = 包括你今天有权看的全部一对一。
pair-log-export-note = 导出以后，请自己保管好
pair-log-file = 沟通日志.csv
pair-log-column-when = 时间
pair-log-column-with = 和谁
pair-log-column-by = 谁写的
pair-log-column-topics = 议题
pair-log-column-notes = 内容
pair-log-column-action = 约定的事
pair-log-column-owner = 谁做
pair-log-column-due = 期限
pair-log-column-done = 完成
privacy-kind-talk-log = 你的沟通日志
privacy-kind-talk-actions = 沟通中约定的事
help-pair-log = 发“{ $words }”，看聊过什么、约定了什么；后面加个词就能查
help-pair-log-export = 发“{ $words }”，把你的沟通日志导出成文件
