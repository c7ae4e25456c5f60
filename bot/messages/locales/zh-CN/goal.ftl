# 目标

goal-summary = 一个目标
goal-summary-message = 关于一个目标
goal-list-summary = 目标
goal-label = 目标
goal-level-company = 公司
goal-days = { $start }至{ $end }
goal-until = { $day }截止
goal-past = 已过截止日期
goal-period = 时间
goal-state = 状态
goal-progress = 进度
goal-state-proposed = 待确认
goal-state-open = 进行中
goal-state-achieved = 已达成
goal-state-missed = 未达成
goal-state-dropped = 已取消
goal-waits = 等{ $name }确认
goal-was = 当时进度{ $far }
goal-commitment-short-committed = 承诺型
goal-commitment-short-aspirational = 挑战型：60%到70%就很好
goal-project = 项目{ $name }
goal-from-plan = 来自改进计划
goal-plan-behind = 看改进计划
goal-part-of = 属于
goal-of-owner = { $owner }：{ $title }
goal-result = 第{ $n }项
goal-which-result = 要改哪一项？

goal-far-unknown = 暂无数据
goal-far-about = 约{ $share }
goal-far-done = 完成{ $far }
goal-hidden = 不显示：涉及的人不足5人
goal-basis = 依据{ $parts }部分中的{ $known }部分
goal-weights = 权重合计{ $sum }，已按比例折算
goal-weight = 权重{ $share }
goal-elapsed = 时间已过{ $gone }
goal-pace = 时间已过{ $gone }，{ $health ->
    [on-track] 进度正常
    [at-risk] 有风险
   *[off-track] 落后
}

goal-result-of = { $name }（{ $subject }）
goal-result-unknown = 暂无数据
goal-result-no-target = 还没有目标值
goal-result-of-target = { $value } / { $target }
goal-target = 目标{ $target }
goal-of-target = 达到目标的{ $share }
goal-counted = 按{ $share }计
goal-of-way = 已走完{ $share }
goal-from = 起点{ $start }
goal-bar = { $way ->
    [lower] 须低于{ $bar }
   *[higher] 须高于{ $bar }
}
goal-bar-kept = 达标
goal-bar-broken = 未达标
goal-change = { $way ->
    [lower] 要降低{ $change }
   *[higher] 要提高{ $change }
}
goal-typed = 手工填写
goal-result-aged = 较早的记录已到保存期限并删除
goal-done-same = 没有变化
goal-done-yes = 已完成
goal-done-no = 还没完成

goal-understood = 衡量标准：{ $what }
goal-understood-milestone = 完成或没完成。点“衡量标准”可以改成数字。
goal-understood-parts = 进度由下级目标决定。点“衡量标准”可以加一个数字。
goal-understood-open = { $what }，还没有目标值
goal-understood-count = 完成{ $target }
goal-understood-value = { $what }{ $from_ ->
    [yes] 从{ $start }到{ $target }
   *[no] 到{ $target }
}
goal-understood-ratio = { $what }{ $from_ ->
    [yes] 从{ $start }到{ $target }
   *[no] 到{ $target }
}
goal-understood-bar = { $what }{ $way ->
    [lower] 一直低于{ $target }
   *[higher] 一直高于{ $target }
}
goal-understood-change = { $what }比前一段同样长的时间{ $way ->
    [lower] 降低{ $target }
   *[higher] 提高{ $target }
}

goal-parts-unnamed = 另有{ $n }个组成部分没有列出
goal-not-aligned = 未对齐：它不属于任何上级目标。点“更多…”里的“属于…”可以关联。
goal-reason = 说明：{ $reason }
goal-need = 需要的支持：{ $need }
goal-tried = { $state ->
    [proposed] 创新尝试（待主管决定）：{ $text }
    [approved] 创新尝试（不计入得分）：{ $text }
   *[declined] 没有认定为创新尝试：{ $text }
}
goal-is-experiment = 创新尝试，不计入得分
goal-tried-why = 理由：{ $reason }

