# 偏好：每类消息怎么收，哪些一定会收到

preference = 你的消息怎么收
preference-changed = 已设好，现在这样收
preference-always = 下面这些一定马上发给你：
preference-button-change = 修改
preference-button-less = 这类少一点
preference-note = 只有你看得到·怎么选都可以随时自己来问
preference-form = 消息怎么收
preference-form-intro = 每日摘要在工作日发，每周摘要在周一早上发。关掉的不再发，数据还在原处。
preference-submit = 保存
preference-topic-standing = 你的数据情况
preference-topic-praise = 做得好的
preference-topic-nudge = 该和谁聊聊
preference-topic-alert = 今天要看的产线或团队
preference-topic-one-on-one = 还没约的一对一
preference-topic-week = 团队这一周
preference-topic-report = 月报
preference-topic-correction = 更正
preference-topic-dispute = 异议和申请
preference-topic-deadline = 有期限的事
preference-topic-notice = 数据处理告知
preference-pace-at-once = 马上发
preference-pace-daily = 每日摘要
preference-pace-weekly = 每周摘要
preference-pace-off = 关闭
preference-why-correction = 之前告诉你的已经变了
preference-why-dispute = 有人在等你，或你在等结果
preference-why-deadline = 过后就来不及了
preference-why-notice = 你有权先知道
preference-fixed = 这类消息不能关。发“少一点”，可以看到哪些能改、哪些不能以及原因。
preference-pace-unfit = 这类消息不能这样收。发“少一点”，可以看到有哪些选择。
preference-proposal = “{ $kind }”要不要少一点？
preference-proposal-text =
    { $answered ->
        [0] 最近{ $n }条这类消息，你一个按钮都没点过，也许发得太多了。
       *[other] 最近{ $n }条这类消息，你只点过{ $answered }条的按钮，也许发得太多了。
    }
preference-proposal-note = 不选就不变·每类只问一次
preference-take-weekly = 每周一次
preference-take-off = 关掉
preference-keep = 保持现在这样
help-less = 发“{ $words }”，看每类消息怎么收，也可以改
