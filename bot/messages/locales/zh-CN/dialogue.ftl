# 一问一答地填一张表

dialogue-progress = { $at }/{ $of }
dialogue-label = **{ $label }**（{ $progress }）
dialogue-option = { $number }. { $text }
dialogue-summary = { $title }：第{ $progress }题
dialogue-how-one = 回复数字即可。
dialogue-how-several = 回复一个或几个数字，例如1、3。
dialogue-how-day = 回复一个日期，例如周五、12月5日或2026-12-05。
dialogue-how-words = 直接回复文字。
dialogue-keep = 现在是：{ $value }；回复“跳过”就保留。
dialogue-skip = 回复“跳过”可以不填。
dialogue-leave = 回复“返回”改上一题，“取消”退出；答完最后一题之前什么都不会提交。
dialogue-cancelled = 已取消，没有提交任何内容。
