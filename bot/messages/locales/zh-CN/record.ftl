# 记录：来自数据源的单条事实，数值由它们汇总而成

record-most-measures = { $stream } 会有 { $n } 个数值列（{ $names }），每条记录最多 { $most } 个。请在映射里去掉没有指标用到的列。
record-most-dimensions = { $stream } 会有 { $n } 个维度（{ $names }），每条记录最多 { $most } 个。请在映射里去掉没人会问的列。
record-text-long = 有文字超过 { $most } 个字符。请在数据源里缩短，或在映射里去掉这一列。
record-summary = 一个数字背后的记录
record-made-of = { $n ->
    [0] 算出它的记录已经一条不剩。
   *[other] 由{ $n }条记录算出。
}
record-made-of-people = 由{ $people }人的{ $n ->
   *[other] { $n }
}条记录算出。
record-hidden = 其中{ $n ->
   *[other] { $n }
}条属于你不能查看明细的人，只计入合计，不列出。
record-hidden-all = 这些人的明细你不能查看，这里只显示合计。
record-order = “{ $of }”多的排在前面。
record-closed = 这里不列出明细：和整体数字放在一起，会透露你不能查看的人的数据。
record-aged = 那段时间的记录已到保存期限并删除，数字保留。
record-aged-value = 剩下的记录算不出系统里的{ $stored }。
record-sum = 合计{ $value }。
record-sum-count = 每条计1次，共{ $value }。
record-sum-distinct = 每个“{ $of }”只计1次，共{ $value }。
record-sum-mean = 合计{ $sum }，除以{ $n }，得{ $value }。
record-sum-ratio = { $numerator } ÷ { $denominator } = { $value }。
record-sum-last = 最新一条是{ $value }。
record-sum-median = { $n }个数值里，一半低于{ $value }，一半高于它。
record-sum-median-listed = 从小到大：{ $values }。居中的是{ $value }。
record-sum-min = { $n }个数值里最小的是{ $value }。
record-sum-min-listed = 从小到大：{ $values }。最小的是{ $value }。
record-sum-max = { $n }个数值里最大的是{ $value }。
record-sum-max-listed = 从小到大：{ $values }。最大的是{ $value }。
record-sum-people = 按人相加，合计{ $value }。
record-sum-people-mean = { $people }人平均{ $value }。
record-sum-none = 这些记录算不出数值：要算的内容都缺，或者除数是零。
record-sum-nothing = 那段时间的记录里没有一条要计入，所以是0。
record-holds = 与系统里的数值一致。
record-differs = 系统里的数值是{ $stored }，这些记录算不出它。请告诉管理员。
record-open = { $title }的{ $n ->
   *[other] { $n }
}条记录
record-open-of = { $name }：{ $n ->
   *[other] { $n }
}条记录
record-next = 看后{ $n }条
record-all = 全部导出
record-page-headline = 你的{ $period }{ $title }由这些记录算出
record-page-headline-other = { $name }的{ $period }{ $title }由这些记录算出
record-file-headline = 你的{ $period }{ $title }：全部记录
record-file-headline-other = { $name }的{ $period }{ $title }：全部记录
record-page = 第{ $first }到{ $last }条，共{ $n }条：
record-source = { $source }（第{ $version }版）
record-file = 记录.csv
record-file-sum = 合计
record-denied = 这些明细只给本人、其主管和HR看。
record-none = 这个数字背后的记录已经一条不剩。
record-cleaned = 其中{ $n }行有内容被清洗过，最后一列写着原来的内容。
record-cleaned-cell = { $column }：“{ $original }”改成“{ $value }”（{ $rules }）
record-gone = 这个数字不是由记录算出的。发“数据”可以看到存了什么。
record-history = 记录的全部版本，共{ $n }个：
record-history-more = 记录的全部版本共{ $all }个，这里是最新的{ $n }个，其余在文件里：
record-history-file = 记录版本.csv
record-state-current = 当前采用
record-state-replaced = 第{ $version }版，已被替换
record-state-withdrawn = 已撤回
record-column-day = 日期
record-column-at = 时间
record-column-person = 谁
record-column-id = 编号
record-column-stream = 类别
record-column-source = 文件与行
record-column-state = 状态
record-column-counts = 计入
record-column-numerator = 计入分子
record-column-denominator = 计入分母
record-column-origin = 来源
record-column-file = 文件
record-column-row = 行
record-column-arrived = 到达时间
record-column-version = 版本
record-column-cleaned = 清洗
record-column-right = 应该是（本人提出）
record-column-before = 原来
record-column-after = 应为
record-formula = 算法：{ $formula }。
record-in-file = 共{ $n ->
   *[other] { $n }
}条记录，每条都写明来自哪里、计入多少。
record-changed = 其中有一条后来变过，或已不再计入。请重新打开列表，勾选你要说的那几条。
record-too-many = 一次最多{ $most }条；很多条都一样的问题，用文字说明更清楚。
record-which = 哪里不对
record-which-rows = 这{ $n }条记录里有几条不对
record-which-missing = 少了一条记录
record-which-number = 记录都对，数字本身不对
record-which-words = 这几条记录里有什么字
record-which-hint = 日期、单号、客户都行。留空就从头翻看全部记录。
record-which-none = 没有一条记录带这几个字，换个说法再试。
record-pick-rows = 第{ $first }到{ $last }条，共{ $n }条
record-pick-else = 另外
record-pick-missing = 少了一条记录
record-pick-more = 这里是前{ $n }条，其余请用文字说明。
record-pick-submit = 下一步
record-claim-right = 应该是什么：{ $row }
record-claim-right-hint = 正确的数、日期或客户，或者说明这条不是你的。
record-claim-of = { $name }的说法
record-missing-day = 少的那条：哪一天
record-missing-amount = 少的那条：{ $measure }
record-missing-text = 少的那条：是什么
record-missing-text-hint = 订单号、客户或批次，能查到它就行。
record-missing-what = 少的那条，请至少写明日期、数量或是什么。
record-claimed-hidden = 涉及{ $n ->
   *[other] { $n }
}条记录，你不能查看。
record-claimed-wrong = 认为不对
record-claimed-gone = 已不再计入
record-claimed-missing = 认为少了：{ $what }
