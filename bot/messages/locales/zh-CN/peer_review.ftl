# 同事评价（360）。
peer-review-none = 这个考核周期不请同事评价。
peer-review-no-key = 用360要先有密钥，同事的回答会加密保存。现在没有设置，请管理员设置JINBU_AUDIT_KEY，或者不用360。
peer-review-settled = 请谁评价已经定了，也已经通知他们了。
peer-review-late = 提名同事的日子已经过了。
peer-review-nobody = 现在没有提名，再看一眼。
peer-review-self = 不能是本人，也不能是团队，请写同事的名字。
peer-review-leader = { $name }会单独写主管评价，请提名别人。
peer-review-count = 现在是{ $n }人，请提名{ $least }到{ $most }人。
peer-review-over = 这一项已经完成：你答过或谢绝过，或者时间已过。
peer-review-day = { $day }（{ $weekday }）
peer-review-title = { $side ->
    [employee] { $cycle }：同事对你的评价
   *[other] { $cycle }：同事对{ $name }的评价
}
peer-review-news-name = { $cycle }：谁了解你的工作？请提名{ $least }到{ $most }位同事
peer-review-news-last = { $cycle }：今天是提名同事的日子
peer-review-news-agree = { $cycle }：{ $name }想听听{ $n }位同事的意见
peer-review-news-refused = { $cycle }：{ $leader }请你换人提名
peer-review-news-shown = { $side ->
    [employee] { $cycle }：同事对你的评价可以看了
   *[other] { $cycle }：同事对{ $name }的评价可以看了
}
peer-review-news-too-few = { $side ->
    [employee] { $cycle }：同事对你的评价
   *[other] { $cycle }：同事对{ $name }的评价
}
peer-review-state-ahead = { $opens }开始。
peer-review-state-naming = { $side ->
    [employee] 请在{ $by }前提名。{ $leader }会在{ $settled }前同意或换人，到时没有回复，就按你提名的来。
   *[other] { $name }会在{ $by }前提名。{ $settled }前你也可以直接提名。
}
peer-review-state-agreeing = { $side ->
    [employee] { $leader }会在{ $settled }前同意或换人，到时没有回复，就请这几位。
   *[other] 请在{ $settled }前同意或换人，到时没有回复，就请这几位。
}
peer-review-state-asking = 他们可以答到{ $until }。之后，只要至少三个人答了，就一起公开。在那之前，没有人知道谁答了、几个人答了。
peer-review-state-shown = 至少三个人答了，不到三个人答的问题不显示。每个问题下的回答按字序排列，看不出是谁写的，也看不出哪几条是同一个人写的。
peer-review-state-too-few = 回答的人不到三个，所以现在和以后都不显示。内容已删除，也不计入得分。
peer-review-state-nobody = 没有人及时提名，所以不请同事评价，也不计入得分。
peer-review-named = 提名：{ $names }。
peer-review-rating = { $label } 平均**{ $mean }分**（满分{ $most }分），接近“{ $words }”。
peer-review-sight = 同事写的内容只有你和{ $name }能看到。
peer-review-button-name = 提名同事
peer-review-button-rename = 换人
peer-review-button-read = 查看
peer-review-button-agree = 同意
peer-review-button-refuse = 请对方换人
peer-review-naming = 请哪些同事评价
peer-review-naming-send = 保存
peer-review-naming-intro = { $side ->
    [employee] 这段时间和你一起工作过的{ $least }到{ $most }个人。{ $leader }可以换人。
   *[other] 这段时间和{ $name }一起工作过的{ $least }到{ $most }个人。保存后马上通知他们。
}
peer-review-team = 团队里的
peer-review-others = 其他人的姓名
peer-review-names = 同事的姓名
peer-review-others-hint = 用逗号隔开
peer-review-refusing = 请对方换人
peer-review-refusing-send = 发送
peer-review-refusing-intro = { $name }马上会看到，可以重新提名。
peer-review-reason = 还缺谁的意见？为什么？
peer-review-asked = { $cycle }：{ $name }想听听你对合作的看法
peer-review-asked-until = { $n }个小问题，{ $day }前。
peer-review-promise = 截止之后，只要至少{ $least }个人答了，{ $name }和{ $leader }会一起看到所有回答。系统里存的内容看不出哪句话是谁写的，也看不出谁答了。
peer-review-their-leader = 对方的主管
peer-review-asked-note = 不想答就谢绝，不会告诉任何人。发“待我评价”看还有谁。
peer-review-button-answer = 回答
peer-review-button-decline = 这次不了
peer-review-button-open = 还有哪些？
peer-review-soon = { $cycle }：评价同事明天截止
peer-review-soon-text = 已经交了就不用管。每个受邀的人都会收到这一条，这样谁也看不出谁答了。
peer-review-open = 这些同事想听你的看法
peer-review-open-none = 没有人在等你的看法
peer-review-open-line = **{ $name }** · { $cycle }，{ $day }前
peer-review-form = 和{ $name }合作得怎么样
peer-review-form-intro = 交了之后，谁也查不出哪一份是你写的，你自己也查不到，所以不能修改或撤回。写的时候注意别让人认出是你。
peer-review-answered = 已提交。{ $day }之后，会和其他人的回答一起公开。
peer-review-declined = 已谢绝，不会告诉任何人。