goal-accept = 同意
goal-edit = 修改
goal-measure = 衡量标准
goal-measure-more = 再加一项
goal-check-in = 更新进展
goal-close = 结束
goal-link = 属于…
goal-try = 这是创新尝试
goal-versions = 历次版本
goal-why = 看原始数据
goal-ways-more = 更多…
goal-ways = 可以对“{ $title }”做的操作
goal-show = 看目标
goal-add = 新目标
goal-book = 约20分钟
goal-experiment-approved = 认定
goal-experiment-declined = 不认定

goal-list = { $n ->
    [0] 还没有目标
   *[other] { $n }个目标
}
goal-list-of = { $n ->
    [0] { $name }还没有目标
   *[other] { $name }的{ $n }个目标
}
goal-none = 用自己的话写一个就行，比如“新目标 6月底前客户投诉减半”。
goal-none-of = { $name }还没有可以看的目标。
goal-more = 另有{ $n }个没有列出
goal-which-check-in = 要更新哪个目标？
goal-versions-of = “{ $title }”的历次版本
goal-version = 第{ $n }版
goal-version-by = { $name }，{ $when }
goal-note-own = 你、你的主管和HR可见
goal-note-leads = { $name }、其主管和HR可见
goal-note-list = { $name }的目标中，只列出你能看的
goal-note-unit = 所有人可见
goal-note-coarse = 所有人可见；个人目标不公开，所以进度按5%取整

goal-proposed = { $name }给你提了一个目标
goal-proposed-of = { $name }提了一个自己的目标
goal-changed = { $name }修改了一个目标
goal-accepted = { $name }同意了，目标开始
goal-closed = { $name }结束了一个目标：{ $state ->
    [achieved] 已达成
    [missed] 未达成
   *[dropped] 已取消
}
goal-closed-far = 数据显示：{ $far }
goal-obstacle = { $name }的目标{ $kind ->
    [resources] 资源不足
    [ability] 遇到能力短板
    [priorities] 需要定优先级
   *[other] 遇到困难
}
goal-experiment-asked = { $whose ->
    [unit] 一个未达成的目标：是创新尝试吗？
   *[person] { $name }有个目标未达成：是创新尝试吗？
}
goal-experiment-text = 做了什么尝试：{ $text }
goal-experiment-means = 认定后不计入得分，但一直可以看到这是一次创新尝试。
goal-experiment-decided = { $name }{ $state ->
    [approved] 认定你未达成的目标是创新尝试
   *[declined] 没有认定你未达成的目标是创新尝试
}
goal-experiment-said = { $state ->
    [approved] 已认定：不计入得分
   *[declined] 没有认定：照常计算
}
goal-experiment-kept = 记下了。没有人带你，所以没有人来决定。
goal-experiment-sent = 由{ $name }决定，并写明理由。
goal-check-in-sent = 记下了，{ $name }会看到你遇到的困难。

