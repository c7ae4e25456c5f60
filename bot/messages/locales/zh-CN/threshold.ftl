# 目标或规则的界限定得对不对
threshold-summary = 有一个目标或规则需要你确认
threshold-units = 所有团队
threshold-far = { $group }{ $period }{ $metric }：{ $of }人中有{ $flagged }人离目标很远，目标定得合适吗？
threshold-far-many = { $group }{ $period }{ $metric }：半数以上的人离目标很远，目标定得合适吗？
threshold-below = { $group }{ $period }{ $metric }：{ $of }人中有{ $flagged }人{ $fact ->
    [attainment] 完成率低于{ $limit }，目标定得合适吗？
   *[value] 低于{ $limit }，界限定得合适吗？
}
threshold-below-many = { $group }{ $period }{ $metric }：三分之一以上的人{ $fact ->
    [attainment] 完成率低于{ $limit }，目标定得合适吗？
   *[value] 低于{ $limit }，界限定得合适吗？
}
threshold-above = { $group }{ $period }{ $metric }：{ $of }人中有{ $flagged }人{ $fact ->
    [attainment] 完成率高于{ $limit }，目标定得合适吗？
   *[value] 高于{ $limit }，界限定得合适吗？
}
threshold-above-many = { $group }{ $period }{ $metric }：三分之一以上的人{ $fact ->
    [attainment] 完成率高于{ $limit }，目标定得合适吗？
   *[value] 高于{ $limit }，界限定得合适吗？
}
threshold-fits = { $group }{ $period }{ $metric }：“{ $rule }”涉及{ $of }人中的{ $flagged }人，{ $about ->
    [target] 目标
   *[limit] 规则
}定得合适吗？
threshold-fits-many = { $group }{ $period }{ $metric }：“{ $rule }”涉及三分之一以上的人，{ $about ->
    [target] 目标
   *[limit] 规则
}定得合适吗？
threshold-text-target = 这么多人同时偏离，先要看的是目标。在你决定之前，不会就此单独提醒任何人。目标没问题就选“保持不变”：提醒照发，三个月内不再问你。
threshold-text-rule = 一条规则同时对上这么多人，就说明不了谁的问题。在你决定之前，不会就此单独提醒任何人。规则没问题就选“保持不变”：提醒照发，三个月内不再问你。
threshold-past = { $period }已经结束，要改这一期的目标，请重新导入；表单用来改现在和以后的目标。
threshold-column-attainment = 完成率
threshold-column-value = 数值
threshold-band-under = 低于{ $high }
threshold-band = { $low }到{ $high }
threshold-band-over = { $low }及以上
threshold-keep = 保持不变
threshold-pass = 定得不合适
threshold-passed = 你说这样定不合适。已经转给能改的人，写明是你提的。
threshold-passed-by = { $by }负责这个指标，说这样定不合适。
threshold-nobody-else = 没有别人能改它。请管理员指定一位HR。
threshold-pause = 暂停这条规则
threshold-change-target = 调整目标…
threshold-change-rule = 修改规则…
threshold-note = 同一组、同一周期只问一次·只问指标负责人、定目标或写规则的人，没有就问HR
threshold-kept = { $by }于{ $day }选择保持不变，三个月内不再问。
threshold-paused = { $by }于{ $day }暂停了这条规则；恢复之前它不说话，`暂停列表`里能看到。
threshold-withdrawn = 新的数据或目标进来后，偏离的人没有那么多了，不用再确认。提醒照常。
threshold-released = { $n ->
    [0] 没有还要补发的提醒。
   *[other] 之前停下的{ $n }条提醒现在发出。
}
threshold-pause-reason = 涉及一个组里太多的人（{ $group }）
threshold-answered = 这个问题已经有人答复了。
threshold-trial = 有{ $n }个组三分之一以上的人会被涉及：{ $groups }。这些组不会单独提醒，而是去问定目标或写规则的人：这样定合适吗。
threshold-trial-group = { $group }{ $period }{ $metric }{ $of }人中{ $flagged }人
threshold-trial-many = 有的组（不少于5人）三分之一以上的人会被涉及。这些组不会单独提醒，而是去问定目标或写规则的人：这样定合适吗。
