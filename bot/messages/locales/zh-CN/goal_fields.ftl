# 文件里的目标：各列，以及一行里可能的问题

upload-kind-goals = 目标
upload-field-goal = 目标
upload-field-owner = 负责人
upload-field-parent = 上级目标
upload-field-result = 关键结果
upload-field-measure = 衡量方式
upload-field-values-of = 数据归属
upload-field-commitment = 目标类型
upload-field-project = 项目
import-goal-parent = 这个文件里和进行中的目标里，都没有叫这个名字的。
import-goal-parents = 有好几个目标叫这个名字，请改成能区分的名字。
import-goal-weight = 权重不能小于0。
upload-field-own-weight = 计分权重
upload-field-result-weight = 关键结果权重
upload-field-baseline-period = 对比期
upload-field-number = 目标编号
upload-field-parent-number = 上级目标编号
import-goal-each = 那里没有人：请在“每位”后面写有人的单位或部门的编号或名称。
