# 第一次联系时的告知、谁收到了，以及导览

notice-headline = 进步会把你自己的工作数据告诉你
notice-what = 数据来自公司接入的文件和系统：你完成了多少、约定的目标是多少、之前是多少。我不读任何聊天内容，也不给任何人排名。
notice-who-manager = 能看到你的数据的是{ $name }和HR，同事看不到。有新数据时，你不会晚于主管知道。
notice-who = 能看到你的数据的是你的主管和HR，同事看不到。有新数据时，你不会晚于主管知道。
notice-how = 对比都是普通的算术，点“为什么”就能看到过程。措辞可能由模型辅助，不会自动对你作出任何决定。
notice-object = 数字不对或有异议，发“异议”；想看存了你的哪些数据，发“隐私”；想再看这段话，发“告知”。
notice-understood = 知道了
notice-seen = 你已经表示看过了。
notice-note = “知道了”只表示看过，不代表同意·版本{ $version }
notices-headline = { $people }人中有{ $seen }人已看过告知
notices-sent = 已发送
notices-seen = 点了“知道了”
notices-left = 还没告知
notices-people = { $n ->
   *[other] { $n }人
}
notices-text = 还没告知的人，会在收到第一条消息之前先收到告知。也可以现在就发给他们。
notices-announce = 现在发给他们
notices-queued = { $n ->
    [0] 所有人都已经收到过了。
   *[other] 正在发给{ $n }人，只在工作时间送达。
}
notices-note = 文件里有每个人收到和确认的时间·HR和管理员可见
tour-headline = 在这里可以做什么
tour-note = 发“导览”可以再看一次
