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
