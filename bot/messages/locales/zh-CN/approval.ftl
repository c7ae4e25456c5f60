# 审核：等人点头的话

approval-summary = 有一条消息等你审核
approval-headline = 请审核：{ $name }将会看到
approval-until = { $moment }前有效。你不处理，就不会发出。
approval-until-goes = { $moment }前有效。你不处理，到时原样发出。
approval-evidence = 背后的数据：
approval-approve = 同意
approval-edit = 修改…
approval-hold = 暂缓…
approval-by-rule-text = 由规则用审定过的句子起草
approval-by-model = AI（{ $writer }）根据同样的数据起草
approval-rule = 规则“{ $title }”
approval-edited = 已修改
approval-note = 仅你可见·{ $by }
approval-reviewed = { $by }，由{ $name }审核
approval-approved = 已同意。会在工作时间发出，并注明由你审核。
approval-redrawn = 起草之后数据变了，这条没有发出；新的草稿稍后给你。
approval-nothing-headline = 这条草稿已经没有要说的了
approval-nothing = 背后的数据变了，原来的说法不再成立，没有发出。
approval-rejected = 已驳回，理由已留存，没有发出。
approval-held = 已暂缓到{ $moment }。到时还没处理，就不会发出。
approval-gone = 这条草稿已经不在了。
approval-decided = 这条已经处理过，或者正在重新起草。发“待审”看还有哪些等你审核。
approval-newer = 有更新的草稿，发“待审”可以看到。
approval-changed = 数据刚刚变了，等稳定后会有新的草稿。
approval-fault = 这几项不能放在一起：每个数值只说一次，做得好的和要留意的都要保留，最多三条内容、两个下一步。
approval-reason = 请写明原因，会和决定一起留存。
approval-findings = 说哪些
approval-steps = 下一步
approval-own = 你自己想说的一句
approval-own-hint = 会作为你的话、署你的名字，放在数据下面。
approval-then = 接下来
approval-then-send = 给我看改好的内容
approval-then-reject = 驳回，不发
approval-why = 如果驳回，为什么？
approval-why-hint = 例如：那一周机器在调试。
approval-edit-title = 修改：{ $name }
approval-edit-submit = 继续
approval-edit-intro = 数字来自数据，不能改；说哪些由你选，也可以加上自己的话。
approval-hold-title = 暂缓：{ $name }
approval-hold-days = 暂缓多久？
approval-hold-why = 为什么？
approval-hold-submit = 暂缓
approval-hold-intro = 先放着，到时再问你。
approval-days = { $n ->
   *[other] { $n }个工作日
}
approval-list = { $n ->
    [0] 没有等你审核的草稿
   *[other] { $n }条草稿等你审核
}
approval-list-summary = 等你审核的草稿
approval-list-note = 到期没人处理的不会发出；表扬可以原样发出
approval-kind = { $kind ->
    [praise] 表扬
    [nudge] 一对一建议
    [alert] 预警
   *[standing] 本人数据
}
approval-by = { $moment }前
approval-numbered = { $number } · { $name }
approval-open = 看{ $name }
approval-open-numbered = 看第{ $number }条 · { $name }
approval-lapsed = 没有发出：给{ $name }的消息没人审核
approval-lapsed-summary = 有一条消息因没人审核没有发出
approval-lapsed-asked = { $moment }请{ $name }审核，到期没有回复。
approval-lapsed-nobody = 从{ $moment }起没有人可以审核：没有主管、代理人，也没有HR。
approval-lapsed-step = 方便的话，请了解一下卡在哪里。
approval-lapsed-note = 仅HR收到·负面内容不会自动发出
