# 进展：期中看目标，月底看计划
progress-percent = { $of ->
    [goals] 目标完成了百分之几？
   *[plan] 计划完成了百分之几？
}
progress-percent-hint = 按你自己的判断，0到100。
progress-percent-wrong = 写一个0到100的整数。
progress-text = 进展怎么样？
progress-text-hint = 做了什么、结果怎样、接下来做什么。
progress-obstacle-field = 有什么卡住了吗？
progress-obstacle = 卡在：{ $kind }。
progress-obstacle-none = 没有
progress-obstacle-resources = 资源不足
progress-obstacle-ability = 能力短板
progress-obstacle-priorities = 别的工作更急
progress-obstacle-other = 其他
