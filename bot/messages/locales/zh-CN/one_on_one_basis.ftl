# 因为一个有误的数约下的一对一
basis-summary = 有一次一对一需要你确认
basis-headline = 和{ $name }的一对一（{ $moment }）还要保留吗？
basis-text-lead-number = 这次是在收到关于{ $name }的提醒之后约的。我们之前的数有误，现已更正，不再需要为它专门谈。
basis-text-lead-target = 这次是在收到关于{ $name }的提醒之后约的。当时的目标已经改了，不再需要为它专门谈。
basis-text-own-number = 你有一个数之前有误，现已更正。这次一对一还在日程上。
basis-text-own-target = 你有一个目标已经改了。这次一对一还在日程上。
basis-step = 你们不取消，就照常进行。
basis-keep = 照常进行
basis-kept = 和{ $name }的一对一照常：{ $moment }
basis-note = 你们两人都收到这个问题·别人看不到