goal-form = 写目标
goal-form-change = 修改目标
goal-form-intro = 一句话就够：要做到什么，什么时候之前。我先把我的理解给你看，确认之前什么都不算数。
goal-form-submit = 保存
goal-field-owner = 谁的目标
goal-field-title = 目标
goal-hint-title = “投诉率降低10%”“推出3款核心产品”“次品率低于3%”
goal-field-period = 时间
goal-hint-period = “2026年”“四季度”“10月1日到12月15日”
goal-field-commitment = 类型
goal-commitment-committed = 承诺型：要全部完成
goal-commitment-aspirational = 挑战型：做到60%到70%就很好
goal-field-project = 项目编号
goal-hint-project = 项目完成后，进度自动更新
goal-field-parent = 属于哪个上级目标
goal-parent-none = 不属于任何目标
goal-field-weight = 权重
goal-hint-weight = 相对其他部分的比重，合计不必是100
goal-field-own-weight = 在本人目标中的权重
goal-hint-own-weight = 用于计算得分，合计不必是100
goal-measure-form = 衡量标准
goal-measure-intro = “{ $title }”
goal-measure-submit = 保存
goal-field-result = 名称
goal-field-measure = 怎么衡量
goal-measure-count = 完成的数量
goal-measure-value = 数值，从现状到目标
goal-measure-ratio = 占比，到目标
goal-measure-milestone = 完成或没完成
goal-measure-bar = 一直低于或高于某个值
goal-measure-change = 比之前降低或提高百分之几
goal-field-target = 目标值
goal-hint-target = “3”“5%”，或要降低的“10%”；只看完成没完成就留空
goal-field-start = 起点
goal-hint-start = 进度从这里算起；留空则按目标的比例算
goal-field-direction = 怎样更好
goal-direction-higher = 越高越好
goal-direction-lower = 越低越好
goal-field-metric = 指标
goal-metric-none = 没有，由人填写
goal-field-subject = 谁的数据
goal-link-form = 属于哪个上级目标
goal-move-form = 移动目标
goal-link-intro = “{ $title }”
goal-link-submit = 保存
goal-close-form = 结束目标
goal-close-intro = “{ $title }”。数据显示：{ $far }。
goal-close-submit = 结束
goal-field-state = 结果
goal-field-reason = 说明
goal-hint-reason = 取消目标要写明原因
goal-check-in-form = 更新进展
goal-check-in-intro = “{ $title }”
goal-check-in-submit = 保存
goal-field-said = 进展
goal-hint-said = 上次以来有什么进展？
goal-field-obstacle = 遇到什么困难
goal-field-need = 需要什么支持
goal-hint-need = 会作为待办转给你的主管
goal-hint-value = 现在是多少；目标是{ $target }
goal-experiment-form = 这是创新尝试
goal-experiment-intro = “{ $title }”。由你的主管决定；认定后不计入得分，但一直可以看到。
goal-experiment-submit = 提交
goal-field-tried = 做了什么尝试
goal-hint-tried = 新在哪里，现在知道了什么？
goal-decide-form = { $state ->
    [approved] 认定为创新尝试
   *[declined] 不认定为创新尝试
}
goal-decide-intro = “{ $title }”：{ $text }
goal-decide-submit-approved = 认定
goal-decide-submit-declined = 不认定
goal-field-decision = 理由
goal-hint-decision = 对方会看到

privacy-kind-key-result-values = 记录算出的目标数值
goal-gone = 没有这个目标。
goal-not-open = 这个目标没有在进行。
goal-over = 这个目标已经结束。
goal-begun-before = 这个目标已经开始了。
goal-changed-meanwhile = 目标刚被改过。重新打开看看现在的样子。
goal-not-asked = 这个目标不等你确认。
goal-which = 哪个目标？从“我的目标”里打开，或者写编号。
goal-no-parents = 没有它可以属于的上级目标。
goal-parent-below = “{ $title }”比“{ $parent }”层级高，不能属于它。
goal-circle = 这样会绕成一圈：{ $path }
goal-reason-missing = 为什么取消？
goal-need-missing = 需要什么支持？
goal-said-nothing = 写一句进展，或者填一个数。
goal-period-unclear = 看不懂“{ $said }”是什么时间，可以写“四季度”或“10月1日到12月15日”。
goal-period-over = 这段时间已经过了。
goal-weight-wrong = 权重要大于0。
goal-target-missing = 目标值是多少？
goal-value-wrong = “{ $said }”不是数字。
goal-value-unit = “{ $said }”不是{ $unit }的数值。
goal-experiment-own = 只有目标本人可以说它是创新尝试。
goal-experiment-late = 只有未达成的目标可以说是创新尝试，而且只能提一次。
goal-experiment-over = 之前已经决定过了。

help-goal = 发“{ $words }”，看你的目标、进度和到期时间；后面加姓名、部门或编号，看他们的
help-goal-add = 发“{ $words }”写一个目标，比如“新目标 6月底前投诉率降低10%”
help-goal-edit = 发“{ $words }”加编号，修改目标
help-goal-measure = 发“{ $words }”加目标编号，改衡量方式和目标值
help-goal-check-in = 发“{ $words }”，说说目标的进展和遇到的困难
help-goal-link = 发“{ $words }”加编号，让目标属于一个上级目标
help-goal-move = 发“{ $words }”加编号，把目标移到另一个上级目标下面
help-goal-close = 发“{ $words }”加编号，说明目标的结果

