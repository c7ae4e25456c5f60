# 指标：说的是哪一个

metric-unknown = 没有叫“{ $said }”的指标。试试它的名称或键。
metric-several = “{ $said }”可能是{ $n }个指标：{ $names }。请写键。

metric-key = 键用小写字母、数字和下划线，例如new_customers。
metric-taken = 已经有指标{ $metric }了，打开它来修改。
metric-no-title = 至少用一种语言写个名称。
metric-unit-stored = 已有{ $n }个值按旧单位存着，百分比和数量的存法不同。新单位请另建一个指标。
metric-stale = 你打开之后，有人改过{ $metric }。请重新打开；你写的没有保存。
metric-pack-unknown = 没有叫“{ $said }”的指标包，可以用的是：{ $names }。

metric-list-headline = { $n ->
    [0] 还没有指标
   *[other] { $n }个指标
}
metric-list-text = 发“指标”加上键，打开一个：数的是什么、哪边更好、会建议什么。
metric-list-empty = 发“指标包”，加上某类岗位现成的指标；或者发“新增指标”自己写。
metric-column-key = 键
metric-column-title = 名称
metric-column-unit = 单位
metric-column-grain = 周期
metric-column-family = 岗位类别
metric-column-here = 已有
metric-column-missing = 可以加上
metric-more = 更多
metric-summary = 一个指标和它的算法
metric-button-edit = 修改…
metric-button-owner = 谁负责…
metric-button-advise = 写建议…
metric-button-add = 新增指标
metric-button-packs = 现成指标包
metric-button-redefine = 重新计算
metric-button-pack = 加上{ $family }
metric-note = 量什么、怎么算，人人可以看·只有管理员能改

metric-field-key = 键
metric-field-title-en = 英文名称
metric-field-title-zh = 中文名称
metric-field-meaning = 数的是什么
metric-field-unit = 单位
metric-field-direction = 更好的方向
metric-field-grain = 周期
metric-field-aggregate = 团队的值
metric-field-minimum = 合理的最小值
metric-field-maximum = 合理的最大值
metric-field-minimum-step = 值得一提的最小变化
metric-field-advice-en = 有差距时的下一步，英文
metric-field-advice-zh = 有差距时的下一步，中文
metric-field-praise-en = 做得好时的下一步，英文
metric-field-praise-zh = 做得好时的下一步，中文
metric-hint-lines = 一行一步，具体到本周能做。
metric-hint-unit = 比率写%，金额写货币代码，其他写跟在数字后面的量词。
metric-direction-higher = 越高越好
metric-direction-lower = 越低越好
metric-grain-day = 日
metric-grain-week = 周
metric-grain-month = 月
metric-grain-quarter = 季度
metric-grain-year = 年
metric-aggregate-sum = 成员之和
metric-aggregate-mean = 成员的平均
metric-aggregate-last = 成员里最新的
metric-aggregate-ratio = 分子之和除以分母之和
metric-together = 用全体成员的记录一起算
metric-hint-aggregate = 团队的去重计数、中位数、最小、最大和最新的值，一律用全体成员的记录一起算。
metric-field-formula = 怎么由记录算出
metric-field-records-from = 从哪天起按记录计算
metric-hint-formula = 用现成的数就不填；否则像 sum(amount) from orders where stage = won 这样写。
metric-hint-records-from = 更早开始的周期保留现成的数。
metric-made = 怎么算的：{ $how }。
metric-made-from = { $day }之前开始的周期保留现成的数。
metric-always = 第一条记录
metric-grain-finished = { $metric }到{ $last }为止有现成的数，都是按现在的周期给的。请先撤销那几次导入，或者为新的周期另建一个指标。
metric-recalculating = 正在重新计算：{ $all }人中已完成{ $done }人。
metric-range = 合理范围{ $low }到{ $high }
metric-open-end = 不限
metric-steps = 有差距时{ $gap }条下一步，做得好时{ $strength }条
metric-form-add = 新指标
metric-form-edit = 指标{ $metric }
metric-form-intro = 已有数据时，改方向、周期、团队的算法或计算方式，都要重新计算；会先问你。
metric-form-save = 保存
metric-saved = 已保存。
metric-saved-nothing = 没有不同的地方。
metric-redefine-headline = { $title }：要重新计算{ $n }个值
metric-redefine-text = 其他改动已保存。还要确认：{ $changes }。这些值的完成率、走势和比较都会重新算，近期的会再过一遍规则。
metric-change = { $field }：{ $before } → { $after }
metric-redefined = 重新计算了{ $n }个值。
metric-redefining = 正在重新计算{ $n }个值。已经结束的周期不会再发消息。
metric-pack-headline = 四类岗位现成的指标
metric-pack-text = 每个都带单位、方向和中英文的下一步。已经有的保持不变。
metric-pack-added = 加上了：{ $titles }。
metric-pack-nothing = 这些都已经有了。
metric-family-sales = 销售
metric-family-development = 研发
metric-family-operations = 运营
metric-family-production = 生产

# 指标由谁负责

metric-field-owner = 负责人
metric-field-provider = 谁的工作
metric-field-scorer = 谁依赖它
metric-field-aliases = 别名
metric-does-owner = 确认目标是否合适，可以为它写建议
metric-does-provider = 它衡量的是这里的工作
metric-does-scorer = 没达标时，会和这里的结果放在一起看
metric-also-called = 也叫{ $names }。
metric-hint-owner = 姓名或工号。由负责人确认目标是否合适，也可以写建议；不会因此看到任何人的数据。
metric-hint-provider = 它衡量哪个单位或部门的工作，例如采购及时率是采购部的。
metric-hint-scorer = 哪个单位或部门依赖这项工作，例如生产部。没达标时，那里的人会看到提供方整体的数值，不会看到个人的。
metric-hint-aliases = 大家在聊天里的其他叫法，用逗号隔开。
metric-owner-form = 指标{ $metric }
metric-owner-intro = 这个指标由谁负责，关系到谁。用不上的留空。
metric-owner-group = 没有叫“{ $said }”的单位或部门，请按人员名单里的写法填。
metric-owner-same = 它和“谁的工作”相同，请填依赖这项工作的一方。
metric-owner-taken = “{ $name }”已经是{ $metric }的名称。
