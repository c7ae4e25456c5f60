# 异议：有人说关于自己的一个数字不对

dispute-title = 说说哪里不对
dispute-about = 关于{ $value }。
dispute-who =
    { $n ->
        [1] { $names }会看到并核对。
       *[other] { $names }会看到，由其中一位核对。
    }有结论之前，你随时可以撤回。
dispute-value = 哪个数字
dispute-choice = { $period }{ $title }：{ $value }
dispute-rows = 哪些行
dispute-row = { $value }·{ $source }
dispute-claim = 哪里不对
dispute-claim-hint = 发生了什么，在哪里能查到：批次、订单或日期。
dispute-wanted = 应该是多少（知道的话）
dispute-submit = 提出异议
dispute-summary = 异议{ $number }号
dispute-headline-own = 异议{ $number }号：你的{ $period }{ $title }
dispute-headline = 异议{ $number }号：{ $name }认为{ $period }{ $title }不对
dispute-stored = 现在记录
dispute-should = 应该是（本人提出）
dispute-now = 现在采用
dispute-open-own =
    { $n ->
        [1] 已交给{ $names }，会在{ $day }前答复。
       *[other] 已交给{ $names }，其中一位会在{ $day }前答复。
    }在那之前，这个数字会标明“有异议”。你不用再做什么。
dispute-open-own-later =
    { $n ->
        [1] { $names }{ $when }收到，会在{ $day }前答复。
       *[other] { $names }会收到，最早的{ $when }就到，其中一位会在{ $day }前答复。
    }在那之前，这个数字会标明“有异议”。你不用再做什么。
dispute-open = 还没有人处理。请对照数据源核对，{ $day }前答复。
dispute-checking-yours = 由你处理，{ $day }前。请对照数据源核对，再给出结论。
dispute-checking = { $name }正在核对，{ $day }前答复。
dispute-accepted = { $name }确认数字有误。更正{ $number }号等另一位HR同事批准，批准后会重新计算。
dispute-rejected-own = 数字不变，理由见下。如果仍不认同，可以找{ $name }聊聊，或补上那里没有的材料再提一次。
dispute-rejected = 数字不变，{ $name }已说明理由。
dispute-closed = 数字确实有误。更正{ $number }号已生效，收到过旧数字的人都会收到新的。
dispute-withdrawn = 已撤回，什么都没有变。
dispute-step = { $at }·{ $step }·{ $name }
dispute-step-open = 提出
dispute-step-checking = 核对中
dispute-step-accepted = 确认有误
dispute-step-rejected = 确认无误
dispute-step-closed = 已更正
dispute-step-withdrawn = 已撤回
dispute-withdraw = 撤回
dispute-take = 我来核对
dispute-correct = 更正…
dispute-stand = 数字不变…
dispute-note = 本人、其主管和HR可见·发“异议{ $number }”可以再看
dispute-correct-title = 更正异议{ $number }号的数字
dispute-correct-how = 提交后是一份申请，由另一位HR同事批准后才生效。
dispute-stand-title = 异议{ $number }号：为什么数字不变
dispute-stand-intro = { $name }会看到原话。
dispute-stand-reason = 为什么不变
dispute-stand-hint = 和什么核对过，看到了什么。
dispute-stand-submit = 发出答复
dispute-list = 异议记录
dispute-none = 没有异议。
dispute-none-step = 数字不对时，发“异议”就能提出。
dispute-item = { $period }{ $title }
dispute-list-how = 发“异议{ $number }”看其中一件。
dispute-column-number = 编号
dispute-column-who = 谁
dispute-column-what = 关于
dispute-column-state = 状态
dispute-column-due = 截止
dispute-state-open = 待处理
dispute-state-checking = 核对中
dispute-state-accepted = 更正中
dispute-state-rejected = 数字不变
dispute-state-closed = 已更正
dispute-state-withdrawn = 已撤回
dispute-gone = 没有这个编号的异议。
dispute-runs = 这个数字已经有一件异议：{ $number }号。发“异议{ $number }”可以看到。
dispute-nobody = 现在还没有人能核对：名单里没有你的主管，也没有人担任HR。请找管理员指定。
dispute-nothing = 还没有可以提出异议的数字。
dispute-taken = { $name }已经在核对，一件异议只由一个人处理。过了截止日，你可以接手。
dispute-settled = { $state ->
    [accepted] 这件异议已确认有误，正在更正。
    [rejected] 这件异议已有结论：数字不变。
    [closed] 这件异议已有结论：数字已更正。
   *[withdrawn] 这件异议已撤回。
}