goal-tree = { $n ->
    [0] 公司还没有目标
   *[other] 公司的{ $n }个目标
}
goal-tree-below = └ { $owner }
goal-tree-folded = 另有{ $n }个组成部分没有列出{ $late ->
    [0] {""}
   *[other] ，其中{ $late }个落后
}
goal-tree-none = 由HR或公司负责人写第一个：发“新目标”。
goal-team = { $n ->
    [0] 团队还没有目标
   *[other] 团队有{ $n }个目标
}{ $asks ->
    [0] {""}
   *[other] ，{ $asks }个等你确认
}
goal-team-none = 发“新目标”，可以给下属提一个。
goal-unaligned = { $n ->
    [0] 所有目标都已对齐
   *[other] { $n }个目标未对齐
}
goal-unaligned-text = 打开一个，点“更多…”里的“属于…”，把它放到上级目标下面。
goal-unaligned-none = 你能看到的目标都属于某个上级目标。
goal-health = { $n ->
    [0] 公司和部门的目标没有落后的
   *[other] 公司和部门有{ $n }个目标落后
}
goal-health-count = { $health ->
    [on-track] 进度正常
    [at-risk] 有风险
    [off-track] 落后
    [early] 刚开始
   *[unknown] 暂无数据
}{ $n }个
goal-strategy = { $n ->
    [0] 公司还没有战略目标
   *[other] { $n }个战略目标
}
goal-contributes = { $owner }{ $far }
goal-contributing = 参与的部门：{ $who }
goal-note-tree = 公司和部门的目标所有人可见；个人目标只显示你能看的
goal-note-team = 只列出你带的人和部门的目标
goal-note-health = 只给目标排序，不给人排序
home-waiting-goal = { $n }个目标等你确认
home-waiting-goal-team = 团队有{ $n }个目标等你确认
home-open-goal = 目标
home-open-goal-team = 团队目标
help-goal-tree = 发“{ $words }”，看公司的目标和它的组成部分，落后的在前
help-goal-team = 发“{ $words }”，看你带的人的目标，等你确认的在前
help-goal-strategy = 发“{ $words }”，看公司目标的进度和参与的部门
help-goal-unaligned = 发“{ $words }”，列出不属于任何上级目标的目标
help-goal-health = 发“{ $words }”，按进度给公司和部门的目标排序

goal-needs = 依赖
goal-late = 卡在这里：{ $owner }“{ $title }”（{ $state }）。先看这里。
goal-late-via = 卡在这里：{ $owner }“{ $title }”（{ $state }），经{ $via }传到这里。先看源头。
goal-dependency = 依赖哪些目标
goal-dependency-form = 这个目标依赖什么？
goal-dependency-intro = “{ $title }”要顺利，另一个目标也得顺利。一旦落后，我会指出问题从哪个目标开始。
goal-field-dependency-on = 另一个目标
goal-field-dependency-way = 依赖它吗
goal-dependency-needs = 依赖
goal-dependency-no-more = 不再依赖
goal-dependency-submit = 保存
goal-needs-circle = 这些目标会互相依赖、绕成一圈：{ $path }
help-goal-dependency = `{ $words }` 加目标编号，写明它依赖哪个目标

goal-moved = “{ $title }”的变化原因
goal-moved-button = 变化原因
goal-moved-since = { $day }以来，进度从{ $before }到{ $after }，{ $change }。
goal-moved-about = { $day }以来，进度从约{ $before }到约{ $after }。
goal-moved-still = { $day }以来，进度一直是约{ $after }。
goal-moved-none = 按现在的组成来看，进度还没有变化。
goal-moved-hidden = 进度涉及的人不足5人，所以不显示变化原因。
goal-moved-from = 进度从{ $before }到{ $after }
goal-moved-new = 之前没有数据，现在{ $after }
goal-moved-gone = 之前{ $before }，现在没有数据
goal-moved-others = 其他部分
goal-moved-coarse = 其余来自个人目标，不单独显示。
goal-moved-corrected = { $day }更正了{ $period }的{ $title }：是{ $after }，不是{ $before }。
goal-moved-part = { $owner }的原因
help-goal-moved = 发“{ $words }”加目标编号，看是什么让进度变化：哪个部分、哪个客户或机器

goal-held-back = { $period }{ $provider }的{ $title }是{ $value }，目标{ $target }，可能拖累了这个目标。
goal-late-work = { $period }{ $provider }的{ $title }是{ $value }，目标{ $target }。
goal-strategy-late = { $owner }依赖{ $provider }：{ $period }{ $title }是{ $value }，目标{ $target }。
