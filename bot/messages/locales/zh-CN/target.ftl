# 目标：在聊天里约定

target-over = 这个周期已经结束。它的目标只能更正，要由HR两个人一起做。
target-period = “{ $said }”看不出是哪个周期。例如：十一月、下个月、2027年一季度。
target-grain = 这个指标按{ $grain ->
    [day] 日
    [week] 周
    [month] 月
    [quarter] 季度
   *[year] 年
}计，请写一个这样的周期。
target-range = 合理的范围是{ $low }到{ $high }。
target-stale = 从问你到现在，涉及的人变了。请再看一遍；什么都没有保存。

target-form = 定一个目标
target-form-intro = 可以是一个人、一个团队，或者某个岗位的所有人。保存之前先给你看。
target-form-submit = 看一下
target-field-who = 给谁
target-field-metric = 指标
target-field-period = 周期
target-field-value = 目标
target-hint-who = 姓名、团队，或者岗位，例如{ $role }。
target-hint-metric = 名称或键。
target-hint-period = 例如下个月、十一月、2027年一季度。
target-hint-value = 可以带单位：50、35%、1.2万。

target-headline = { $who }，{ $title }，{ $period }：{ $value }
target-role = 岗位{ $role }的{ $n }人
target-text = 还没有保存。确认后会重新计算完成率和后面的结果；原来的目标作为旧版本留着。
target-hidden = 管理员看不到现在的目标。
target-column-name = 姓名
target-column-before = 现在
target-column-after = 新的
target-more = 还有{ $n }人没有列出。
target-button-set = 确认
target-button-edit = 修改…
target-summary = 有一个目标等你确认
target-done = 已保存，涉及{ $n }人。完成率已重新计算。
target-same = 目标本来就是这样，没有要保存的。
target-note = 记为在聊天里定的，注明是你
target-own = 自己的目标不能自己定，请由其他管理员或HR来设。这次请求已留下记录。
