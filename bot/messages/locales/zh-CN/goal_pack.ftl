# 目标包：现成的目标，以及载入之前要问的

goal-pack-list = 目标包
goal-pack-list-text = 现成的目标，从公司分解到部门和个人。先看看内容，再选时间和自己的部门载入。
goal-pack-count = { $n }个目标
goal-pack-name-autoparts = 汽车零部件质量
goal-pack-name-technology = 行业技术领导者
goal-pack-name-satisfaction = 客户满意度
goal-pack-name-output = 提高产量
goal-pack-part-production = 生产部门
goal-pack-part-rd = 研发部门
goal-pack-part-qa = 质检部门
goal-pack-part-sales = 销售部门
goal-pack-part-service = 客服部门
goal-pack-part-product = 产品部门
goal-pack-part-purchasing = 采购部门
goal-pack-names-production = 生产、制造
goal-pack-names-rd = 研发、技术
goal-pack-names-qa = 质检、品质、质量
goal-pack-names-sales = 销售、营销
goal-pack-names-service = 客服、客户服务、售后
goal-pack-names-product = 产品
goal-pack-names-purchasing = 采购、供应
goal-pack-each = 每人一个
goal-pack-metric = 数据来自“{ $title }”
goal-pack-milestone = 完成或没完成
goal-pack-typed = 由人填写，也可以以后指定指标
goal-pack-by-parts = 进度由下级目标决定
goal-pack-records = 检测、设备状态和操作步骤的记录一进来，这些目标的进度就会自己变。
goal-pack-load = 载入…
goal-pack-others = 其他目标包
goal-pack-tree = 看目标树
goal-pack-note = HR可以载入；部门的目标所有人可见，个人的目标只有本人、主管和HR可见
goal-pack-form = 载入目标包
goal-pack-intro = 已经有的目标不会重复建立，所以可以再次载入。
goal-pack-submit = 载入
goal-pack-field-goals = 载入哪些目标
goal-pack-field-part = { $part }是公司的哪个部门？
goal-pack-field-people = { $part }里给谁定个人目标？
goal-pack-everybody = 部门里的所有人
goal-pack-nobody = 没有，不载入它的目标
goal-pack-loaded = { $title }：{ $n ->
    [0] 没有新增目标
   *[other] 新增{ $n }个目标
}
goal-pack-corrected = { $n }个目标有变化
goal-pack-unchanged = { $n }个目标原来就有
goal-pack-begun = 目标马上开始，每个人在“我的目标”里能看到自己的。
goal-pack-lacking = 公司还没有这些指标，所以先由人填写：{ $titles }。请管理员发“指标包”加上，再载入一次。
goal-pack-left-out = 没有指定部门，所以没有载入：{ $titles }。
goal-pack-refused = 没有载入“{ $title }”：{ $why }
goal-pack-empty = 那里没有这个岗位的人。
goal-pack-unknown = 没有这个目标包了。
help-goal-packs = 发“{ $words }”，看现成的目标，并给自己的部门载入
