# 数字与单位；$n 为1表示正好一个

number-large = { $scaled }万
number-huge = { $scaled }亿
number-points = { $points }个百分点
number-unit = { $text } { $unit }
number-unit-tight = { $text }{ $unit }
unit-yuan = 元
unit-call = { $text }{ $n ->
   *[other] 次通话
}
unit-campaign = { $text }{ $n ->
   *[other] 场
}
unit-commit = { $text }{ $n ->
   *[other] 次提交
}
unit-customer = { $text }{ $n ->
   *[other] 家
}
unit-day = { $text }{ $n ->
   *[other] 天
}
unit-density = { $text }{ $n ->
   *[other] 个/千行
}
unit-hour = { $text }{ $n ->
   *[other] 小时
}
unit-item = { $text }{ $n ->
   *[other] 个
}
unit-lead = { $text }{ $n ->
   *[other] 条
}
unit-minute = { $text }{ $n ->
   *[other] 分钟
}
unit-order = { $text }{ $n ->
   *[other] 单
}
unit-person = { $text }{ $n ->
   *[other] 人
}
unit-piece = { $text }{ $n ->
   *[other] 件
}
unit-point = { $text }{ $n ->
   *[other] 分
}
unit-stop = { $text }{ $n ->
   *[other] 次停机
}
unit-ticket = { $text }{ $n ->
   *[other] 张
}
unit-time = { $text }{ $n ->
   *[other] 次
}
