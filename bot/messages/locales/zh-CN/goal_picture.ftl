# 目标树的图

goal-picture = 目标树，{ $day }
goal-picture-elapsed = 时间已过
goal-picture-gone = 时间已过{ $gone }。
goal-picture-more = 下面另有{ $n }个
goal-picture-hidden = 不显示（不足5人）
goal-picture-health = { $health ->
    [on-track] 进度正常
    [at-risk] 有风险
    [off-track] 落后
   *[early] 刚开始
}
goal-picture-alt = { $day }的目标树，落后的在前。
goal-picture-node = { $at }：{ $owner }“{ $title }”，{ $said }。
