# 数字变动时设备的状态

machine-state = { $machine }{ $state }{ $n ->
   *[other] { $n }
}次{ $minutes ->
    [0] {""}
   *[other] （共{ $minutes }分钟）
}
machine-state-hours = 同一时段{ $states }。
machine-state-days = 同期{ $states }。
