# 合并的消息，以及可能重复的消息

delivery-digest = 今天有{ $n }条消息给你
delivery-digest-talks = 有{ $n }位同事值得约着聊聊
delivery-digest-button = { $verb }（第{ $number }条）
delivery-digest-note = 合成一条，少打扰你几次·本条仅你可见
delivery-doubt = 这条消息你可能已经收到过：第一次发送没有得到确认。
delivery-list =
    { $n ->
        [0] 没有发送记录
       *[other] { $n }条发送记录
    }
delivery-list-none = 没有符合的。去掉姓名、状态或日期再查，会多一些。
delivery-list-more = 这里是最新的{ $n }条，全部在文件里。可以加姓名、状态、规则或“今天”缩小范围。
delivery-list-note = 这里从不显示消息内容·发“发送记录412”看其中一条·时间按你的时区
delivery-count = { $state }{ $n }条
delivery-column-no = 编号
delivery-column-who = 收件人
delivery-column-kind = 类别
delivery-column-state = 状态
delivery-column-when = 时间
delivery-state-due = 等待中
delivery-state-sending = 发送中
delivery-state-sent = 已发送
delivery-state-merged = 已并入摘要
delivery-state-expired = 已过期
delivery-state-failed = 失败
delivery-held = 留着：{ $reason }
delivery-hold-quiet-hours = 免打扰时间
delivery-hold-weekend = 休息日
delivery-hold-holiday = 节假日
delivery-hold-leave = 请假
delivery-hold-cap = 已到上限
delivery-hold-digest = 等摘要
delivery-hold-after-subject = 先让本人知道
delivery-hold-together = 等马上要来的一起发
delivery-hold-budget = 本月额度
delivery-hold-review = 等审批
delivery-hold-retry = 正在重试
delivery-hold-platform = 平台不收消息
delivery-hold-rate = 平台要求稍等
delivery-hold-paused = 暂停
delivery-hold-not-reachable = 没有账号
delivery-one = 发送记录{ $no }，收件人{ $name }
delivery-rule = 规则{ $rule }
delivery-made = 生成
delivery-until = 留到
delivery-expires = 最晚
delivery-sent = 发送
delivery-attempts = 尝试次数
delivery-latency =
    { $minutes ->
       *[other] 数据到达后{ $minutes }分钟
    }
delivery-paused-why = 暂停原因：“{ $reason }”
delivery-off = 收件人关掉了这类消息
delivery-lost = 收件人现在不能看其中的内容了
delivery-expired-why = 能发的时候已经过期
delivery-in-doubt = 可能已经送达，平台没有确认
delivery-detail = 平台返回{ $detail }
delivery-button-resend = 重发
delivery-button-sure = 确认重发
delivery-confirm = 要把{ $no }重发给{ $name }吗？
delivery-confirm-text = 用原来的编号再试一次，仍守工作时间和上限。请先确认问题已经解决，否则还会失败。
delivery-confirm-doubt = 上次没有得到确认，可能已经送达，那样对方会收到两次。会用原来的编号再试一次。
delivery-again = 正在重发{ $no }
delivery-unknown = 没有编号{ $no }的发送记录。发“发送记录”可以看到全部。
delivery-which = 要重发哪一条？请带上编号，例如“重发412”。
delivery-not-failed = { $no }没有失败，不需要重发。
help-deliveries = 发“{ $words }”，看发给谁、什么类别、留着的是什么原因，可以加姓名、状态、规则或“今天”
help-delivery-ask = 发“{ $words }412”，把失败的一条再发一次
delivery-hold-notice = 先告知
delivery-unread = { $name }没有收到你的消息
delivery-unread-text = 消息还在等待发送时，对方就不再是你的主管了，没有任何人读过。要告诉现在的主管，请再写一次。
delivery-changed = 请再问一次
delivery-changed-text = 答案还在等待发送时，你能看的范围变了，所以没有发出。
