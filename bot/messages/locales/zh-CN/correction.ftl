# 更正：一个人申请、另一个人批准的新数值

correction-title = 更正一个数字
correction-stands = { $name }{ $period }{ $title }：现在记录为{ $value }（{ $source }）。
correction-how = 要由另一位HR同事批准后才生效，旧值会保留。
correction-counted = { $value }（{ $counts }）
correction-value = 应该是多少
correction-numerator = 正确的分子
correction-denominator = 正确的分母
correction-reason = 理由
correction-reason-hint = 源数据哪里不对，在哪里可以核对。
correction-submit = 申请更正
correction-request-summary = 有一份更正申请等你决定
correction-request-headline = 这份更正可以生效吗？{ $name }{ $period }{ $title }
correction-asked-by = { $name }提出（更正{ $number }号）。
correction-from-case = 来自异议{ $number }号。
correction-old = 现在记录
correction-held = 先放着的
correction-new = 更正为
correction-approve = 批准
correction-reject = 不批准…
correction-note = 申请人和当事人不能批准自己的申请·旧值会保留
correction-reject-title = 不批准更正{ $number }号
correction-reject-reason = 为什么不能生效
correction-reject-submit = 不批准
correction-asked-headline = 已申请：{ $name }{ $period }{ $title }
correction-asked-text = 更正{ $number }号等另一位HR同事决定，结果会告诉你。现在什么都没有变。
correction-summary-asked = 你的更正申请等第二个人决定
correction-summary-decided = 你的更正申请有了结果
correction-approved-headline = 已更正：{ $name }{ $period }{ $title }
correction-approved-text = { $name }已批准。正在重新计算，收到过旧数字的人都会收到新的。
correction-rejected-headline = 没有更正：{ $name }{ $period }{ $title }
correction-rejected-text = { $name }没有批准，记录的数值不变。补上缺的材料可以再申请。
correction-done = 已批准，从现在起生效。
correction-refused = 没有批准，记录的数值不变。
correction-which = 请写明是谁的哪个数字，例如：{ $example }。
correction-which-example = 更正张敏次品率九月
correction-gone = 没有这个编号的更正。
correction-own = 这份更正是你申请的，要由别人决定。这次请求已留下记录。
correction-decided = { $state ->
    [approved] 已经有人批准了这份更正。
   *[rejected] 已经有人没有批准这份更正。
}
correction-overtaken = 申请以后，记录的数值变过了。请按现在的数值重新申请。
correction-waits = 这个数字已经有一份更正在等批准。
correction-nobody = 没有人能批准：需要第二个HR。请找管理员指定。
correction-same = 现在记录的就是这个数值。
correction-impossible = 这个指标不可能是这个数值。
correction-no-share = 这里要大于零。
correction-approval = HR于{ $day }更正，并由第二人批准（更正{ $number }号）。按旧数字写的内容不再成立，收到过的人都会收到这条更正。
correction-case = 异议{ $number }号到此结束。
correction-before = 更正前
correction-after = 更正后
correction-none = 没有等你批准的更正。
