# 运行状况与额度：每一部分怎么样，有问题怎么处理

health-well = 一切正常
health-wrong =
    { $n ->
       *[other] 有{ $n }项需要处理
    }
health-report = 这是每半年一次的检查。随时发“运行状况”，看到的是一样的。
health-note = 最近一分钟的情况·一出问题会马上告诉你
health-alarm = { $part }：{ $fault }
health-alarm-note = 没解决之前每天提醒一次·发“运行状况”看全部
health-platform =
    { $name ->
        [slack] Slack
        [dingtalk] 钉钉
       *[other] { $name }
    }
health-example-platform = dingtalk
health-part-database = 数据库
health-part-platform = { $name }
health-part-clock = 定时任务
health-part-queue = 待发消息
health-part-figures = 数据
health-part-source = 数据来源{ $name }
health-part-readings = 数据文件
health-part-records = 记录文件
health-part-folder = 监听文件夹
health-part-people = 人员与账号
health-part-quarantine = 待核实的数值
health-part-rows = 文件里的行
health-part-audit = 审计记录
health-part-budget = { $name }本月额度
health-ok-database = 正常
health-ok-platform = 已连接
health-ok-clock = 准时，一个月内没有遗漏
health-ok-queue = 没有延误
health-ok-source = 最近一次{ $moment }
health-ok-source-none = 还没有：把文件发到这里，或者放进监视的文件夹
health-ok-audit-new = 每周校验一次
health-ok-folder = 可以读取
health-ok-people = 每个人都有账号
health-ok-quarantine = 都已核实
health-ok-rows = 里面的人和指标都认得
health-ok-recalculation = 正在重新计算，{ $all }人中已完成{ $done }人
health-ok-audit =
    { $n ->
       *[other] 完整，{ $moment }校验了{ $n }条
    }
health-part-file = 文件“{ $name }”
health-part-message = { $name }里的一条消息
health-ok-budget = 还剩{ $n }次
health-down = { $moment }起断开
health-stopped = { $moment }起没有动静
health-late = 最早的一条从{ $moment }等到现在
health-silent = { $moment }之后没有新数据，平时{ $days ->
    [1] 每天都有
   *[other] 每{ $days }天一次
}
health-missed =
    { $n ->
       *[other] 一个月内有{ $n }份报告或摘要错过了
    }
health-unmatched =
    { $n ->
       *[other] { $n }个人没有账号
    }
health-waiting =
    { $n ->
       *[other] { $n }个数值等待核实
    }
health-unknown =
    { $n ->
       *[other] { $n }行在等还不认识的人或指标
    }
