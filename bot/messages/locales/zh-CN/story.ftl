# 一串数值说明了什么：跟在数值后面的短句

story-first = { $n }{ $grain }来首次达标
story-first-one = 首次达标
story-first-within = { $n }{ $grain }来首次降到{ $target }以内
story-first-at = { $n }{ $grain }来首次达到{ $target }
story-recovered = 时隔{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }重新达标
story-recovered-one = 时隔{ $grain ->
    [day] 一天
    [week] 一周
    [quarter] 一个季度
    [year] 一年
   *[month] 一个月
}重新达标
story-fell-back = 此前连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }达标
story-fell-back-one = { $grain ->
    [day] 前一天达标
    [week] 上周达标
    [quarter] 上季度达标
    [year] 上一年达标
   *[month] 上月达标
}
story-reached-run = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }达标
story-missed-run = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }未达标
story-ahead-run = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }优于中位数
story-level-run = 近{ $n }{ $grain }变化不大
story-short = 差{ $gap }
story-to-go = { $size ->
    [slight] 离目标{ $target }只差{ $gap }
    [large] 离目标{ $target }还差{ $gap }（超过四分之一）
   *[plain] 离目标{ $target }还差{ $gap }
}
story-cases-to-go = 目标{ $target }，再少{ $n }个就达标
story-at-pace = 照这个速度{ $period }达标
story-better-run = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }好转
story-still = 仍{ $limit }，但已{ $run }
story-unusual-above = 远高于近{ $n }{ $grain }的中位数{ $median }
story-unusual-below = 远低于近{ $n }{ $grain }的中位数{ $median }
story-unusual-above-range = 远高于近{ $n }{ $grain }的{ $low }到{ $high }
story-unusual-below-range = 远低于近{ $n }{ $grain }的{ $low }到{ $high }
story-highest = { $n }{ $grain }里最高
story-lowest = { $n }{ $grain }里最低
story-pace = { $grain ->
    [day] 全天
    [week] 全周
    [quarter] 全季度
    [year] 全年
   *[month] 全月
}预计{ $low }到{ $high }
story-pace-target = 目标{ $target }
story-seasonal = { $change }，与去年同期走势一致
story-days-cluster = { $whole }个里有{ $part }个集中在{ $days }。
story-days-better = { $of }天里，后一半（{ $days }起）好转：{ $first }→{ $last }。
story-days-worse = { $of }天里，后一半（{ $days }起）变差：{ $first }→{ $last }。
story-days-within = { $of }天里没有一天超过{ $target }。
story-days-clean = { $of }天里有{ $n }天一个都没出。
story-days-over-on = 只有{ $days }超过{ $target }。
story-days-fewer-over = 超过{ $target }的日子{ $size ->
    [half] 少了一半以上
   *[plain] 少了
}：{ $period }{ $ofbefore }天里{ $before }天，这次{ $of }天里{ $n ->
    [0] 没有
   *[other] { $n }天
}。
story-days-more-over = 超过{ $target }的日子多了：{ $period }{ $ofbefore }天里{ $before ->
    [0] 没有
   *[other] { $before }天
}，这次{ $of }天里{ $n }天。
story-days-clean-run = { $days }，连着{ $n }个工作日一个都没出。
story-days-within-run = { $size ->
    [half] { $of }天里有一半以上（{ $days }，{ $n }个工作日）一直在{ $target }以内。
   *[plain] { $days }，连着{ $n }个工作日都在{ $target }以内。
}
story-days-mostly-within = { $size ->
    [nearly] 只有{ $others }天超过{ $target }，其余{ $n }天都在以内。
   *[most] { $of }天里有{ $n }天在{ $target }以内，没有哪一天特别突出。
}
story-days-spread = { $size ->
    [nearly] 几乎天天超过{ $target }：{ $of }天里{ $n }天。
    [most] 超过{ $target }的日子占多数（{ $of }天里{ $n }天），没有哪一天特别高。
   *[some] { $of }天里有{ $others }天在{ $target }以内，另外{ $n }天超过，没有哪一天特别高。
}
story-days-last-within = 最后{ $n }天{ $last }，已在{ $target }以内。
story-days-last-over = 不过最后{ $n }天{ $last }，超过{ $target }。
story-two-lengths = 两个数都没错，各有各的目标：{ $short }{ $shortgoal }，{ $long }{ $longgoal }。
story-apart = { $grain ->
    [day] 和前一天比
    [week] 和上周比
    [quarter] 和上季度比
    [year] 和上一年比
   *[month] 和上月比
}，{ $better }在变好，{ $worse }在变差，可以放在一起看。
