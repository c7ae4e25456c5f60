# 审计记录：谁对谁做了什么，记录是否完整

audit-summary = 审计记录
audit-headline = { $days ->
   *[other] 最近{ $days }天谁做了什么
}
audit-by = 操作人{ $who }
audit-about = 对象{ $whom }
audit-only = 只看“{ $what }”
audit-column-when = 时间
audit-column-who = 操作人
audit-column-what = 操作
audit-column-whom = 对象
audit-column-detail = 明细
audit-none = 没有符合条件的记录。可以把天数放长，或者去掉姓名、类别再查。
audit-more = 这里是最新的{ $n }条，还有更多。可以缩小范围（比如“审计张敏查看7天”“审计由李伟”），或者导出文件。
audit-note = 时间按你的时区·记录只有编号，没有数值和文字·你这次查看也已记录
audit-what-read = 查看
audit-what-write = 改动
audit-what-rule = 规则
audit-what-approval = 审批
audit-what-send = 发送
audit-what-refusal = 拒绝
audit-what-model = 模型
audit-what-role = 角色
audit-what-import = 导入
audit-what-export = 导出
audit-what-pause = 暂停
audit-what-dispute = 异议
audit-what-correction = 更正
audit-what-erasure = 删除
audit-what-key = 密钥
audit-what-forget = 到期清除
audit-button-check = 校验
audit-button-file = 导出文件
audit-check-summary = 审计记录已校验
audit-whole = 审计记录完整
audit-broken = 审计记录与写入时不一致
audit-broken-row = 审计记录从第{ $row }条起与写入时不一致
audit-rows = 校验无误的条数
audit-span = 最早与最晚
audit-from-to = { $first }至{ $last }
audit-seal = 封印
audit-held = 与封印{ $seal }对得上。
audit-not-held = 封印{ $seal }早于现存最早的一条，无法比对。
audit-keep = 请把封印抄下来，或存到系统之外。以后发“审计校验 { $seal }”，就能知道到此为止的记录有没有被改过。
audit-keyed = 已用本安装的密钥封存：只拿到数据库的人，改了也对不上
audit-unkeyed = 没有密钥封存：能写数据库的人可以整体重写。请设置JINBU_AUDIT_KEY，或把封印存到系统之外
audit-fault-edited = { $row ->
    [0] 有一条记录的内容不可能由进步写入。
   *[other] 第{ $row }条的内容不是当时写下的内容。
}
audit-fault-missing = 第{ $row }条不见了，后面的还在。
audit-fault-inserted = 第{ $row }条不是进步写入的，是后来插进去的。
audit-fault-reordered = 第{ $row }条不在原来的位置。
audit-fault-cut = 最新的记录不见了，从第{ $row }条起。
audit-fault-head = 登记总条数的那一行被别的程序改过，也可能连同末尾的记录一起被截掉。
audit-fault-key = 这份记录不是用JINBU_AUDIT_KEY里的密钥封存的。
audit-fault-seal = 记录前后对得上，但到第{ $row }条为止不是你的封印所对应的记录：它们被重写过。
audit-fix = 数据库先保持原样，马上做一份拷贝。用出问题之前最近的备份，从这一条起逐条比对，再查这段时间谁能写数据库。之后的操作仍会继续记录。
audit-fix-key = 如果密钥刚刚才设置，请执行一次`jinbu audit key`；如果以前用的是另一个密钥，请改回去。两者都不是，就可能有人换掉了整份记录：请拷贝数据库，与备份比对。
audit-file-headline = { $rows ->
   *[other] 审计记录文件：{ $rows }条
}
audit-file-text = 从旧到新，时间为UTC。每条都带有上一条的摘要，文件本身也可以校验。
audit-file-more = 这里是一条消息放得下的最新部分。在服务器上执行`jinbu audit export 文件名`可以导出全部。
audit-seal-unreadable = 这不是封印。封印的样子是8213-3f9a0c71d2be，上次校验时显示过。
help-audit = 发“{ $words }”，看谁对谁做了什么，可以加姓名、类别或“7天”
help-audit-check = 发“{ $words }”，检查审计记录是否完整
help-audit-file = 发“{ $words }”，把审计记录导出成文件
audit-fault-watermark = 记着审计记录写到哪里的那个文件，不是 Jinbu 写下的样子。
