# 不归你看、不归你做的事

permission-denied = 这项内容不在你的权限内，这次请求已留下记录。发“帮助”可以看到你能做什么；如果你的角色应当有权，请找管理员调整。

permission-none-here = 这里没有给你看的这类内容。发“帮助”可以看到你能问什么；如果你的角色应当有权，请找管理员调整。

# 角色

role-employee = 员工
role-manager = 主管
role-second-line = 二级主管
role-metric-owner = 指标负责人
role-hr = HR
role-fairness = 公平分析员
role-admin = 管理员
role-hr-may = 可以看全部数据，改数据要走更正申请
role-fairness-may = 只看公平性的群体结果，看不到个人数据
role-admin-may = 管理进步的运行，看不到绩效内容
role-headline = 谁有哪些角色
role-how = 要调整请发`角色授予姓名HR`或`角色收回姓名HR`；可授予的有HR、公平分析、管理员。主管按人员名单自动确定。
role-change = 调整角色
role-who = 谁
role-who-hint = 姓名、工号或邮箱
role-which = 角色
role-way = 操作
role-give = 授予
role-take = 收回
role-note = 仅管理员可见·当事人会收到消息
role-given = 你在进步里有了新角色：{ $role }
role-taken = 你在进步里不再是：{ $role }
role-by = 由{ $name }设定。
role-hr-now = 你可以看全公司的数据、处理异议；要改数据，先提更正申请，再由另一人批准。
role-fairness-now = 你可以看公平性的群体结果，里面没有任何人的个人数据。
role-admin-now = 你可以管理人员、角色、规则和导入，看不到绩效内容。
role-taken-text = 你作为员工或主管能做的事不变。
role-tour = 现在能做什么
role-told-note = 如果设错了，请联系管理员
role-not-given = 不能把这个角色授予{ $name }：它按人员名单确定。
role-last-admin = { $name }是唯一的管理员，请先让另一人成为管理员。
role-done-given = { $name }现在是{ $role }，会收到消息。
role-done-taken = { $name }不再是{ $role }，会收到消息。
role-same = 没有变化：{ $name }本来就是这样。
role-what = 没看懂。可以这样写：角色授予张三HR

# 没有主管的人

unled-headline = { $name }由谁带？
unled-text = 人员名单上没有写主管，或写的人已离职、不在名单上。给主管的消息本该由HR收到，但没有其他人是HR，所以谁也没收到。请补上主管（`调动姓名`），或把HR角色授予某人。
role-note-admin = 仅管理员可见·不含任何数据

# 告诉其他管理员和HR的事

announce-summary = 一项变动，告知所有管理员和HR
announce-machine = 在服务器上操作的人
announce-role-given = { $by }把角色授予{ $name }：{ $role }
announce-role-taken = { $by }从{ $name }收回角色：{ $role }
announce-role-given-own = { $by }给自己加了角色：{ $role }
announce-role-taken-own = { $by }放下了自己的角色：{ $role }
announce-deputy = { $by }指定{ $deputy }代理{ $name }
announce-link = { $by }把账号关联到{ $name }：{ $account }
announce-unlink = { $by }解除了{ $name }的账号关联：{ $account }
announce-move = { $by }做了调动：{ $name }向{ $manager }汇报
announce-move-top = { $by }做了调动：{ $name }不向任何人汇报
announce-leads = { $by }发来的人员名单让自己多带了：{ $names }
announce-accounts = { $by }发来的人员名单改了这些人的账号：{ $names }
announce-target = { $by }设的目标也适用于自己：{ $title }
announce-figures = { $by }发来的文件里有自己的数据
announce-text = 已经生效。因为它关系到操作人自己，或让人能看、能做得更多，所以告诉其他所有管理员和HR。
announce-note = 不该这样？管理员可以改回来·已留下记录

# 代理

deputy-headline = { $n ->
   *[other] 现有{ $n }个代理
}
deputy-for = 为谁代理
deputy-who = 代理人
deputy-first = 第一天
deputy-last = 最后一天
deputy-name = 指定代理人
deputy-end = 现在结束
deputy-intro = 在这段时间里（含首尾两天），代理人能看到团队的数据，原本发给主管的团队消息会发给代理人。
deputy-note = 双方都会收到消息·最后一天之后自动失效
deputy-you = 由你代理{ $name }的工作
deputy-you-text = { $first }到{ $last }，你能看到团队的数据，原本发给主管的团队消息会发给你。到期自动结束。
deputy-yours = { $name }代理你的工作
deputy-yours-text = { $first }到{ $last }，对方能看到你团队的数据，团队消息也会发给对方。到期自动结束。
deputy-over-headline = 你不再代理{ $name }的工作
deputy-over-text = 你不再能看到这个团队的数据，也不会再收到团队消息。
deputy-self = 请指定另一个人。
deputy-over = 还没开始就已经结束了，请改日期。
deputy-no-team = 没有人汇报给{ $name }，不需要代理。
deputy-set = 已指定：{ $first }到{ $last }由{ $deputy }代理{ $name }，双方都会收到消息。
deputy-ended = 现在没有人代理{ $name }了。
deputy-none = 没有人代理{ $name }。
