# 目标导出成文件

goal-export-headline = { $n ->
    [0] 没有进行中的目标
   *[other] { $n }个目标的文件
}
goal-export-text = 进行中和等确认的目标都在里面，包括关键结果和上级目标。管理员可以再导入这个文件：没改的地方什么也不变。
goal-export-file = 目标.csv
goal-export-note = 里面有个人的目标，请放在只有HR能打开的地方。导出会留下记录。
help-goal-export = 发“{ $words }”，把进行中的目标导出成文件
