# 计算方式：指标的值怎么由记录得出，以及哪里读不懂

formula-sum = { $of }之和
formula-count = 记录条数
formula-distinct = 不同{ $of }的个数
formula-mean = { $of }的平均
formula-median = { $of }的中位数
formula-min = { $of }的最小值
formula-max = { $of }的最大值
formula-last = 最新的{ $of }
formula-difference = （{ $of }减{ $minus }）
formula-chosen = { $where }的记录里，{ $part }
formula-ratio = （{ $part }）除以（{ $over }）
formula-share = { $where }的记录占比
formula-whole = “{ $stream }”的记录，{ $part }
formula-whole-chosen = “{ $stream }”里{ $where }的记录，{ $part }
formula-is = { $dimension }为{ $value }
formula-is-not = { $dimension }不为{ $value }
formula-among = { $dimension }为{ $values }之一
formula-not-among = { $dimension }不在{ $values }之中
formula-is-empty = { $dimension }没有填
formula-is-filled = 填了{ $dimension }
formula-and = { $first }、{ $second }
formula-nothing = 空
formula-finished = 现成的数

formula-place = { $left ->
    [0] 在末尾
   *[other] 在第{ $place }个字符，“{ $found }”之前
}：
formula-calculation = { formula-place }这里要写一种算法：{ $known }。计算方式的写法像 sum(amount) from orders where stage = won。
formula-bracket = { formula-place }这里要有“{ $bracket }”。
formula-measure = { formula-place }这里要写用来计算的列名。带空格或符号的名称加双引号。
formula-from = { formula-place }这里要写from和记录所在的数据流，或者写“/”和除数。
formula-stream = { formula-place }这里要写数据流的代码或名称。带空格或符号的名称加双引号。
formula-dimension = { formula-place }这里要写用来挑选记录的列名。带空格或符号的名称加双引号。
formula-condition = { formula-place }这里要写=、!=、in (…)、not in (…)、is empty或is filled。
formula-value = { formula-place }这里要写一个值。带空格或符号的值，以及from这样的词，加双引号。
formula-quote = { formula-place }这个引号没有配对。
formula-character = { formula-place }这个字符只能写在双引号里。
formula-end = { formula-place }计算方式到这里应当结束，或者用where、and接着写。

formula-feeds = { $metric }由“{ $stream }”的记录算出，不能再收现成的数。请改传记录，或者去掉这个指标的计算方式。
formula-feeds-from = 从{ $day }起，{ $metric }由“{ $stream }”的记录算出，请改传记录。更早的周期仍收现成的数。
formula-finished-stands = { $metric }到{ $last }为止有现成的数，一个值只能有一个来源。请让记录从之后的日子算起：records_from = { $first }；或者先撤销那几次导入。
formula-streams-alike = 有几个数据流都叫“{ $title }”，请写明是哪一个的代码：{ $keys }。
formula-no-column = “{ $stream }”的记录里没有可以写在这里的“{ $name }”。有的是：{ $known }。
