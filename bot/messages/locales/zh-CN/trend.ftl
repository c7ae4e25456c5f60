# 趋势图上的字，以及看不到图时读出的话

trend-target = 目标
trend-gap = 无数据
trend-lower = 越低越好
trend-alt = { $title }：{ $points }。
trend-alt-target = 目标{ $value }。
trend-alt-lower = 越低越好。
trend-point = { $period }{ $value }
trend-point-target = { $period }{ $value }（目标{ $target }）
trend-point-none = { $period }无数据
