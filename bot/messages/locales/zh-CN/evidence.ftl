# 依据：一条消息背后有什么

evidence-summary = 这条消息的依据
evidence-headline = { $n ->
    [1] 这条消息里的数字怎么来的
   *[other] 这条消息里的{ $n }个数字怎么来的
}
evidence-share = { $value } ÷ { $target } = 完成率{ $share }
evidence-share-lower = 目标{ $target } ÷ 实际{ $value } = 完成率{ $share }（这个指标越低越好）
evidence-share-start = （{ $start } − { $value }）÷（{ $start } − { $target }）= 完成{ $share }
evidence-missing = { $change }即达到
evidence-more = 再多{ $much }
evidence-less = 再少{ $much }
evidence-more-cases = { $of }个样本里多{ $n }个
evidence-less-cases = { $of }个样本里少{ $n }个
evidence-change = { $change }，这条规则就不会触发。
evidence-disputed = 有异议，第{ $number }号
evidence-remark = { $name }补充，数据里没有
evidence-corrected = 更正{ $number }号，已由第二人批准
evidence-data = 原始数据
evidence-dispute = 这里不对
evidence-add = 补充说明
evidence-headline-value = 这个数字怎么来的
evidence-summary-value = 一个数字的依据
evidence-readers-none = 还没有人收到过关于它的消息。
evidence-none = 还没有可以解释的消息。发“数据”可以看到存了什么。
evidence-previous = 上期{ $value }
evidence-peers = 同岗中位数{ $median }（其他{ $n }人）
evidence-rule = 规则：{ $title }（`{ $condition }`，第{ $version }版）
evidence-no-rule = 没有规则触发：你的新数据到了，其中有值得说的，就会发给你。
evidence-no-rule-other = 没有规则触发。
evidence-corrects = 之前告诉过你的数字变了，所以发这条更正，与规则无关。
evidence-told = 消息里是{ $value }（数据截至{ $day }）
evidence-by-rule-text = 句子由固定规则从已批准的句子里选出，没有使用模型。
evidence-by-model = 语言模型（{ $writer }）只从已批准的句子里挑选和排序，没有写任何字句和数字。
evidence-column-what = 项目
evidence-column-value = 数值
evidence-column-source = 文件与行
evidence-column-arrived = 到达时间
evidence-column-state = 状态
evidence-current = 当前采用
evidence-earlier = 第{ $version }版，已被替换
evidence-row = { $file }，第{ $row }行
evidence-members = 由成员的数值汇总
evidence-records = 由记录算出
evidence-made-of-records = 由{ $n ->
   *[other] { $n }
}条记录算出
evidence-made-of = 由{ $n ->
   *[other] { $n }
}名成员的数据汇总
evidence-readers = 收到过的人：{ $names }。
evidence-readers-waiting = 正要发给：{ $names }。
evidence-reader-you = 你
evidence-object = 哪一行不对？点“这里不对”，主管和HR会核对。更正后会重新计算，收到过的人都会收到更正。
evidence-object-other = 任何一行更正后，都会重新计算，收到过的人都会收到更正。
evidence-gone = 这条消息已不再保存，无法显示它的出处。
evidence-denied = 这条消息的依据只给本人、其主管和HR看。
feedback-gone = 这条消息已不再保存。
feedback-denied = 只有收到这条消息的人可以评价它。
person-gone = 人员名单里已没有这个人。
