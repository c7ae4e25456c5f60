# 自己的数据

person-headline = 你的数据
person-headline-period = 你的{ $period }数据
person-metric = { $period }{ $title }
person-target = 目标{ $target }，完成率{ $share }
person-target-alone = 目标{ $target }
person-target-worked-alone = 按出勤天数目标{ $target }
person-target-worked = 按出勤天数目标{ $target }，完成率{ $share }
person-target-so-far-alone = 按进度目标{ $target }
person-target-so-far = 按进度目标{ $target }，完成率{ $share }
person-before = 上期{ $value }
person-peers = 同岗中位数{ $median }（其他{ $n }人）
person-arithmetic = 完成率＝数值÷目标；越低越好的指标为目标÷数值。例如{ $title }：{ $example }。
person-note = 数据截至{ $day }·你和你的主管可见·待核实的数值不计入
person-empty = 还没有你的数据
person-empty-text = 第一批数据到了以后，这里会显示数值、目标、上期和同岗中位数。
person-empty-unit = 请数据负责人用你的工号{ $id }上报。
person-more = { $n ->
   *[other] 还有{ $n }个指标没有列出。
}
person-unknown = 没有找到“{ $said }”。试试全名或工号。
person-several = “{ $said }”可能是{ $n }个人：{ $names }。请写工号。
person-several-hidden = “{ $said }”可能是几个人。请写全名或工号。
person-talk = 约主管聊聊
person-nothing = 没有你的“{ $asked }”数据
person-nothing-text = 换个月份或指标试试；点“我的数据”看最新的。
