# 打扰规则：什么时候可以发、最多发多少、什么时候该做什么

policy-quiet = 免打扰时间与工作日
policy-quiet-text = 免打扰时间和休息日不主动推送，到点再发。自己来问的，随时回答。
policy-quiet-note = 按每个人当地的时间。发“免打扰20:00-08:30给某部门”就能改；上夜班的部门，免打扰时间设在白天。
policy-caps = 消息上限
policy-caps-text = 主动推送给一个人的消息不超过这个数，多出来的合并到下一次摘要。
policy-caps-note = 当天的警报和回答不计入。发“上限2 6给某部门”就能改：每天几条、每周几条。
policy-schedule = 节奏安排
policy-schedule-text = 摘要和月报什么时候到，多久做一次一对一。
policy-schedule-note = 按每个人当地的时间和日历。月报在这一天或之前的最后一个工作日发出；主管的周摘要在周一，时间同摘要。
policy-column-where = 适用于
policy-column-what = 现在的设置
policy-column-since = 起始
policy-column-by = 设置人
policy-everybody = 所有人
policy-default = 初始设置
policy-quiet-none = 不设免打扰
policy-quiet-span = { $first }至{ $last }免打扰
policy-days-calendar = 工作日按当地日历
policy-days-own = { $days }上班，节假日照常
policy-digest-at = { $at }发摘要
policy-caps-value = 员工每天{ $day }条、每周{ $week }条，主管每天{ $manager }条、每周{ $managerweek }条
policy-talks-every = { $days ->
    [7] 每周一次一对一
    [14] 每两周一次一对一
    [21] 每三周一次一对一
    [28] 每四周一次一对一
    [30] 每月一次一对一
    [90] 每季度一次一对一
   *[other] 每{ $days }天一次一对一
}
policy-report-by = 月报不晚于次月{ $day }日
policy-goals-every = { $months ->
    [0] 不按周期定目标
    [3] 每季度定目标
    [6] 每半年定目标
   *[other] 每年定目标
}
policy-button-change = 修改
policy-changed = { $where }现在：{ $what }
policy-submit = 保存
policy-form-intro = 留空就按上一级的设置：部门看公司，公司看初始设置。
policy-field-where = 适用部门
policy-hint-where = 填名称或编号，留空表示所有人
policy-field-quiet = 免打扰时间
policy-hint-quiet = 例如20:00-08:30，夜班可以填08:00-20:00，不设就填“无”
policy-field-days = 自己的工作日
policy-hint-days = 不按当地日历上班时才选，选了以后节假日也算上班
policy-field-day = 员工每天条数
policy-hint-day = 1到20
policy-field-week = 员工每周条数
policy-hint-week = 1到100
policy-field-manager-day = 主管每天条数
policy-hint-manager-day = 1到20
policy-field-manager-week = 主管每周条数
policy-hint-manager-week = 1到100
policy-field-digest = 摘要时间
policy-hint-digest = 例如09:30
policy-field-report = 月报日
policy-hint-report = 次月1到28日
policy-field-talks = 一对一频率
policy-clock = “{ $said }”不是时间，请写成08:30这样。
policy-hours = “{ $said }”不是一段时间，请写成20:00-08:30，或者填“无”。
policy-days = 至少选一天。
policy-caps-wrong = 四个数都要填：每天最多{ $day }，每周最多{ $week }，至少是1。
policy-whole = “{ $said }”不合适，请填{ $least }到{ $most }的整数。
policy-scope-unknown = 没有叫“{ $said }”的部门。现有的有：{ $known }。
help-policy-quiet = 发“{ $words }”，查看和设置免打扰时间，可以按部门
help-policy-caps = 发“{ $words }”，查看和设置每人最多收几条消息
help-policy-schedule = 发“{ $words }”，查看和设置月报、摘要、一对一的时间
policy-goal-cap = 目标的每个部分最多按{ $share }计
