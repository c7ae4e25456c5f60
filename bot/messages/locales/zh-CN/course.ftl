# 课程

course-named = 《{ $name }》
course-for-metric = { $course }（{ $level ->
    [basic] 初级
    [intermediate] 中级
   *[advanced] 高级
}）：课程目录里写着对{ $metric }有帮助。
course-for-topic = { $course }（{ $level ->
    [basic] 初级
    [intermediate] 中级
   *[advanced] 高级
}）：课程目录里的主题是{ $topic }。
course-after = 这方面已经学过：{ $courses }。
course-list = { $n ->
    [0] 没有关于“{ $said }”的课程
   *[other] 关于“{ $said }”的课程有{ $n }门
}
course-list-all = { $n ->
    [0] 还没有课程
   *[other] 一共{ $n }门课程
}
course-level = { $level ->
    [basic] 初级
    [intermediate] 中级
   *[advanced] 高级
}
course-none = 课程目录由管理员导入，HR也可以发“添加课程”。
course-more = 还有{ $n }门，加一个词可以缩小范围。
course-note = 来自公司的课程目录
course-link = 链接以http或https开头，中间没有空格。
course-metric = 没有这个名字或代码的指标。可以从“指标”里选一个，或者留空。
course-add-form = 添加课程
course-add-rows = 课程，一行一门
course-add-hint = 编号；名称；主题；级别；语言；链接。比如：test-1；测试工具实战；测试工具、测试；初级；中文
course-add-submit = 添加
course-add-intro = 可以直接粘贴表格里的行。编号已有的会更新。
course-line = 至少要有编号和名称，后面最多还有主题、级别、语言、链接。
course-line-wrong = “{ $said }”：{ $why }一门都没有保存。
course-added = 已放进课程目录{ $n }门，其中新课{ $new }门。
help-course-add = 发“{ $words }”，往课程目录里添加课程
help-course = `{ $words }`查看课程，后面可以加一个词

upload-kind-courses = 课程
upload-field-course = 课程编号
upload-field-topics = 主题
upload-field-metrics = 相关指标
upload-field-level = 级别
upload-field-language = 语言
upload-field-link = 链接
