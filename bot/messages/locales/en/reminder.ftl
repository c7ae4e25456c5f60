# Reminders: one figure, told by whoever leads the person

reminder-title = Remind { $name }
reminder-sentence = They will read, from the newest figures: “{ $period }, { $title }: { $value }, { $against }.”
reminder-who = Only you and { $name } see it, and it goes out once for this metric and period.
reminder-own = A sentence of your own
reminder-own-hint = For example: which step to look at first. It stands below the figure with your name.
reminder-submit = Send
reminder-headline = { $name } points to a figure of yours for { $period }
reminder-answer = Say what it does not show
reminder-talk = Ask for a 1:1
reminder-note = Only you and { $name } see this · from the newest figures · once for each metric and period
reminder-done = Sent to { $name }. They can answer with what the figure does not show.
reminder-known = { $name } has been reminded of this figure already.
reminder-sent-before = { $name } has been reminded of this figure already, { $day }.
reminder-newer = A newer figure of { $name } has come. Please look at it first.
reminder-none = There is no such figure of { $name }.
reminder-gone = This reminder is no longer there.
reminder-answer-title = What does the figure not show?
reminder-answer-text = In your words
reminder-answer-hint = For example: the machine was being set up on two of those days.
reminder-answer-submit = Send
reminder-answer-who = Whoever leads you today reads it beside the figure. Nobody else does.
reminder-answer-done = { $name } has your answer beside the figure.
reminder-answered-before = { $name } has your answer already. A 1:1 is the place for more: `talk`.
reminder-answered = { $name } on { $title }, { $period }
reminder-answered-summary = { $name } has answered your reminder
reminder-answered-note = Their own words, as they wrote them · only the two of you see this
