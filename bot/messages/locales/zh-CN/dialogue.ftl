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
dialogue-keep-or-none = 现在是：{ $value }；回复“跳过”就保留，“无”就清空。
dialogue-skip = 回复“跳过”可以不填。
dialogue-leave = 回复“返回”改上一题，“取消”退出，“帮助”看说明；答完最后一题之前什么都不会提交。
dialogue-help-words = “返回”改上一题，“跳过”保留现有内容，“取消”退出，什么都不提交。
dialogue-help-commands = 中途可以单独发一个命令，比如“我的数据”，看完再接着答这一题。命令后面还有别的字时，前面加斜杠：“/我的数据十月”。
dialogue-help-literally = 要把这样的词当作回答，请加引号，比如“取消”。
dialogue-still-open = “{ $title }”还停在第{ $progress }题：直接回答就能接着填，不填了发“取消”。
dialogue-as-answer = 如果“{ $said }”就是你的回答，请加上引号再发一次。
dialogue-in-the-way = “{ $title }”还停在第{ $progress }题，现在换一张表，前面的回答会丢。请先答完，或者发“取消”，然后再发一次。
dialogue-cancelled = 已取消，没有提交任何内容。
dialogue-leave-kept = 回复“返回”改上一题，“取消”先停下并保留已答的内容，“帮助”看说明；答完最后一题之前什么都不会提交。
dialogue-kept = 已停下。你答过的都留着，只有你看得到；再打开“{ $title }”就能接着填。
dialogue-told = 填写时一条消息问一个问题，顺序就是这样。这里什么都不会保存。
dialogue-rest = 回复“其余不变”，这题和后面的都保留。
