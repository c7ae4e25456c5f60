# 考核得分。
score-none = “{ $cycle }”没有得分，HR没有设置组成部分。
score-title = 你的得分 · { $cycle }
score-title-of = { $name }的得分 · { $cycle }
score-value = **{ $value }分**（满分{ $full }分），根据{ $all }个部分中的{ $n }个算出。
score-nothing = 没有得分：{ $all }个部分都没有数据。
score-part = { $name }（权重{ $weight }）：{ $said }
score-kind-kpi = KPI
score-kind-okr = OKR
score-kind-peers = 360
score-from-kpi = { $value }，来自{ $n }个有目标的指标
score-from-okr = { $value }，来自本期到期的{ $all }个目标中的{ $n }个
score-from-okr-none = 本期到期的{ $all }个目标都没有数据，不计入
score-tried = { $n }个创新尝试不计入
score-from-peers = { $value }，来自同事评价
score-from-missing = { $kind ->
    [peers] 回答不够，不计入
   *[other] 没有数据，不计入
}
score-how = 没有数据的部分不计入，不按0分算，其余部分按原来的权重分配。完成率超过100%的按100%算。
score-how-all = 完成率超过100%的按100%算。
score-writing = 双方都写完，或者填写的日子过了，才会显示，免得有人照着分数写。
score-asking = 同事评价结束后显示，也就是{ $day }（{ $weekday }）之后。
score-note = 只有你和带你的主管能看到。背后的数字有错，发“异议”。
score-note-of = { $name }和你能看到。得分本身不会自动带来任何结果。
