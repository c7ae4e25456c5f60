# Pauses: what stands still, and letting it go again

pause-some = { $n ->
    [one] One thing is paused
   *[other] { $n } things are paused
}
pause-none = Nothing is paused
pause-none-text = Messages go out as they should. `pause` stops all of them, those of one rule, or those to one person.
pause-note = Answers to what people ask still come · what is too old by the end of a pause is not sent any more · each pause is on record
pause-done = Paused from now on
pause-what-all = Everything
pause-what-rule = Rule { $name }
pause-what-person = Messages to { $name }
pause-until = until { $moment }
pause-open = until somebody resumes it
pause-by = by { $who }, { $moment }
pause-reason = “{ $reason }”
pause-button-resume = Resume: { $what }
pause-button-resume-own = Resume now
pause-own = Your messages pause; they come again on { $weekday } { $day }
pause-own-open = Your messages pause until you resume them
pause-own-text = Corrections, disputes, things with a deadline and answers to what you ask still come. Everything else waits, and comes as one message afterwards.
pause-own-note = Nobody else is told
pause-resumed = Messages go again
pause-resumed-own = Your messages come again
pause-resumed-text = What waited follows as soon as working hours and limits allow; what is too old by now is left out.
pause-form = Pause messages
pause-form-intro = It takes effect within a minute, also for what is already on its way out. Answers to what people ask still come.
pause-submit = Pause
pause-field-reach = What to pause
pause-reach-own = Only messages to me
pause-reach-all = All messages to everyone
pause-reach-rule = What one rule brings about
pause-reach-person = Messages to one person
pause-field-rule = Which rule
pause-hint-rule = Only for one rule
pause-field-person = Which person
pause-hint-person = Only for one person: name or id
pause-field-until = Last day of the pause
pause-hint-until = Such as Friday or 2 weeks
pause-field-reason = Why
pause-hint-reason = Shown beside what is held; not needed for your own messages
pause-past = That day is over. Choose today or a later one.
pause-rule-unknown = There is no rule “{ $said }”. `rules` lists them.
pause-not-paused = That is not paused.
spoken-span-backwards = The end lies before the beginning.
help-pause = `{ $words }` stops messages for a while: `{ $words } 2 weeks`
help-resume = `{ $words }` lets paused messages come again
help-pauses = `{ $words }` shows what is paused, by whom and why
