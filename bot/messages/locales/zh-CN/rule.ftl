# 规则：有哪些，会说什么，怎么写

rule-unknown = 没有叫“{ $said }”的规则。发“规则”可以看到全部。
rule-unknown-near = 没有叫“{ $said }”的规则，是想写“{ $nearest }”吗？
rule-stale = 这张卡片之后，已经有人改过这条规则。请先发“规则{ $rule }”看最新的版本。
rule-untested = 这个版本还没有试过。先试一次，再启用。
rule-no-title = 至少用一种语言写个名称。
rule-whole = 请填0到{ $most }之间的整数。

rule-list-headline = { $n ->
    [0] 没有符合的规则
   *[other] { $n }条规则
}
rule-summary = 一条规则和它的版本
rule-list-text = 发“规则”加上键，打开一条；发“规则测试”加上键，看上个月会提醒谁；发“新增规则”，写一条新的。
rule-column-key = 键
rule-column-title = 名称
rule-column-state = 状态
rule-column-version = 版本
rule-column-by = 修改人
rule-column-at = 日期
rule-column-changed = 改了什么
rule-column-field = 项目
rule-column-theirs = 版本{ $version }
rule-column-yours = 你的
rule-column-name = 姓名
rule-column-group = 范围
rule-column-times = 次数
rule-column-people = 人数
rule-state-on = 启用
rule-state-off = 停用
rule-state-untested = 停用，未测试
rule-more = 更多
rule-button-add = 新增规则
rule-button-edit = 修改…
rule-button-test = 测试
rule-button-on = 启用
rule-button-off = 停用
rule-button-back = 看这条规则
rule-button-keep = 写成规则…

rule-field-title-en = 英文名称
rule-field-title-zh = 中文名称
rule-field-scope = 对象
rule-field-condition = 条件
rule-field-audience = 告诉谁
rule-field-tone = 消息类型
rule-field-cadence = 时机
rule-field-cooldown-days = 说过之后静默天数
rule-field-minimum-n = 最少样本数
rule-field-checks = 把关
rule-field-material = 只说有意义的变化
rule-field-review = 由主管确认文字
rule-field-enabled = 状态
rule-scope-person = 个人
rule-scope-unit = 团队或产线
rule-audience-person = 本人
rule-audience-manager = 直属主管
rule-audience-head = 部门负责人
rule-audience-hr = HR
rule-tone-alert = 预警
rule-tone-nudge = 沟通提醒
rule-tone-praise = 肯定
rule-tone-standing = 例行消息
rule-cadence-at-once = 数据一到
rule-cadence-period-end = 周期结束后
rule-days = { $n ->
    [0] 每次都说
   *[other] 说过之后静默{ $n }天
}
rule-cases = { $n ->
    [0] 样本数不限
   *[other] 至少{ $n }个样本
}
rule-yes = 是
rule-no = 否
rule-shipped = Jinbu自带
rule-first = 第一个版本
rule-change = { $field }：{ $before } → { $after }
rule-switched = { $by }在{ $day }把它设为{ $state }，这是版本{ $version }。下一批数据进来时就会用到它。
rule-switched-off = { $by }在{ $day }停用了它，这是版本{ $version }。从现在起它不再说话。
rule-note = 只有管理员能改规则·每个版本都留着，注明是谁写的

rule-form-add = 新规则
rule-form-edit = 规则{ $rule }，版本{ $version }
rule-form-intro = 条件用来比较数据，用“且”“或”“非”连接。例如：`达成率 < 80%`，或者`指标 == "csat" 且连续改善 >= 2`。也可以用英文名。保存后会看到上个月会提醒谁；要你启用，它才说话。
rule-form-facts = 可用的数据：{ $facts }。
rule-form-either = 写一种语言就够，另一种会照用。
rule-form-save = 保存并测试

rule-trial-fired = { $title }：{ $period }会涉及{ $people ->
    [0] 0人
   *[other] { $people }人
}，共{ $times }次
rule-trial-units = { $title }：{ $period }会涉及{ $people ->
    [0] 0个团队
   *[other] { $people }个团队
}，共{ $times }次
rule-trial-few = { $title }：{ $period }不显示人数
rule-trial-about-people = { $title }：{ $period }会涉及约{ $n }人
rule-trial-about-units = { $title }：{ $period }会涉及约{ $n }个团队
rule-trial-about-text = 管理员看不到精确人数：相差不到{ $floor }人，这里看不出区别。HR可以测试同一条规则，并看到姓名。
rule-trial-few-text = 会涉及的不到{ $floor }人，也可能没有；或者整个部门、整个岗位都在内；或者条件只对得上几个人。这样容易看出是谁，所以管理员看不到人数。HR可以测试同一条规则，并看到姓名。
rule-trial-new = 你写的条件
rule-trial-condition = 条件：`{ $condition }`。
rule-trial-readers = 会告诉{ $audience ->
    [manager] { $n }位主管
    [head] { $n }位部门负责人
    [hr] { $n }位HR的对接人
   *[person] { $n }位本人
}。
rule-trial-held = 另外没有说的：{ $reasons }。
rule-trial-saved = 版本{ $version }已保存，目前停用；启用之前，这条规则不说话。
rule-trial-kept = 版本{ $version }已保存，继续启用。
rule-trial-next = 启用后，下一批数据进来时就会用到它。
rule-trial-on = 它正在启用中。
rule-trial-department = { $name }（部门）
rule-trial-role = { $name }（岗位）
rule-trial-summary = 一条规则会说什么
rule-trial-note = 什么都没有发出·按每个值在周期结束后的早上到来计算
rule-held-too-early = 周期刚开始{ $n }次
rule-held-sample-too-small = 样本太少{ $n }次
rule-held-not-material = 变化太小{ $n }次
rule-held-one-praise = 同一周期已经肯定过{ $n }次
rule-held-cooldown = 还在静默期{ $n }次
rule-held-explained = 团队预警已说明{ $n }次
rule-held-history = 时间太久{ $n }次
rule-held-at-limit = 正好在上限，没有低于上限{ $n }次
rule-held-common = 同岗大多也达标，算不上突出{ $n }次
rule-held-nobody = 没有可通知的人{ $n }次
rule-held-together = 当天另一条消息已包含{ $n }次

rule-stale-headline = { $name }先改了：{ $rule }现在是版本{ $version }
rule-stale-summary = 有人先改了
rule-stale-text = 你写的没有保存。下面是两者不同的地方；打开最新版本，把你还需要的写进去。
rule-stale-same = 两边写的一样，不用再改。
