# 同事之间的反馈

kudos-title = 给同事写反馈
kudos-title-to = 给{ $name }写反馈
kudos-intro = 会署你的名字，只发给你在下面选的人。不打分，不计数，不排名。
kudos-to = 写给谁？
kudos-to-hint = 姓名或工号
kudos-about = 说的是哪件事？
kudos-about-hint = 一个项目、指标或交付，一行就够
kudos-text = 当时做了什么，后来怎么样？
kudos-text-hint = 例如：周二你写下了回滚步骤，周四10分钟就恢复了
kudos-visibility = 谁可以看？
kudos-visibility-person = 只有本人
kudos-visibility-manager = 本人和本人的主管
kudos-send = 发送
kudos-sent = { $name }{ $when }收到，其他人看不到。
kudos-sent-manager = { $name }{ $when }收到，主管在本人之后收到。
kudos-summary = 有同事写到了你的工作
kudos-headline = { $name }写给你：{ $about }
kudos-note = 只有你和{ $name }能看到·不打分，不计数
kudos-note-manager = 你、{ $name }和{ $manager }能看到·不打分，不计数
kudos-agree = 同意
kudos-disagree = 我的看法不同
kudos-comment = 补充一句
kudos-copy-summary = 有同事写到了你团队的工作
kudos-copy-headline = { $giver }写给{ $receiver }：{ $about }
kudos-copy-note = { $giver }选了你也可以看·{ $receiver }知道，并且先收到

kudos-ask-title = 请同事给反馈
kudos-ask-title-to = 请{ $name }给反馈
kudos-ask-intro = 对方可以写，也可以选“这次不写”。三天后提醒一次，以后不再打扰。
kudos-topic = 想听哪件事？
kudos-topic-hint = 一件事，也可以带一个问题：项目B的交接讲清楚了吗？
kudos-ask-send = 去问
kudos-asked = { $name }{ $when }收到你的问题，有了回答我告诉你。
kudos-request-summary = 有同事想听听你的看法
kudos-request = { $name }想请你给反馈：{ $topic }
kudos-request-again = 还没有回答：{ $name }想请你给反馈：{ $topic }
kudos-request-text = 两句话就够：你看到了什么，后来怎么样。
kudos-request-note = 发送前由你选谁可以看·选“这次不写”不会通知{ $name }
kudos-write = 写反馈
kudos-not-now = 这次不写
kudos-declined = 这次不写，不再提醒。

kudos-answer-text = 想说什么？
kudos-answer-hint = 你记得的经过：发生了什么，什么时候，谁在场
kudos-answer-intro = 你的回答只发给{ $name }。
kudos-answer-summary = 你写的有了回答
kudos-answer =
    { $stance ->
        [agree] { $name }同意你写的：{ $about }
        [disagree] { $name }有不同看法：{ $about }
       *[comment] { $name }补充了一句：{ $about }
    }
kudos-answer-evaluation =
    { $stance ->
        [agree] { $name }同意这次评价
        [disagree] { $name }对这次评价有不同看法
       *[comment] { $name }对这次评价补充了一句
    }
kudos-answer-note = 只有你和{ $name }能看到
kudos-answered-to = 已把你的回答发给{ $name }。
kudos-answered = 这条你已经回答过了。
kudos-closed = 这个问题已经结束了。
kudos-asked-already = { $name }还没有回答你上一个问题，一次只问一件事。
kudos-self = 反馈是写给同事的，请换一个人。
kudos-gone = 这条已经不在了。
kudos-nobody = 没有登记你的主管，暂时没有人可以收到这个回答。
