# 变动原因：一个数字的变化来自哪些记录

driver-summary = 数字变动背后的记录
driver-down = 比{ $period }少{ $much }
driver-up = 比{ $period }多{ $much }
driver-down-rate = 比{ $period }低{ $much }
driver-up-rate = 比{ $period }高{ $much }
driver-alone = { $change }。
driver-most = { $change }，主要来自{ $members }。
driver-part = { $change }，其中{ $members }。
driver-more = { $change }：{ $members }，其余合计{ $rest }。
driver-cases = { $change }，{ $whole }个里{ $part }个来自{ $members }。
driver-most-brief = 变化主要来自{ $members }。
driver-part-brief = 变化里{ $members }。
driver-more-brief = 变化来自{ $members }，其余合计{ $rest }。
driver-cases-brief = { $whole }个里{ $part }个来自{ $members }。
driver-by = { $change }：{ $parts }。
driver-by-brief = { $parts }。
driver-by-volume = { $records }{ $before }→{ $after }条
driver-by-volume-held = { $records }基本持平（{ $after }条）
driver-by-price = 均值{ $before }→{ $after }
driver-by-price-held = 均值持平（{ $after }）
driver-records = 记录
driver-clause = 较{ $period }{ $said }
driver-clause-most = 较{ $period }变化主要来自{ $members }
driver-clause-part = 较{ $period }变化部分来自{ $members }
driver-bars = { $title }{ $change }：{ $parts }。
driver-member = { $member } { $effect }
driver-labelled = { $dimension } { $text }
driver-mixed = { $member }：自身变化带来{ $rate }，占比变化带来{ $mix }。
driver-only-mixed = { $member }只在其中一期出现，影响全部来自占比变化。
driver-factors = 按数量和均值拆开看：{ $parts }。
driver-volume = 记录{ $before }条→{ $after }条（{ $effect }）
driver-price = 均值{ $before }→{ $after }（{ $effect }）
driver-moved = 结构变化（{ $effect }）
driver-others = 其余{ $n ->
   *[other] { $n }
}项
driver-rest = 其余
driver-had = { $period }{ $value }
driver-none = 无
driver-open = { $member }：{ $n ->
   *[other] { $n }
}条记录
driver-page-headline = 你的{ $period }{ $title }：{ $member }
driver-page-headline-other = { $name }的{ $period }{ $title }：{ $member }
driver-side = { $n ->
    [0] { $period }没有记录。
   *[other] { $period }{ $n }条记录，{ $value }。
}
driver-makes = 合起来影响{ $effect }，整体变化{ $change }。
driver-gone = 记录后来变过，这一项已不再是变动原因。发“为什么”看现在的原因。
driver-of = { $title }：{ $said }
