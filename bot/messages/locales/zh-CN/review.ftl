# 考核：现在还不能做、或者已经不能做的事。
review-not-held = 面谈之后才确认，这次面谈还没有记为已谈。
review-confirmed-before = 这次考核你已经确认过了。
review-not-confirmed = 两个人都确认之后，考核才能结束。
review-no-plan = 有了改进计划，考核才能结束，现在还没有。
review-submit = 提交
review-title-own = 你的考核 · { $cycle }
review-title-of = { $name }的考核 · { $cycle }
review-stage-self-review = 自评
review-stage-manager-review = 主管评价
review-stage-both = 双方填写
review-stage-revision = 修改
review-stage-meeting = 面谈
review-stage-confirmation = 确认
review-stage-follow-up = 计划
review-stage-now = **{ $stage }**
review-do-self-review = 填写自评
review-do-manager-review = 填写主管评价
review-do-both = 各自填写
review-do-revision = 看一遍，需要就改
review-do-confirmation = 确认面谈结果
review-turn-ahead = { $day }开始，在那之前不用做什么。
review-turn-ahead-prompts = { $day }发表单。在那之前，两个人先约定目标，期中再看一次。
review-button-goals = 看目标
review-turn-mine = 轮到你：{ $what }，{ $day }（{ $weekday }）前。
review-turn-other = 等{ $name }：{ $what }，{ $day }（{ $weekday }）前。
review-turn-both = 双方：{ $what }，{ $day }（{ $weekday }）前。
review-turn-meeting = 下一步是和{ $name }面谈，{ $day }（{ $weekday }）前。
review-turn-follow-up = 双方都已确认，接下来按计划走。
review-turn-closed = 已结束。
review-sight-own-draft = 提交之前只有你看得到，提交后{ $name }会看到。
review-sight-own-sent = 你写的内容，你和{ $name }都能看到。
review-sight-other-later = { $name }已经提交，等你提交之后，或者过了你的截止日，你就能看到。
review-sight-hr = HR只知道交没交，看不到内容。
review-wrote-mine = 你写的（{ $when }）：
review-wrote = { $name }写的（{ $when }）：
review-section = **{ $title }**
review-answer = { $label }：{ $words }
review-addendum = 后来补充（{ $when }）：{ $words }
review-comment-line = { $name }对“{ $about }”的评论（{ $when }）：{ $words }
review-button-write = 填写
review-button-all = 看全文
review-button-plan = 看计划
review-button-change = 修改
review-button-leave = 不用改
review-button-comment = 写评论
review-button-agree = 确认，同意
review-button-seen = 确认已阅
review-button-addendum = 补充
review-plan-both = 要改成什么样、到什么时候？比如：3月底前从4天降到2天。
review-plan-end = 到时候你们怎么看出做到了？写一个数字，或者一件做完的事。
review-plan-day = 到什么时候？
review-gone = 没有这份考核，或者已经不在了。
review-none = { $name }还没有考核。HR发起考核周期后，这里就能看到。
review-ahead = 还没到发表单的日子。
review-not-locked = 还没有锁定，直接改就行。
review-empty = 还什么都没写，至少回答一项。
review-answer-gone = 那一项已经不在了，再看一眼这份考核。
review-not-now = 现在还不用做这一步。发“考核”看看到哪一步了。
review-leader = 你的主管
review-news-ask = { $task ->
    [confirmation] { $cycle }：和{ $name }谈过了，确认一下内容
    [revision] { $cycle }：自评再看一遍，{ $day }（{ $weekday }）前
    [manager_review] { $cycle }：请评价{ $name }，{ $day }（{ $weekday }）前
   *[self_review] { $cycle }自评：{ $parts }部分，大约{ $minutes }分钟，{ $day }（{ $weekday }）前
}
review-news-soon = { $task ->
    [confirmation] { $cycle }：和{ $name }的面谈，明天是确认的最后一天
    [revision] { $cycle }：修改自评，明天截止
    [manager_review] { $cycle }：对{ $name }的评价明天截止
   *[self_review] { $cycle }：自评明天截止
}
review-news-today = { $task ->
    [confirmation] { $cycle }：和{ $name }的面谈，今天是确认的最后一天
    [revision] { $cycle }：修改自评，今天截止
    [manager_review] { $cycle }：对{ $name }的评价今天截止
   *[self_review] { $cycle }：自评今天截止
}
review-news-sent = { $side ->
    [employee] { $cycle }：{ $name }写好了对你的评价
   *[other] { $cycle }：{ $name }交了自评
}
review-news-changed = { $cycle }：{ $name }改了写的内容
review-news-added = { $cycle }：{ $name }补充了内容
review-news-comment = { $cycle }：{ $name }评论了你写的内容
review-news-confirmed = { $cycle }：{ $name }已确认
review-prepared = 考核期里你完成的{ $n }个项目已经列好，点“带入我的项目”就能用。随时可以停，换个设备接着写。
review-planned = { $side ->
    [employee] **你的计划**
   *[other] **{ $name }的计划**
}
review-minutes = 大约{ $minutes }分钟，写到哪里都会保存，换个设备也能接着写。
review-no-score = 不会自动打分。
review-panel-source = { $name }写的
review-coached = { $words }
review-sent = { $cycle }：已提交
review-comment-title = 写评论
review-comment-path = 针对哪一项？
review-comment-text = 想说什么？
review-comment-send = 发送
review-comment-intro = { $name }马上会看到。
review-add-title = 补充
review-add-path = 补充到哪个问题？
review-add-text = 要补充什么？
review-add-send = 补充
review-add-intro = 确认过的内容不变，补充的写在旁边，带时间。
review-button-held = 已面谈
review-known-projects = 你完成的项目
review-known-goals = 达成的工作目标
review-known-goals-missed = 未达成的工作目标
review-known-reached = 达成的目标
review-known-unmet = 未达成的目标
review-known-trainings = 你参加的培训
review-known-met = { $all }期里达成{ $n }期
review-known-missed = { $all }期里有{ $n }期未达成
review-known-kudos = 同事写给你的
review-known-moved = { $times } · { $moved }
review-known-source = 来自系统数据，{ $start }到{ $end }
review-button-projects = 带入我的项目
review-confirmed-agreed = { $name }已确认，同意（{ $when }）。
review-confirmed-seen = { $name }已确认，仅表示看过（{ $when }）。
review-addendum-alone = { $name }在锁定后补充（{ $when }）：{ $words }
review-label-gone = { $label }（已不再要求填写）
review-button-versions = 历史版本
review-button-diff = 看改了什么
review-button-pair = { $name } { $before } → { $after }
review-button-compare = 选两版对比
review-button-rest = 还有{ $n }处
review-versions-title = 历史版本 · { $review }
review-versions-first = 第{ $n }版（{ $when }）：首次提交
review-versions-line = 第{ $n }版（{ $when }）：{ $names }
review-versions-changed = 改动：{ $names }。
review-versions-more = { $names }等，另有{ $n }项
review-versions-option = 第{ $n }版（{ $when }）
review-versions-note = 每一版都会保留，能看这份考核的人都能看。
review-diff-title = { $name }写的：第{ $before }版 → 第{ $after }版
review-diff-times = 原文写于{ $before }，修改于{ $after }，改动的地方加粗显示。
review-diff-label = **{ $section } · { $label }**
review-diff-before = 原来：{ $words }
review-diff-now = 现在：{ $words }
review-diff-added = 新增：{ $words }
review-diff-removed = 删去：{ $words }
review-diff-same = 两版内容一样。
review-diff-note = 内容不会丢，每一版都能再看。
review-compare-title = 对比两个版本
review-compare-from = 从
review-compare-to = 到
review-compare-show = 看改了什么
review-version-gone = 没有这个版本，或者现在还不能看。
review-locked-cycle = HR已经结束这个考核周期，内容不再改动。你还可以补充，发“考核”打开。
review-locked-confirmed = 有一方已经确认，内容不再改动。你还可以补充，发“考核”打开。
review-locked-over = 最后一天已过，内容不再改动。你还可以补充，发“考核”打开。
review-late = 你填写的时候已经锁定，你写的作为补充放在旁边
review-asked-since = 你打开表单之后新加的，也请填写。
review-echo = 这和{ $name }写的几乎一样。你自己看到了什么、做了什么？
review-news-remind = { $task ->
    [confirmation] { $cycle }：和{ $name }的面谈还等你确认
    [revision] { $cycle }：自评还等你再看一遍
    [talk] { $cycle }：和{ $name }的面谈还没有谈
    [manager_review] { $cycle }：还缺你对{ $name }的评价
   *[self_review] { $cycle }：还缺你的自评
}
review-handed-on = { $name }现在由{ $leader }带，考核也在对方那里。你交过的内容还在，没交的只有你自己看得到。
review-button-colleagues = 同事评价
review-button-score = 得分
review-todo-self-review = 自评：{ $cycle }
review-todo-manager-review = 给{ $name }写评价：{ $cycle }
