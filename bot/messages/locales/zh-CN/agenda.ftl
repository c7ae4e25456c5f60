# 想聊什么

agenda-topic-progress = 进展
agenda-topic-problems = 遇到的问题
agenda-topic-support = 需要的支持
agenda-headline = 和{ $name }一对一：想聊的
agenda-headline-at = 和{ $name }一对一（{ $moment }）：想聊的
agenda-private = 以下只有你看得到：
agenda-since = { $day }起一直没聊
agenda-more = 还有{ $n }条没聊，排在后面。
agenda-why = { $title }为什么？
agenda-empty = 还没有人加议题。进展到哪了？卡在哪里？需要什么支持？
agenda-add = 加一条
agenda-button = 看议题
agenda-note = 共享的议题只有你和{ $name }看得到·私下准备的只有写的人看得到
agenda-form-title = 和{ $name }一对一
agenda-form-text = 想聊什么？
agenda-form-hint = 一句话就够
agenda-form-topic = 属于
agenda-form-share = 谁看得到
agenda-share-both = 你和{ $name }
agenda-share-me = 只有你
agenda-form-submit = 加上
agenda-added = 已加上，{ $name }也看得到。
agenda-added-private = 已加上，只有你看得到，{ $name }看不到。
privacy-kind-agenda-points = 你一对一的议题
privacy-kind-private-points = 你为一对一私下做的准备
help-agenda = 发“{ $words }”，看一对一想聊什么；后面加上内容，就能添一条

agenda-goals = 要谈的目标
agenda-goal-waits = 等确认的目标
agenda-goal-obstacle = 目标遇到困难
agenda-goal-experiment = 待决定的创新尝试
agenda-goal-off-track = 落后的目标
agenda-goal-need = 需要的支持：{ $need }
