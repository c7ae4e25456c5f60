# 完成的项目，以及计入的目标

goal-project-summary = 项目完成
goal-project-done = 项目完成：{ $project }
goal-project-attainment = 达成率
goal-project-far = 目标进度
goal-project-counted = 已计入你的目标“{ $title }”。
goal-project-which = 你有{ $n }个目标属于这个项目，计入哪一个？
goal-project-none = 你还没有属于这个项目的目标。
goal-project-open = 查看目标
goal-project-make = 新建目标
goal-project-title = 完成项目{ $project }
goal-project-source = 来自项目记录，{ $day }。
goal-project-gone = 项目记录里已经没有这个项目了。
goal-project-settled = 这件事已经定过了。打开目标可以看现在的进度。
