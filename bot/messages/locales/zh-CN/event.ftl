# 事件：有固定种类的记录

event-other-kind = 数据流 { $stream } 里存的是 { $kept }，这里写的是 { $said }。请另立一个数据流：在 [stream] 里写 key = "…"，或在每条记录里写 "stream"。
event-other-roll-up = { $kept ->
    [none] 数据流 { $stream } 里是逐条记录，这里要按 { $said } 汇总，放在一起会重复计算。请给其中一种另立数据流。
   *[other] 数据流 { $stream } 里的记录已按 { $kept } 汇总，这里写的是 { $said }，放在一起会重复计算。请给其中一种另立数据流。
  }
record-rolled-up = 每条是同一{ $by ->
    [shift] 班次
   *[day] 天
}多个事件的合计：数据源发来的太多，存入前已汇总。
record-occurrences = 带“{ $name }”的记录是多个事件存入前汇总的合计，这一列是事件数。
event-unknown = 没有叫“{ $said }”的事件。可用的有：{ $kinds }。
event-unknown-roll-up = 只能汇总到“shift”（班次）或“day”（天），不能是“{ $said }”。
event-lacking = { $event } 缺少“{ $field }”。请给每条记录补上列或键“{ $field }”（{ $also }也能识别）；或在映射的 [stream.{ $table }] 里写 { $field } = "…"，指明是哪一列。
event-required = { $event } 必须有“{ $field }”，这里是空的。请在数据源里补上，再发这一行。
event-no-roll-up = 只有能相加的事件可以汇总：{ $kinds }。这里请去掉 roll_up。
event-no-shift = 按班次汇总时每条记录都要有“shift”（班次），有些没有。请补上，或改用 roll_up = "day"。
event-left-out = 不属于任何事件种类，所以不要
event-rolled-up = 已并入所在班次或当天的记录
webhook-text = “{ $name }”要是文字。
event-rolled-up-before = 带“{ $name }”的已经是汇总过的（比如导出的文件），再汇总会重复计算。请用来源里的原始事件。
