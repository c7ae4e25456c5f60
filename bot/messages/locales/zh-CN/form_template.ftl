# 表单模板：HR怎么看、怎么改，不能用时哪里不对。
form-template-no-title = 表单还没有标题，起一个大家认得出的名字。
form-template-sections = 一份表单要有1到{ $most }个部分。
form-template-empty = “{ $section }”这一部分要有标题，至少还要有一个问题。
form-template-items = “{ $section }”的条数要在0到{ $most }之间，而且最少不能多于最多。
form-template-rows = “{ $section }”填满要占{ $rows }行，一页最多{ $most }行。减少条数，或者把几个问题挪到另一部分。
form-template-sight = “{ $section }”是员工自己写的，不能不让本人看。只有主管或同事填的部分才能对员工保密。
form-template-no-label = “{ $section }”里有个问题没有写内容。
form-template-options = “{ $section }”里的“{ $question }”和题型不符：选择题和评分题至少要两个选项，其他题型不带选项。
form-template-twice = “{ $name }”出现了两次。每个部分、同一部分里的每个问题都要有自己的标识。
form-template-gone = 没有这份表单，或者已经删掉了。
form-template-no-employee = 没有员工要填的部分了，至少保留一个由员工自己填的部分。
form-template-same = { $place ->
    [section] “{ $within }”里
   *[form] 表单里
}有两个“{ $name }”，改掉其中一个，免得大家分不清。
form-template-long = “{ $text }…”有{ $n }个字，{ $what ->
    [option] 选项
    [label] 问题
    [hint] 填写提示
    [intro] 部分说明
    [item] 每一项的叫法
   *[other] 标题
}最多{ $most }个字，写短一点。
form-template-place-gone = 表单里已经没有这一处了，发“表单”看现在有什么。
form-template-changed-before = 这份表单刚被别人改过，先看一眼再改。
form-template-changed-meanwhile = 你打开之后，别人改过这里。你写的还在，再保存一次就用你的替换。
form-template-same-already = 表单现在就是这样。
form-template-list = { $n }份考核表单
form-template-list-line = **{ $title }** · 第{ $version }版 · { $sections }
form-template-list-note = 每个考核周期用其中一份。发“表单”加关键词，可以找到某份表单或某个问题。
form-template-found = { $n ->
    [0] 没有表单写到“{ $words }”
   *[other] 有{ $n }处写到“{ $words }”
}
form-template-title = { $title } · 第{ $version }版
form-template-shipped = 系统自带的表单，大约{ $minutes }分钟。
form-template-made = 第{ $version }版，{ $by }改于{ $when }。大约{ $minutes }分钟。
form-template-optional = { $label }（选填）
form-template-filled-employee = 员工填写
form-template-filled-manager = 主管填写
form-template-filled-peer = 同事填写
form-template-read-both = 双方可见
form-template-read-manager = 只有主管可见
form-template-read-together = 合在一起看，不写名字
form-template-several = { $item }{ $least }到{ $most }条
form-template-and-more = { $names }等，另有{ $n }处
form-template-missing-en = 这些还没有英文，先显示中文：{ $names }。
form-template-missing-zh = 这些还没有中文，先显示英文：{ $names }。
form-template-used = “{ $cycle }”从{ $when }起用这一版。
form-template-used-before = “{ $cycle }”从{ $when }起用第{ $version }版，要换成这一版，请点“更多”。
form-template-button-preview = 预览
form-template-button-add-section = 加一个部分
form-template-button-more = 更多
form-template-button-preview-employee = 预览：员工
form-template-button-preview-manager = 预览：主管
form-template-button-preview-peer = 预览：同事
form-template-button-sample = 预览填好的例子
form-template-button-preview-again = 从头再看
form-template-button-about = 标题和用时
form-template-button-copy = 复制
form-template-button-versions = 历史版本
form-template-button-apply = 用于“{ $cycle }”
form-template-button-add-question = 加一个问题
form-template-button-settings = 部分设置
form-template-button-order = 移动或删除
form-template-button-form = 回到表单
form-template-button-undo = 恢复第{ $version }版
form-template-more-text = 可以按各方看到的样子预览、复制，或者恢复以前的版本。
form-template-section-title = { $form } · { $section }
form-template-intro-line = 说明：{ $words }
form-template-hint-line = 提示：{ $words }
form-template-question = **{ $label }** · { $kind }
form-template-question-optional = **{ $label }** · { $kind }，选填
form-template-kind-short = 一行文字
form-template-kind-long = 多行文字
form-template-kind-number = 数字
form-template-kind-percent = 百分比，可以超过100
form-template-kind-date = 日期
form-template-kind-choice = 单选
form-template-kind-choices = 多选
form-template-kind-rating = 评分
form-template-coaching-none = 不提醒
form-template-coaching-specific = 太笼统时问一次：哪个项目、做了什么、什么数字
form-template-coaching-plan = 太笼统时问一次：改成什么样、到什么时候
form-template-purpose-strengths = 做得好的：旁边列出完成的项目和达成的目标
form-template-purpose-improvements = 需改进的：旁边列出未达成的目标
form-template-purpose-plan = 改进计划：确认后成为要跟进的计划
form-template-purpose-unseen = 数据看不到的工作
form-template-purpose-rating = 评分
form-template-purpose-other = 其他
form-template-filler-employee = 员工
form-template-filler-manager = 主管
form-template-filler-peer = 同事
form-template-sight-both = 员工和主管
form-template-sight-manager = 只有主管，员工看不到
form-template-required-1 = 必填
form-template-required-0 = 选填
form-template-field-label = 问题
form-template-field-hint = 填写提示或例子
form-template-field-kind = 怎么回答？
form-template-field-required = 必填吗？
form-template-field-options = 选项，或评分的各档
form-template-field-options-hint = 一行一个，2到{ $most }个，只用于选择题和评分题
form-template-field-coaching = 写得笼统时
form-template-field-title = 标题
form-template-field-first = 第一个问题
form-template-field-filler = 谁来填？
form-template-field-sight = 谁能看？
form-template-field-intro = 写在问题上面的说明
form-template-field-item = 要写好几条吗？每一条叫什么
form-template-field-item-hint = 比如“项目”。不填就只问一次
form-template-field-least = 最少几条？
form-template-field-most = 最多几条？（不超过{ $most }）
form-template-field-purpose = 这一部分用来做什么？
form-template-field-minutes = 大约几分钟
form-template-field-what = 哪一项？
form-template-field-how = 怎么处理？
form-template-order-section = 整个“{ $section }”部分
form-template-order-up = 上移
form-template-order-down = 下移
form-template-order-remove = 删除，已经填的保留
form-template-other = { $field }（英文）
form-template-save = 保存
form-template-form-question = 修改问题
form-template-form-new-question = 新问题
form-template-form-section = 修改这一部分
form-template-form-new-section = 新的部分
form-template-form-about = 标题和用时
form-template-form-copy = 复制表单
form-template-form-order = 移动或删除
form-template-form-intro = “{ $form }”：保存后是第{ $version }版。进行中的考核周期先不变，要换由你决定。
form-template-saved = 已保存为第{ $version }版
form-template-unchanged = 没有改动，没有生成新版本
form-template-copied = “{ $title }”现在和原来一样，改成你要的样子吧。
form-template-undone = 第{ $version }版和第{ $before }版一样了
form-template-preview-intro = 这是预览，在这里写的都不会保存。
form-template-preview-over = “{ $title }”看完了
form-template-preview-kept-nothing = 刚才写的都没有保存。
form-template-versions = “{ $title }”的历史版本
form-template-versions-note = 恢复也会生成新的一版，哪一版都不会丢。
form-template-version = **第{ $n }版** · { $when } · { $by }
form-template-first = **第{ $n }版** · { $when }
form-template-other-changes = 标题、用时或顺序
form-template-change-added = 新增：{ $names }
form-template-change-removed = 不再要求填写：{ $names }
form-template-change-reworded = 改了说法：{ $names }
form-template-change-asked-otherwise = 改了问法：{ $names }
help-form-template = 发“{ $words }”，看考核表单，可以修改、复制、预览
form-template-applied-before = “{ $name }”已经在用这一版了。
amendment-ask = “{ $cycle }”改用第{ $version }版吗？
amendment-told = { $n ->
    [0] 改动的部分没有人在填，不用通知。
   *[other] 会通知还在填写的{ $n }人。
}
amendment-kept = { $n ->
    [0] 还没有人提交。
   *[other] 已提交{ $n }份，内容不变，仍按当时的问题显示；新加的问题可以补填，不强制。
}
amendment-button-apply = 现在起改用
amendment-ask-note = 在你确认之前，仍用第{ $before }版。
amendment-done = “{ $cycle }”现在起用第{ $version }版
amendment-told-done = { $n ->
    [0] 没有人需要通知。
   *[other] 已通知还在填写的{ $n }人。
}
amendment-button-cycle = 看考核周期
amendment-news = { $side ->
    [employee] { $cycle }：你的表单有改动
   *[other] { $cycle }：主管评价的表单有改动
}
amendment-news-stays = 从{ $when }开始生效。你已经写的都还在。
amendment-button-review = 接着填写
amendment-button-team = 看我的团队
amendment-news-note = 这是HR对还在填写的人统一做的改动。
review-offered = 你提交之后新加的问题：{ $names }。想填可以填，不强制。
review-offered-late = 你提交之后新加的问题：{ $names }。可以补充，不强制。
amendment-colleagues = “{ $cycle }”里同事正在匿名填写，答案不记录时间和版本，所以同事那部分要等周期结束才能改。先恢复那部分，或者下个周期再用这一版。
form-template-no-plan = 这份表单里没有内容会变成改进计划，没有计划，考核就不能结束。请保留改进计划部分和其中的目标。
