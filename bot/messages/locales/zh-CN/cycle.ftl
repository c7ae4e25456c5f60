# 考核周期：不能用时告诉HR哪里不对。
cycle-no-name = 这个考核周期还没有名字，起一个，比如“2026下半年”。
cycle-period = 周期的结束日在开始日之前。
cycle-days = { $late ->
    [midway] 期中检查的截止日
    [opens] 发表单的日子
    [first_due] 先填一方的截止日
    [second_due] 后填一方的截止日
    [peers_due] 同事评价的截止日
    [meet_by] 面谈的最后一天
    [closes] 结束日
   *[other] 后一个日期
}是{ $after }，早于{ $early ->
    [goals_due] 约定目标的截止日
    [midway] 期中检查的截止日
    [opens] 发表单的日子
    [first_due] 先填一方的截止日
    [second_due] 后填一方的截止日
    [peers_due] 同事评价的截止日
    [meet_by] 面谈的最后一天
   *[other] 前一个日期
}{ $before }。改其中一个。
cycle-parts = 每个部分只写一次，后面写权重，比如“KPI 60，OKR 30，360 10”。
cycle-parts-field = 得分由哪些部分组成？
cycle-parts-hint = 比如KPI 60，OKR 30，360 10。不填就不算得分。
cycle-parts-line = 得分：{ $parts }。
cycle-changed-before = “{ $name }”刚被别人改过，先看一眼再改。
cycle-gone = 没有这个考核周期，或者已经删掉了。
cycle-started-before = “{ $name }”已经开始了。
cycle-not-running = “{ $name }”没有在进行，不用结束。
cycle-name = 名称
cycle-name-hint = 比如2026下半年
cycle-start = 考核期第一天
cycle-end = 考核期最后一天
cycle-day-opens = 发表单
cycle-day-self-due = 自评截止
cycle-day-manager-due = 主管评价截止
cycle-day-peers-due = 同事评价（360）截止
cycle-day-peers-due-hint = 有360时才用。不填就和主管评价同一天。
cycle-day-meet-by = 面谈截止
cycle-day-closes = 结束
cycle-day-goals-due = 约定目标截止
cycle-day-midway = 期中检查截止
cycle-prompts = 发表单之前还要做什么？
cycle-prompts-hint = 已经过了的日子、比发表单还晚的日子不会安排，开始之前能看到具体日期。
cycle-prompt-goals-due = 期初：两周内约定目标
cycle-prompt-midway = 期中：到考核期一半时检查一次
cycle-prompt-none = 不填就是不做
cycle-order = 谁先填？
cycle-order-employee-first = 员工先填，主管后填
cycle-order-manager-first = 主管先填，员工后填
cycle-order-parallel = 双方同时填，互相看不到，填完再对照
cycle-units = 哪些团队？
cycle-units-hint = 不选就是所有人
cycle-form-new = 新的考核周期
cycle-form-change = 修改考核周期
cycle-form-save = 保存
cycle-form-intro = 现在什么都不会发出去，开始之前会再给你看一遍。
cycle-form-intro-running = 保存后马上生效，大家已经写的内容不变。
cycle-title = 考核周期 · { $name }
cycle-state-draft = 还没开始，将有{ $n }人参加。
cycle-state-running = 进行中。
cycle-state-closed = 已结束。
cycle-period-line = { $start }到{ $end }
cycle-line = 考核期：{ $period }。{ $order }。
cycle-team = **{ $team }**：{ $people }人 · { $counts }。
cycle-all = **{ $teams }个团队合计**：{ $people }人 · { $counts }。
cycle-count-goals = 目标已约定{ $n }
cycle-count-check-ins = 期中检查{ $n }
cycle-count-self-reviews = 自评{ $n }
cycle-count-views = 主管评价{ $n }
cycle-count-planned = 已约面谈{ $n }
cycle-count-held = 已面谈{ $n }
cycle-count-confirmed = 已确认{ $n }
cycle-count-overdue = 逾期{ $n }
cycle-count-skipped = 跳过{ $n }
cycle-count-plans = 计划逾期{ $n }
cycle-team-none = 未分组
cycle-team-late = 自评逾期：{ $names }。
cycle-team-late-views = 主管评价逾期：{ $names }。
cycle-names-more = { $names }等，另有{ $n }人
cycle-note = 这里只有进度，内容只有当事的两个人看得到。
cycle-button-start = 开始
cycle-button-change = 修改
cycle-button-close = 结束
cycle-button-new = 发起考核
cycle-none = 还没有考核周期
cycle-none-text = 发起一个：谁参加、考核哪一段、到什么时候。点“开始”之前什么都不会发出去。
cycle-none-wait = 由HR发起，开始时会通知你。
cycle-day-line = { $what }：{ $day }（{ $weekday }）
cycle-took = 填写自评：一半人用时不超过{ $span }，{ $share }%的人在10分钟内完成（共{ $n }份）。
cycle-took-minutes = { $n }分钟
cycle-took-hours = { $n }小时
cycle-report-days = 主管什么时候收到面谈报告
cycle-report-days-before = 面谈前{ $n }天
cycle-button-missing = 谁没交？
cycle-button-teams = 还有{ $n }个团队
cycle-button-more = 还有{ $n }项
cycle-button-remind = 提醒{ $n }人
cycle-missing = { $cycle } · { $team }：{ $n ->
    [0] 都交齐了
   *[other] 还缺{ $n }项
}
cycle-missing-all = 所有团队
cycle-missing-team = **{ $team }**，{ $late ->
    [late] 已逾期
   *[ahead] 还没到期
}
cycle-missing-who = { $about ->
    [own] { $reader }（{ $what }）
   *[other] { $reader }（{ $name }：{ $what }）
}
cycle-missing-line = { $who }，{ $late ->
    [late] { $day }（{ $weekday }）到期
   *[ahead] { $day }（{ $weekday }）前
}
cycle-missing-note = 每人只提醒一次，列出缺的所有项。休假的、今天已经提醒过的不会再提醒。发“谁没交”加团队名，只看一个团队。
cycle-reminded = { $cycle }：{ $n ->
    [0] 没有人需要提醒
   *[other] 已提醒{ $n }人
}
cycle-reminded-told = 已提醒：{ $names }。
cycle-reminded-until = { $name }（到{ $day }）
cycle-reminded-away = 没有提醒，正在休假：{ $names }。
cycle-reminded-before = 没有提醒，今天已经提醒过：{ $names }。
cycle-reminded-nobody = 刚刚都交齐了。
cycle-reminded-note = 会在对方的工作时间送到，已经交了的不会收到。
cycle-digest = { $n }份考核已逾期
cycle-digest-team = **{ $team }**：{ $names }
cycle-digest-teams = 另外还有{ $n }个团队。
cycle-digest-show = { $cycle }
cycle-digest-note = 每周一次。截止前通知过，前一天、当天也提醒过。这里只有进度，内容只有当事的两个人看得到。
help-cycle-missing = 发“{ $words }”，看考核里谁还没交；后面加团队名，只看这个团队
cycle-form = 用哪份表单？
