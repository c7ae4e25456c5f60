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
dialogue-keep-or-none = Now: { $value }; reply “skip” to keep it, “none” to empty it.
dialogue-skip = Reply “skip” to leave it empty.
dialogue-leave = “back” goes back, “cancel” leaves, “help” says more; nothing is sent before the last answer.
dialogue-help-words = “back” goes to the question before, “skip” keeps what stands there, “cancel” leaves without sending anything.
dialogue-help-commands = A command alone, such as “me”, is answered in between; the question stays open. With more words put a slash before it: “/me October”.
dialogue-help-literally = To give such a word as your answer, put it in quotation marks: “cancel”.
dialogue-still-open = “{ $title }” still waits at question { $progress }: just answer it, or “cancel”.
dialogue-as-answer = If “{ $said }” was your answer, send it in quotation marks.
dialogue-in-the-way = “{ $title }” is still open at question { $progress }, and what you answered would be lost. Please finish it, or send “cancel”, and then ask for this again.
dialogue-cancelled = Cancelled. Nothing was sent.
dialogue-leave-kept = “back” goes back, “cancel” stops and keeps what you answered, “help” says more; nothing is sent before the last answer.
dialogue-kept = Stopped. What you answered is kept, and only you see it; ask for “{ $title }” again to go on.
dialogue-told = This is how it is asked: one question a message. Nothing is kept.
dialogue-rest = “rest” keeps this and all that follow.
