# 绩效面谈的记录：共享的、私密的、补充说明、变成行动的。
help-meeting-note-write = 发“{ $words }”加要点，记进绩效面谈，对方马上看到；前面加姓名和冒号，说明是谁的
help-meeting-note-write-private = 发“{ $words }”加要记的话，只有你看得到
help-meeting-note-private = 发“{ $words }”，看只有你自己看得到的记录
meeting-note-form = 面谈记录
meeting-note-which = 哪一次面谈？
meeting-note-text = 记什么？
meeting-note-hint = 比如：需要更多客户资源支持
meeting-note-who = 谁能看到？
meeting-note-sight-shared = 我们两个人
meeting-note-sight-private = 只有我
meeting-note-kind = 这是什么？
meeting-note-kind-point = 一条要点
meeting-note-kind-support = 一项支持需求
meeting-note-save = 记下
meeting-note-intro = 共享的记录对方马上看到。私密的记录谁都看不到，HR也不行。
meeting-note-shared = **双方都能看到的记录**
meeting-note-earlier = 更早的{ $n }条在你的数据导出里。
meeting-note-line = { $kind ->
    [support] { $when } · { $name }需要支持：{ $words }
   *[other] { $when } · { $name }：{ $words }
}
meeting-note-beside = » { $when } · { $name }补充：{ $words }
meeting-note-action = { $state ->
    [asked] → 行动：{ $name }，希望{ $day }前，还没有答复
    [declined] → 行动：{ $name }目前做不到
    [over] → 行动：{ $name }，{ $day }前：已结束
   *[other] → 行动：{ $name }，{ $day }前
}
meeting-note-someone = { $side ->
    [employee] 员工
   *[other] 当时的主管
}
meeting-note-told = { $kind ->
    [support] { $cycle }：{ $name }提出支持需求
    [clarification] { $cycle }：{ $name }在你的记录旁作了补充
   *[other] { $cycle }：{ $name }记了一条
}
meeting-note-noted = { $kind ->
    [support] 已记为支持需求
    [clarification] 已补充在旁边
   *[other] 已记下
}
meeting-note-noted-private = 已记下，只有你看得到，HR也看不到。发“我的私密记录”可以看，共{ $n }条。
meeting-note-asks = 要不要变成一项行动，定好谁来做、哪天前做完？
meeting-note-own = { $n ->
    [0] 没有私密记录
   *[other] { $n }条私密记录
}
meeting-note-own-summary = 你的私密记录
meeting-note-own-line = { $when } · 和{ $name }的面谈：{ $words }
meeting-note-own-none = 发“私密记录”加上你要记的话，就只有你看得到。
meeting-note-own-sight = 只有你看得到：对方、HR、管理员、以后接手的主管都看不到。你的数据导出里有，你的数据删除时一起删除。
meeting-note-clarify = 补充说明
meeting-note-about = 针对哪一条？
meeting-note-clarify-text = 要补充什么？
meeting-note-clarify-intro = 原来的记录不变，你的话写在旁边，{ $name }马上看到。
meeting-note-action-title = 变成行动
meeting-note-action-text = 要做什么？
meeting-note-action-owner = 谁来做？
meeting-note-action-due = 哪天前？
meeting-note-action-save = 就这么定
meeting-note-action-intro = { $name }会收到通知，到期前双方都有提醒。
meeting-note-acted-on = 已变成行动
meeting-note-button-write = 记一条
meeting-note-button-more = 再记一条
meeting-note-button-clarify = 补充说明
meeting-note-button-all = 全部记录
meeting-note-button-action = 变成行动
meeting-note-button-private = 我的私密记录
meeting-note-empty = 还什么都没写，写下要记的内容。
meeting-note-gone = 没有这条记录，或者是你自己记的：补充说明写在对方的记录旁边。
meeting-note-acted = 它已经是一项行动了。
meeting-note-closed = 这次面谈已结束，或者还没开始，现在不能记。
meeting-note-nowhere = 你没有要进行的绩效面谈。一对一可以发“约聊”。
privacy-kind-meeting-notes = 你的绩效面谈共享记录
privacy-kind-private-notes = 你的私密记录
