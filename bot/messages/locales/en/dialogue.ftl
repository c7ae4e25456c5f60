# A form asked question by question

dialogue-progress = { $at }/{ $of }
dialogue-label = **{ $label }** ({ $progress })
dialogue-option = { $number }. { $text }
dialogue-summary = { $title }: question { $progress }
dialogue-how-one = Reply with a number.
dialogue-how-several = Reply with one or more numbers, such as 1, 3.
dialogue-how-day = Reply with a day, such as Friday, 5 Dec or 2026-12-05.
dialogue-how-words = Reply in your own words.
dialogue-keep = Now: { $value }; reply “skip” to keep it.
dialogue-skip = Reply “skip” to leave it empty.
dialogue-leave = “back” goes back, “cancel” leaves; nothing is sent before the last answer.
dialogue-cancelled = Cancelled. Nothing was sent.
