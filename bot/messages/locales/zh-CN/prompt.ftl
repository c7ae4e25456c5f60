# 发表单之前要问的：期初约定目标，期中检查一次
prompt-title-own = 你的考核目标 · { $cycle }
prompt-title-of = { $name }的考核目标 · { $cycle }
prompt-goals-none = { $dated ->
    [dated] 还没写。一方先写，另一方同意或者改，{ $day }（{ $weekday }）前定下来。
   *[open] 还没写。一方先写，另一方同意或者改。
}
prompt-goals-never = 这一期没有约定目标。
prompt-goals-agreed = { $person }和{ $name }已约定（{ $when }），就按这个算。
prompt-goals-mine = { $dated ->
    [dated] 还没定下来：等{ $name }同意，{ $day }（{ $weekday }）前。
   *[open] 还没定下来：{ $name }还没同意。
}
prompt-goals-theirs = { $dated ->
    [dated] 还没定下来。就按这个算吗？同意或者改，{ $day }（{ $weekday }）前。
   *[open] 还没定下来。就按这个算吗？同意或者改。
}
prompt-check-in-ahead = 期中检查：{ $day }（{ $weekday }）前。
prompt-checked = 期中检查（{ $when }）：完成了{ $percent }%。
prompt-need-line = 需要：{ $need }
prompt-sight = 只有你和{ $name }看得到。HR只知道做没做，看不到内容。
prompt-button-agree = 同意
prompt-button-write = 写目标
prompt-button-change = 改目标
prompt-button-check = 说说进展
prompt-button-check-again = 更新进展
prompt-news-goals = { $side ->
    [employee] { $cycle }：{ $name }给你写好了目标，同意吗？
   *[other] { $cycle }：{ $name }写好了目标，同意吗？
}
prompt-news-agreed = { $cycle }：{ $name }同意了，目标定下来了
prompt-news-ask-goals = { $side ->
    [employee] { $cycle }：这一期看什么？和{ $name }定下来，{ $day }（{ $weekday }）前
   *[other] { $cycle }：{ $name }这一期看什么？一起定下来，{ $day }（{ $weekday }）前
}
prompt-news-soon-goals = { $side ->
    [employee] { $cycle }：约定目标明天截止
   *[other] { $cycle }：和{ $name }约定目标，明天截止
}
prompt-news-today-goals = { $side ->
    [employee] { $cycle }：约定目标今天截止
   *[other] { $cycle }：和{ $name }约定目标，今天截止
}
prompt-news-ask-yes = { $cycle }：{ $name }写好了目标，同意吗？
prompt-news-soon-yes = { $cycle }：{ $name }写的目标等你回复，明天截止
prompt-news-today-yes = { $cycle }：{ $name }写的目标等你回复，今天截止
prompt-news-ask-check-in = { $cycle }期中检查：进展怎么样？大约2分钟，{ $day }（{ $weekday }）前
prompt-news-soon-check-in = { $cycle }：期中检查明天截止
prompt-news-today-check-in = { $cycle }：期中检查今天截止
prompt-goals-form = 考核目标
prompt-goals-field = 要达到什么，怎样算达到？
prompt-goals-hint = 一行一个：做什么、做到多少、什么时候。比如：12月底前复购率从31%到35%。
prompt-goals-submit = 保存
prompt-goals-intro = { $start }到{ $end }的目标。保存后请{ $name }同意或者修改。
prompt-check-in-form = 期中检查
prompt-need = 需要什么？
prompt-need-hint = 写清楚缺什么，对方才能答应、说不行或者定个日子。比如：要一名测试，两周。
prompt-need-missing = 既然卡住了，需要什么？
prompt-check-in-submit = 提交
prompt-check-in-intro = { $name }会看到。你需要的会变成一个请求，等对方答复。
prompt-over = 已经到发表单的阶段，目标和期中检查都结束了。发“考核”看下一步。
prompt-goals-changed = 目标刚被改过，先看一眼。
prompt-goals-agreed-before = 不用再同意：这是你自己写的，或者已经定下来了。
prompt-goals-saved = { $cycle }：已保存，等{ $name }同意
prompt-goals-done = { $cycle }：目标定下来了
help-prompt = 发“{ $words }”，看这一期的考核目标和双方是否同意；后面加姓名，看下属的
help-prompt-check = 发“{ $words }”，期中说说进展、需要什么
check-in-of = { $cycle }：{ $name }做了期中检查
check-in-percent = 目标完成了{ $percent }%。
check-in-course-of = 相关课程：{ $course }
check-in-answer = 能给{ $name }吗？对方会看到你的答复。
check-in-goals = 看目标
check-in-kept = { $cycle }：期中检查已提交
check-in-asked = 已经请{ $name }答复：可以、哪天可以，或者不行。请求记在你的计划里。
check-in-plan = 达到{ $cycle }的目标
prompt-goal-line = 目标{ $n }
prompt-goals-beside = 约定的目标
prompt-goals-source = { $day }约定
prompt-news-remind-goals = { $side ->
    [employee] { $cycle }：目标还没定下来
   *[other] { $cycle }：{ $name }的目标还没定下来
}
prompt-news-remind-yes = { $cycle }：{ $name }写的目标还在等你
prompt-news-remind-check-in = { $cycle }：还缺你的期中检查
