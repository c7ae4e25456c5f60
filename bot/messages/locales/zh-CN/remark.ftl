# 补充：数据里没有、由本人补充的内容

remark-title = 补充数据里没有的情况
remark-text = 看这个数字时还应该知道什么
remark-hint = 你做了什么，或者被什么耽误了：客户、项目或日期。
remark-submit = 补充
remark-summary = 你对一个数字的补充
remark-seen-by = { $names }会在这个数字旁边看到，标明“数据里没有”。你随时可以修改或撤回。
remark-seen-by-none = 名单里还没有你的主管和HR，目前只有你自己看得到。
remark-added = 已补充到你的{ $period }{ $title }
remark-edit = 修改
remark-note = 数字不会变·还没有发给主管的消息会带上它
remark-withdrawn = 已从你的{ $period }{ $title }撤回
remark-withdrawn-text = 谁都看不到了，还在等待发送的消息里也没有。
remark-gone = 这条补充已经撤回。
