# 先放着、等人决定的值

held-headline = 有{ $n }个值先放着，等你决定
held-summary = 等待决定的值
held-none = 没有等待决定的值
held-accepted = { $person } 的{ $metric } { $value } 从现在起算数
held-discarded = { $person } 的{ $metric } { $value } 不再采用
held-corrected = { $person } 的{ $metric } { $value } 已换成正确的值
held-left = 还有{ $n }个：
held-more = 另有{ $n }个，决定之后发“隔离”接着看。
held-note = 有人决定之前，不会用到它，也不会通知任何人。先决定的算数，并记入审计
held-value = 数值
held-usual = 通常在{ $low }到{ $high }之间（另外{ $n }个值）
held-about = 关于
held-person = { $person }，{ $metric }，{ $period }
held-record-person = { $person }，{ $stream } { $id }，{ $day }
held-record-of = { $name } { $value }
held-record-rest = 其余内容：{ $rest }。
held-from = 来自
held-row = { $file }，第{ $row }行
held-row-only = 第{ $row }行
held-about-number = { $n } · 关于
held-sure-accept = 采用{ $person }的{ $metric } { $value }？
held-sure-accept-text = 采用后马上算数：进入数据、对比和消息，本人也会看到。
held-sure-discard = 放弃{ $person }的{ $metric } { $value }？
held-sure-discard-text = 以后都不用它，同一份文件再来也一样。要填正确的值，请选“改正…”。
held-button-open = 处理第{ $n }个
held-button-sure-accept = 采用
held-button-sure-discard = 放弃
held-button-back = 返回
held-button-list = 看全部
held-button-accept = 采用
held-button-correct = 改正…
held-button-discard = 放弃
held-form = { $person } 的正确数值
held-form-intro = { $metric }应该是多少？请先核对来源：本人会看到这个数字。
held-form-save = 存下
held-form-record = { $person } 的正确记录
held-form-record-intro = { $stream }的记录 { $id } 应该是什么？请先核对来源：本人会看到由它算出的数字。
held-right = 正确的值
held-right-hint = 代替 { $value }
held-reason = 依据
held-reason-hint = 例如：11月3日核对订单系统，小数点错位
held-decided = { $state ->
    [accepted] 已经有人决定了：采用。
    [discarded] 已经有人决定了：放弃，或已改正。
   *[other] 已有更新的值，不用再决定。
}
held-looks-slip = 像是小数点错位。
held-looks-sign = 像是正负号写反。
held-looks-far = 和其他值都差得太远。
held-asked = { $person } 的{ $metric } { $value } 不再采用；正确的值等另一位人力资源同事批准后算数
held-own = 这个值是你自己的，要由其他管理员或HR来决定。这次请求已留下记录。
