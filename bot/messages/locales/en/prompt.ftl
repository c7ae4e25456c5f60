# What a cycle asks before its forms: goals at the start, a check-in half-way
prompt-title-own = Your goals · { $cycle }
prompt-title-of = Goals of { $name } · { $cycle }
prompt-goals-none = { $dated ->
    [dated] Nothing is written yet. One of you begins, the other agrees or changes it, by { $weekday }, { $day }.
   *[open] Nothing is written yet. One of you begins, the other agrees or changes it.
}
prompt-goals-never = No goals were agreed for this period.
prompt-goals-agreed = Agreed by { $person } and { $name }, { $when }. This is what counts.
prompt-goals-mine = { $dated ->
    [dated] Not agreed yet: { $name } is asked to agree by { $weekday }, { $day }.
   *[open] Not agreed yet: { $name } has not said yes.
}
prompt-goals-theirs = { $dated ->
    [dated] Not agreed yet. Is this what counts? Agree, or change it, by { $weekday }, { $day }.
   *[open] Not agreed yet. Is this what counts? Agree, or change it.
}
prompt-check-in-ahead = Half-way check-in: by { $weekday }, { $day }.
prompt-checked = Half-way, { $when }: { $percent }% of the way.
prompt-need-line = What would help: { $need }
prompt-sight = Only you and { $name } read this. HR sees whether it is done, not what it says.
prompt-button-agree = I agree
prompt-button-write = Write the goals
prompt-button-change = Change the goals
prompt-button-check = Check in
prompt-button-check-again = Check in again
prompt-news-goals = { $side ->
    [employee] { $name } wrote what counts for you. Do you agree? · { $cycle }
   *[other] { $name } wrote what is to count. Do you agree? · { $cycle }
}
prompt-news-agreed = { $name } agrees: these are the goals · { $cycle }
prompt-news-ask-goals = { $side ->
    [employee] What counts this period? Agree it with { $name } by { $weekday }, { $day } · { $cycle }
   *[other] What counts for { $name }? Agree it with them by { $weekday }, { $day } · { $cycle }
}
prompt-news-soon-goals = { $side ->
    [employee] Tomorrow is the last day to agree your goals · { $cycle }
   *[other] Tomorrow is the last day to agree goals with { $name } · { $cycle }
}
prompt-news-today-goals = { $side ->
    [employee] Today is the last day to agree your goals · { $cycle }
   *[other] Today is the last day to agree goals with { $name } · { $cycle }
}
prompt-news-ask-yes = { $name } has written the goals. Do you agree? · { $cycle }
prompt-news-soon-yes = The goals that { $name } wrote wait for you until tomorrow · { $cycle }
prompt-news-today-yes = The goals that { $name } wrote wait for you until today · { $cycle }
prompt-news-ask-check-in = Half-way: how does it go? Two minutes, by { $weekday }, { $day } · { $cycle }
prompt-news-soon-check-in = Tomorrow is the last day to check in half-way · { $cycle }
prompt-news-today-check-in = Today is the last day to check in half-way · { $cycle }
prompt-goals-form = Goals
prompt-goals-field = What is to be reached, and what counts as reached?
prompt-goals-hint = A line each: what, how much, by when. For example: repeat purchases from 31% to 35% by December.
prompt-goals-submit = Save
prompt-goals-intro = For { $start } to { $end }. { $name } is asked to agree or to change it.
prompt-check-in-form = Half-way check-in
prompt-need = What would help?
prompt-need-hint = Name what is missing, so that it can be answered with yes, no or a day. For example: a tester for two weeks.
prompt-need-missing = Something stands in the way. What would help?
prompt-check-in-submit = Check in
prompt-check-in-intro = { $name } reads it. What would help becomes a request that they answer.
prompt-over = The forms have gone out, so goals and check-ins are closed. `review` shows what comes next.
prompt-goals-changed = The goals have just been changed. Look at them again.
prompt-goals-agreed-before = There is nothing to agree to: they are your own words, or agreed already.
prompt-goals-saved = Saved. { $name } is asked to agree · { $cycle }
prompt-goals-done = Agreed: these are the goals · { $cycle }
help-prompt = `{ $words }` shows the goals of your review cycle and whether both agree; with a name those of somebody you lead
help-prompt-check = `{ $words }` says half-way how it goes and what would help
check-in-of = { $name } has checked in half-way · { $cycle }
check-in-percent = { $percent }% of the way to the goals.
check-in-course-of = A course on that: { $course }
check-in-answer = Can { $name } have it? They read your answer.
check-in-goals = Show the goals
check-in-kept = Checked in · { $cycle }
check-in-asked = { $name } is asked for it and answers yes, by a day, or no. It stands in your plan.
check-in-plan = Reach the goals of { $cycle }
prompt-goal-line = Goal { $n }
prompt-goals-beside = The goals you agreed
prompt-goals-source = agreed on { $day }
prompt-news-remind-goals = { $side ->
    [employee] Your goals are still open · { $cycle }
   *[other] The goals of { $name } are still open · { $cycle }
}
prompt-news-remind-yes = The goals that { $name } wrote still wait for you · { $cycle }
prompt-news-remind-check-in = Your half-way check-in is still missing · { $cycle }
