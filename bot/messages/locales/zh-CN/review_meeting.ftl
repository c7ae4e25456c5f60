# 绩效面谈：到哪一步、什么时候谈、时间有什么变动。
help-review-meeting = 发“{ $words }”，看绩效面谈到哪一步、什么时候谈、记了什么；后面加姓名，看下属的
review-meeting-title-own = 你的绩效面谈 · { $cycle }
review-meeting-title-of = 和{ $name }的绩效面谈 · { $cycle }
review-meeting-time-title = 和{ $name }的绩效面谈
review-meeting-stage-prepare = 准备
review-meeting-stage-held = 已面谈
review-meeting-stage-confirmed = 已确认
review-meeting-stage-follow-up = 跟进
review-meeting-stage-closed = 结束
review-meeting-turn-drafted = 双方都已确认。下一步：{ $name }开始改进计划，有计划才能结束。
review-meeting-turn-no-plan = 双方都已确认。下一步：和{ $name }定一项行动，有了才能结束。
review-meeting-when = 时间：{ $moment }。
review-meeting-when-past = 原定{ $moment }，谈了吗？
review-meeting-when-missed = { $moment }没有谈成，另约个时间。
review-meeting-when-open = 还没有约时间。
review-meeting-sight = 你和{ $name }能看到，共享的记录也是。HR只知道谈没谈，看不到内容。
review-meeting-private = 另有{ $n }条只有你看得到的记录。
review-meeting-button-time = 约时间
review-meeting-button-missed = 没有谈成
review-meeting-button-plan = 打开计划
review-meeting-news-agreed = { $name }约好了绩效面谈：{ $moment }
review-meeting-news-called-off = { $name }取消了{ $moment }的绩效面谈
review-meeting-news-missed = { $name }说{ $moment }的绩效面谈没有谈成
review-meeting-news-soon = 和{ $name }的绩效面谈：{ $moment }，{ $ahead }
review-meeting-news-prepare = 和{ $name }的绩效面谈：先约个时间，{ $day }（{ $weekday }）前谈
review-meeting-news-last = 和{ $name }的绩效面谈还没约时间，明天是最后一天
review-meeting-news-today = 和{ $name }的绩效面谈还没约时间，今天是最后一天
review-meeting-not-open = 这次面谈已经不在准备阶段了。发“绩效面谈”看看到哪一步了。
review-meeting-not-past = 还没到约定的时间，可以改时间或者取消。
privacy-kind-meeting-steps = 你的绩效面谈时间
review-meeting-button-report = 面谈准备报告
meeting-compare-title = 你和{ $name }的评价对照 · { $cycle }
meeting-compare-missing = { $name }还没提交。双方都提交后，或者过了你的截止日，就能对照着看。
meeting-compare-waits = { $name }已提交。等你提交后，或者过了{ $day }（{ $weekday }），就能对照着看。
meeting-compare-field = { $apart ->
    [yes] **{ $title }** · ▼ 看法不同
   *[no] **{ $title }**
}
meeting-compare-side = { $name }：{ $words }
meeting-compare-you = 你
meeting-compare-nothing = –
meeting-compare-button-talk = 打开面谈
review-gap-title = **▼ 看法不一致，先对一对**
review-gap-topic = **{ $topic }**
review-gap-said = { $name }：“{ $words }”
review-gap-data = 数据：{ $words }
review-gap-about = { $topic ->
    [complaints] 客户投诉
    [delivery] 交付
    [defects] 缺陷
   *[other] 回复
}
review-gap-share = { $period }完成率{ $share }
review-gap-open = { $n ->
    [0] 都已闭环
   *[other] { $n }个未闭环
}
review-link-title = **记录里是这样的**
review-link-line = “{ $words }”——{ $project }：{ $record }
review-report-title = 和{ $name }面谈前看一眼 · { $cycle }
review-report-corrected = 数据有更正：和{ $name }面谈前再看一眼 · { $cycle }
review-report-restricted = { $name }已申请停用自己的数据，这里不列。
review-report-goals = **目标完成**
review-report-share = 完成率{ $share }
review-report-met = 达标
review-report-missed = 未达标
review-report-periods = { $all }期里达标{ $n }期
review-report-no-target = 没有设目标
review-report-changed = 和上一期比，没有设目标
review-report-why = 为什么？{ $title }
review-report-events = **关键事件**
review-report-complaints = 客户投诉
review-report-kudos = { $name }的感谢
review-report-case = 对数据的异议
review-report-case-state = { $state ->
    [open] 还没人处理
    [checking] 核对中
    [accepted] 确认有误，等待更正
    [rejected] 数据无误
    [closed] 已更正
   *[other] 已撤回
}
review-report-training = **培训**
review-report-trainings = 过去一年参加了{ $n }次培训：{ $names }。
review-report-pay = **薪酬**
review-report-proposal = { $kind ->
    [raise] { $state ->
        [approved] 加薪已批准：{ $goal }
       *[other] 建议加薪：{ $goal }
    }
   *[other] { $state ->
        [approved] 晋升已批准：{ $goal }
       *[other] 建议晋升：{ $goal }
    }
}
review-report-talk = **可以谈什么**
review-report-praise = 先表扬{ $title }：达标了。问问是怎么做到的。
review-report-praise-change = 先表扬{ $title }：比上一期好了。问问是怎么做到的。
review-report-short = 指出{ $title }没有达标，问问卡在哪里。
review-report-ask = 这件事你们看法不同：{ $topics }。先听各自看到了什么，再下判断。
review-report-plain = 数据里没有特别要谈的。问问哪些顺利、哪里卡住、需要什么。
review-report-button-compare = 对照评价
review-report-sight = 这份报告只有你看得到，{ $name }发“我的数据”能看到同样的数字。HR只知道该面谈了，看不到这些。
privacy-kind-meeting-reports = 面谈前给你主管看过的数据
review-meeting-news-handed = { $name }的绩效面谈现在由你接手 · { $cycle }
review-meeting-handed = 进度、时间和共享的记录都在这里。前任主管的私密记录仍只有他本人看得到。
review-meeting-button-action = 定一项行动
