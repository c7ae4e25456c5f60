# 建议：给大家的下一步，在聊天里写、在聊天里跟进

advice-summary = 一条给大家的建议
advice-gone = 没有“{ $said }”这条建议了。发“建议”看列表。
advice-published = 这个版本已经启用。
advice-not-owned = 请填你负责的指标：{ $metrics }。
advice-newer = 之后有人启用了另一个版本。请重新打开这条建议再改。
advice-list-headline = 共{ $n }条建议
advice-list-text = 谁读到哪一条，看哪条和他的数字对得上；60天内不会重复。发“建议”加一个词可以查找。
advice-list-note = 指标自己的建议在指标里·改动都记录是谁改的
advice-column-key = 键
advice-column-name = 建议
advice-column-use = 用在哪里
advice-column-by = 来源
advice-column-what = 内容
advice-column-at = 时间
advice-by-house = 自带
advice-by-company = 本公司
advice-was-written = 启用
advice-was-retired = 停用
advice-button-add = 新增
advice-button-more = 更多
advice-button-report = 效果怎样
advice-button-edit = 修改
advice-button-retire = 停用
advice-button-list = 全部建议
advice-button-publish = 启用
advice-button-again = 再改改
advice-all = 只要还有可以做的
advice-any = 不限原因，不限差多少
advice-anybody = 所有人，所有指标
advice-fits-stories = 什么情况
advice-fits-why = 什么原因
advice-fits-whom = 给谁
advice-done-published = 已启用，从下一条消息开始。
advice-done-retired = 已停用，不再发给任何人；已经发出的不变。
advice-use-step = 给本人的下一步
advice-use-question = 问本人的问题
advice-use-agenda = 主管面谈的话题
advice-use-agenda-question = 主管面谈里要定的事
advice-use-alert = 产线或团队先看哪里
advice-story-first-reached = 第一次达标
advice-story-recovered = 重新达标
advice-story-holding = 持续达标
advice-story-slipping = 还达标，但在变差
advice-story-fell-back = 达标后又掉下来
advice-story-near-miss = 只差一点
advice-story-improving = 在变好，还没达标
advice-story-plateau = 没达标，也没动
advice-story-below = 没达标
advice-story-drop = 比平时差很多
advice-story-spike = 比平时好很多
advice-story-best = 历来最好
advice-story-worst = 历来最差
advice-story-on-pace = 进度跟得上
advice-story-behind-pace = 进度落后
advice-driver-member = 某个客户、产品、机台等
advice-driver-people = 人员
advice-driver-hours = 某个时段
advice-driver-mix = 构成变了
advice-driver-volume = 数量
advice-driver-price = 单笔大小
advice-size-slight = 差不到10%
advice-size-clear = 差10%到25%
advice-size-large = 差25%以上
advice-form-add = 新增一条建议
advice-form-edit = 修改建议
advice-form-intro = 先看上个月它会发给谁，再决定启用。
advice-form-submit = 预览
advice-field-use = 用在哪里
advice-field-stories = 什么情况
advice-hint-stories = 至少选一种
advice-field-drivers = 数字因为什么变
advice-hint-drivers = 记录里看得出来时才用；不选就是不限
advice-field-sizes = 差多少
advice-hint-sizes = 不选就是不限，没有目标时也算
advice-field-metrics = 哪些指标
advice-hint-metrics = 名称或键，用逗号隔开；不填就是全部
advice-field-roles = 哪些岗位
advice-hint-roles = 和花名册一致，用逗号隔开；不填就是全部
advice-field-aim = 要对方做什么
advice-hint-aim = 一个词，比如cases、help、share：同样的两条不会一起出现
advice-field-name-en = 英文简称
advice-field-name-zh = 中文简称
advice-hint-name = 会接在“你试过”后面
advice-field-text-en = 英文句子
advice-field-text-zh = 中文句子
advice-hint-text = 写本周能做的一件事。可以用{ $names }
advice-no-text = 至少写一种语言的句子。
advice-no-name = 再给它一个简称。
advice-placeholder = { $name }没有内容可填。可以用{ $known }。
advice-braces = 有一个花括号没有配对，或里面是空的。可以用{ $known }。
advice-members = 用{ "{members}" }要先选有名字的原因：某个客户等、人员、时段或构成，别的不要选。
advice-preview-headline = 预览：{ $name }
advice-reach = { $n ->
    [0] { $period }没有人对得上。
   *[other] { $period }有{ $n }个人对得上。
}
advice-reach-few = { $period }有多少人对得上不能显示：人太少，或者是全部，说出来就看得出每个人怎样。
advice-reach-names = 他们是{ $names }。
advice-without-en = { $read ->
    [0] 用英文的人收不到这条。
   *[other] 用英文的人收不到这条，上面就有这样的人。
}
advice-without-zh = { $read ->
    [0] 用中文的人收不到这条。
   *[other] 用中文的人收不到这条，上面就有这样的人。
}
advice-preview-note = 花括号里的内容按每个人填·按上个月的数据·最近收到过同一条的人不会再收到
