# 账号和人员：陌生人、匹配清单、查找人员、自己的语言和时区

account-stranger = 还不认识这个账号，所以没有内容可以给你看。
account-ask = 请联系{ $names }，把你的邮箱或手机号加进人员名单。
account-ask-nobody = 请人员名单的负责人把你的邮箱或手机号加进去。
account-again = 加好以后再给我发一条消息就行，我每次都会重新查找。
account-unknown-brief = 还是不认识这个账号。刚刚又查了一次，名单里有你以后会主动联系你。
account-guest = 进步只面向公司成员，这是一个外部账号。如果你已经入职，请工作区的管理员调整账号类型。
account-guest-brief = 进步只面向公司成员。
account-left = 你已不在人员名单里，这里不会再发消息。想了解存了你的哪些数据，请联系HR。
account-left-brief = 你已不在人员名单里，数据方面的问题请联系HR。
account-unit = { $name }是一个团队，没有账号。
account-taken = 这个账号已属于{ $name }，请先在那边解绑。
account-several = “{ $said }”可能是几个账号：{ $names }。请写账号ID。
account-unknown = 没有找到账号“{ $said }”。可以用@提到它，或写账号ID。
account-how = 请写人名和账号，例如：匹配张三=zhangsan
account-linked = 已关联：{ $name }的账号是{ $account }。
account-unlinked = { $n ->
    [0] { $name }本来就没有账号。
   *[other] 已解绑{ $name }的{ $n }个账号。给这个人的消息会等到有账号再发。
}
account-unlink-who = 要解绑谁的账号？在后面写上名字，例如：解绑张三
match-headline = { $accounts }个账号没有对上人，{ $people }人没有账号
match-none = 每个人都有账号，每个账号都对上了人
match-none-text = 没有要匹配的。
match-pair = { $name }即{ $account }
match-likely = 很可能是同一个人：{ $pairs }。
match-link = 关联{ $name }↔{ $account }
match-account = 账号
match-address = 邮箱或ID
match-platform = 平台
match-person = 人员
match-id = 工号
match-department = 部门
match-more = { $n ->
   *[other] 还有{ $n }个没有列出。
}
match-how = 手动关联请发`匹配姓名=账号`，撤销请发`解绑姓名`。
match-note = 仅管理员可见·关联之后按账号ID识别
match-news = 有{ $n }个新账号没有对上人
match-news-text = { $n ->
   *[other] 按邮箱和手机号，名单里没有{ $names }。
}
match-gone = 有{ $n }人的账号已停用
match-gone-text = { $n ->
   *[other] 现在联系不上{ $names }。如果已经离职，请在人员名单里注明。
}
match-both = 有{ $new }个新账号没有对上人，{ $gone }人的账号已停用
match-news-list = 按邮箱和手机号，名单里没有这些账号：
match-gone-list = 现在联系不上这些人。如果已经离职，请在人员名单里注明。
match-all = 查看全部
match-next = 下一页
people-headline = 名单里有{ $n }人
people-without = 没有账号
people-admins = 管理员
people-nobody = 无
people-nowhere = 名单里没写
people-how = 查找某个人，请发`人员`加姓名、工号或邮箱。
people-match = 匹配账号
people-name = { $name }（{ $id }）
people-summary = 人员信息
people-manager = 汇报给
people-where = 所在
people-roles = 角色
people-accounts = 账号
people-account = { $name }（{ $platform }）
people-state = 状态
people-here = 在职
people-here-until = 在职，最后一天是{ $day }
people-left = { $day }离职
people-away = 休假到{ $day }
people-away-deputy = 休假到{ $day }，由{ $name }代理
people-notice = 告知
people-told = 已发送
people-untold = 还没发送
people-planned = { $day }起汇报给{ $name }。
people-act = `调动姓名`改所在和主管，`角色授予姓名HR`改权限，`解绑姓名`解除账号。
people-note = 这里没有绩效数据：管理员看不到绩效内容
settings-title = 语言和时区
settings-intro = 消息用你的语言，时间和免打扰按你的时区。
settings-language = 语言
settings-follow = 跟随聊天平台
settings-english = English
settings-chinese = 中文
settings-zone = 时区
settings-zone-hint = 现在是{ $zone }，{ $by }。例如Asia/Shanghai；留空就跟随聊天平台。
settings-zone-unknown = 没有“{ $said }”这个时区。可以写Asia/Shanghai或Europe/Berlin。
settings-by-file = 来自人员名单
settings-by-platform = 来自聊天平台
settings-by-self = 由你设定
settings-save = 保存
settings-saved = 已保存：{ $language }，{ $zone }。