health-broken-plain = 无法写入
health-missing-plain = 不存在或无法读取
health-damaged-plain = 已损坏
health-down-plain = 未连接
health-refused-plain = 密钥被拒绝
health-blind-plain = 收到的消息没有文字
health-spent-plain = 已用完
health-short-plain = 撑不到月底
health-stopped-plain = 还没有运行过
health-late-plain = 有延误
health-silent-plain = 没有动静
health-tampered-plain = 与写入时不一致
health-unchecked-plain = 超过一周没有校验
health-missed-plain = 有遗漏
health-unmatched-plain = 有人没有账号
health-waiting-plain = 有数值等待核实
health-unknown-plain = 有些行里的人或指标还不认识
health-fix-broken = 请检查磁盘空间，以及数据库是否在运行。已经确认过的不会丢。
health-fix-missing = 现在没有文件会被读入。请建好 `JINBU_WATCH_DIR` 指定的文件夹，让进步能读写，或者改好设置再启动。
health-aside = { $part }让程序中断了两次
health-aside-file = 程序两次都停在它上面，已搁置、不再重试，其他工作照常。请把它拆小，或存成 UTF-8 的 .csv 再发。停在哪里，日志里有。
health-aside-message = 程序两次都停在它上面，已搁置、不再重试，其他工作照常。发消息的人已收到告知。停在哪里，日志里有。
health-unanswered = 你{ $moment }发的内容，我没能回复
health-unanswered-text = 它让我中断了两次，已经搁置，也告诉了管理员。请换个说法再发一次；文件最好存成 .csv。
health-fix-damaged = 有些页读不出来，数据可能不全。请先停掉进步，把数据库文件另存一份，再恢复最新的备份；`jinbu doctor` 会说明坏在哪里。
health-fix-down = 会自动重连。如果一直连不上，请检查服务器网络，以及应用是否还在。
health-fix-refused = 密钥被收回、更换或填错了。请在设置里换成新的，再启动进步。
health-fix-blind = 组织本月的推送次数用完了：大家发来的消息，进步读不到文字。请在平台后台加购，或者让大家下个月再发。
health-fix-spent = 有人发消息来，照样用文字回答。其余的先留着：在平台后台加购后半小时内自动发出，不加购就等到下个月，到那时已经过期的除外。
health-fix-short = 可以调低“上限”，多用摘要，或者趁没用完先在平台后台加购。
health-fix-stopped = 进步没有运行，或者卡住了。请重新启动，到期的会补上。
health-fix-missed = 重新运行时它们已经过期。请让进步一直运行。
health-fix-late = 先看上面的平台是否连接。发“发送记录”看哪些在等。
health-fix-silent = 请问数据来源的负责人：导出还在跑吗，文件放在哪里。
health-fix-unmatched = 发“人员”看是谁，发“匹配”对上账号。在那之前收不到任何消息。
health-fix-waiting = 需要有人接受、更正或丢弃，否则报告里不会有这个数值。
health-fix-unknown = 发“导入”能看到在等谁、等哪个指标。90天内把他们导入进来，这些行就会自动收进来。
health-fix-tampered = 请马上拷贝一份数据库，再发“审计校验”，会告诉你是哪一条、该怎么办。
health-fix-unchecked = 进步运行时每周自动校验一次，发“审计校验”马上校验。
health-shut = { $moment }起不收任何消息（{ $code }）
health-shut-plain = 不收任何消息
health-shut-alarm = { $platform }从{ $moment }起不收任何消息（{ $code }）
health-shut-kept = 恢复后，等着的消息会自动发出，到那时已经过期的除外。
health-spent-alarm = { $platform }本月的调用额度用完了（{ $moment }）
health-renewed = { $platform }的调用额度恢复了
health-renewed-text = 从{ $moment }起额度一直是用完的。等着的消息现在陆续发出。如果是加购的，请把新的额度填进 DINGTALK_MONTHLY_CALLS，进步好按它安排。
health-shut-note = 只提醒一次·发“运行状况”看现在怎么样
health-fix-shut-token = 密钥被收回、更换或填错了。请在设置里换成新的，再启动进步。
health-fix-shut-scope = 应用缺少权限。运行 `jinbu doctor` 看是哪一项，在应用后台加上，再重新安装或发布。
health-fix-shut-posting = 组织不允许这个应用发消息。请联系管理员重新放行。
health-fix-shut-sign-in = 组织暂时不让任何应用进入，比如正在迁移，或者登录规则还没满足。请问管理员什么时候恢复。
health-fix-shut-address = 这台服务器的地址不在允许之列。请在应用后台把它加进允许的地址。
health-fix-shut-settings = 应用的某项设置没开或不对。运行 `jinbu doctor` 看是哪一项。
health-fix-shut-unreachable = 会自动重试。如果一直这样，请检查服务器网络，以及平台的状态公告。
budget-one = 本月{ $limit }次，还剩{ $left }次
budget-some = 本月额度
budget-none = 这里没有按次数计的平台
budget-none-text = 没有启用按月计次的平台。
budget-used = 已用
budget-of = { $platform }
budget-forecast = 照这样到月底
budget-held = 因此留着的消息
budget-enough = 照现在的用量够用。
budget-renews = { $day }重新计数。
budget-note = 由进步统计；组织里其他应用也用同一个额度，平台不说明各用了多少
help-health = 发“{ $words }”，看各部分是否正常，有问题怎么处理
help-budget = 发“{ $words }”，看本月还剩多少次调用
