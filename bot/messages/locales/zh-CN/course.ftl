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
course-none = 课程目录由管理员用文件导入。
course-more = 还有{ $n }门，加一个词可以缩小范围。
course-note = 来自公司的课程目录
course-link = 链接以http或https开头，中间没有空格。
course-metric = 没有这个名字或代码的指标。可以从“指标”里选一个，或者留空。
help-course = `{ $words }`查看课程，后面可以加一个词

upload-kind-courses = 课程
upload-field-course = 课程编号
upload-field-topics = 主题
upload-field-metrics = 相关指标
upload-field-level = 级别
upload-field-language = 语言
upload-field-link = 链接
