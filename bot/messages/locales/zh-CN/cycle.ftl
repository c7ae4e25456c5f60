# 考核周期：不能用时告诉HR哪里不对。
cycle-no-name = 这个考核周期还没有名字，起一个，比如“2026下半年”。
cycle-period = 周期的结束日在开始日之前。
cycle-days = { $late ->
    [first_due] 先填一方的截止日
    [second_due] 后填一方的截止日
    [peers_due] 同事的截止日
    [meet_by] 面谈的最后一天
    [closes] 结束日
   *[other] 后一个日期
}是{ $after }，早于{ $early ->
    [opens] 发表单的日子
    [first_due] 先填一方的截止日
    [second_due] 后填一方的截止日
    [peers_due] 同事的截止日
    [meet_by] 面谈的最后一天
   *[other] 前一个日期
}{ $before }。改其中一个。
cycle-parts = 结果的每个组成部分只能出现一次，权重要大于0。
cycle-changed-before = “{ $name }”刚被别人改过，先看一眼再改。
cycle-gone = 没有这个考核周期，或者已经删掉了。
cycle-started-before = “{ $name }”已经开始了。
cycle-not-running = “{ $name }”没有在进行，不用结束。
