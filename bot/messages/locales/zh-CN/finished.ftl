# 完成了什么：项目和培训

finished-since = { $day }以来完成：
finished-project = 达成率{ $share }
finished-done = 已完成
finished-training = 培训完成
finished-just = 按期
finished-early = 比约定早{ $n }天
finished-late = 比约定晚{ $n }天
finished-score = 成绩{ $score }分
finished-more = 还有{ $n }项。
one-on-one-ask-done = 这次哪些做法管用？下次怎样能更顺？
