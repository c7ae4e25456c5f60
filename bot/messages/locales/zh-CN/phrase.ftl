# 比较：跟在数值后面，一次一个短句

phrase-target-over = 目标{ $target }，超额{ $over }
phrase-target-above = 比目标{ $target }高{ $points }
phrase-target-met = 正好达到目标{ $target }
phrase-target-within = { $size ->
    [half] 不到目标{ $target }的一半
    [well] 比目标{ $target }低三分之一以上
    [just] 刚好在目标{ $target }以内
   *[plain] 在目标{ $target }以内
}
phrase-target-worked = { $target }（按出勤天数）
phrase-target-so-far = { $target }（按进度）
phrase-target-near-under = 略低于目标{ $target }
phrase-target-near-over = 略超目标{ $target }
phrase-target-under = { $size ->
    [slight] 略低于目标{ $target }
    [large] 明显低于目标{ $target }
   *[plain] 低于目标{ $target }
}
phrase-target-exceeded = { $size ->
    [slight] 略超目标{ $target }
    [large] 明显超出目标{ $target }
   *[plain] 超出目标{ $target }
}
phrase-peers-above = { $size ->
    [well] 明显高于同岗中位数{ $median }
   *[plain] 高于同岗中位数{ $median }
}
phrase-peers-below = { $size ->
    [well] 明显低于同岗中位数{ $median }
   *[plain] 低于同岗中位数{ $median }
}
phrase-streak-up = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }上升
phrase-streak-down = 连续{ $n ->
    [2] 两
   *[other] { $n }
}{ $grain }下降
phrase-previous-up = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}多{ $change }
phrase-previous-down = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}少{ $change }
phrase-year-up = 同比多{ $change }
phrase-year-down = 同比少{ $change }
phrase-previous-rise = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}升{ $change }
phrase-previous-fall = { $grain ->
    [day] 比前一天
    [week] 比上周
    [year] 比上一年
   *[month] 环比
}降{ $change }
phrase-previous-same = { $grain ->
    [day] 与前一天持平
    [week] 与上周持平
    [year] 与上一年持平
   *[month] 环比持平
}
phrase-year-rise = 同比升{ $change }
phrase-year-fall = 同比降{ $change }
phrase-baseline = 近{ $n }{ $grain }中位数{ $median }
phrase-limit-over = 超过{ $limit }
phrase-limit-under = 低于{ $limit }
phrase-limit-over-or-at = 达到{ $limit }
phrase-limit-under-or-at = 不超过{ $limit }
phrase-called = 符合公司规则
phrase-cases = { $denominator }个样本里{ $numerator }个
phrase-value-n = { $value }（n={ $n }）
phrase-reached = 完成率{ $share }
phrase-reached-so-far = 按进度完成率{ $share }
phrase-reached-value = { $value }（目标{ $target }）
phrase-several = { $names }，另有{ $more }人
phrase-grain-day = { $n ->
   *[other] 天
}
phrase-grain-week = { $n ->
   *[other] 周
}
phrase-grain-month = { $n ->
   *[other] 个月
}
phrase-grain-quarter = { $n ->
   *[other] 个季度
}
phrase-grain-year = { $n ->
   *[other] 年
}
