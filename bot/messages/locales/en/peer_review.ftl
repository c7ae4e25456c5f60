# Reviews by colleagues (360).
peer-review-none = No colleagues are asked in this cycle.
peer-review-no-key = With 360, colleagues’ answers are sealed with a key. None is set: ask whoever runs the bot to set JINBU_AUDIT_KEY, or leave 360 out.
peer-review-settled = It is settled who is asked. They have been written to already.
peer-review-late = The days for naming colleagues are over.
peer-review-nobody = Nobody is named (any more). Look at it again.
peer-review-self = That is the person themselves, or no person. Name colleagues.
peer-review-leader = { $name } writes a view of their own. Name others.
peer-review-count = { $n ->
    [one] That is 1 person.
   *[other] That is { $n } people.
} Name { $least } to { $most }.
peer-review-over = That is done: you have answered or declined, or the time for it is over.
peer-review-day = { $weekday }, { $day }
peer-review-title = { $side ->
    [employee] What colleagues say about you · { $cycle }
   *[other] What colleagues say about { $name } · { $cycle }
}
peer-review-news-name = Who knows your work? Name { $least } to { $most } colleagues · { $cycle }
peer-review-news-last = Today is the day to name colleagues · { $cycle }
peer-review-news-agree = { $name } would like to hear from { $n } colleagues · { $cycle }
peer-review-news-refused = { $leader } asks you to name others · { $cycle }
peer-review-news-shown = { $side ->
    [employee] Colleagues have written about you · { $cycle }
   *[other] Colleagues have written about { $name } · { $cycle }
}
peer-review-news-too-few = { $side ->
    [employee] What colleagues say about you · { $cycle }
   *[other] What colleagues say about { $name } · { $cycle }
}
peer-review-state-ahead = It opens on { $opens }.
peer-review-state-naming = { $side ->
    [employee] Name them by { $by }. { $leader } agrees or names others by { $settled }; without a word by then, your names count.
   *[other] { $name } names colleagues by { $by }. You can name them yourself until { $settled }.
}
peer-review-state-agreeing = { $side ->
    [employee] { $leader } agrees or names others by { $settled }. Without a word by then, these are asked.
   *[other] Agree, or name others, by { $settled }. Without a word from you by then, these are asked.
}
peer-review-state-asking = They can answer until { $until }. After that it is read all together, if at least three have. Until then nobody learns who has answered, or how many.
peer-review-state-shown = At least three answered; a question that fewer answered is left out. Under each question the answers stand in alphabetical order, so that nothing shows whose they are, or which belong together.
peer-review-state-too-few = Fewer than three answered, so nothing is shown, now or later. It was deleted, and is left out of a score.
peer-review-state-nobody = Nobody was named in time, so nobody is asked. It is left out of a score.
peer-review-named = Named: { $names }.
peer-review-rating = { $label } **{ $mean } of { $most }** on average, about “{ $words }”.
peer-review-sight = Only you and { $name } read what colleagues say.
peer-review-button-name = Name colleagues
peer-review-button-rename = Name others
peer-review-button-read = Read
peer-review-button-agree = Agree
peer-review-button-refuse = Ask for other names
peer-review-naming = Colleagues to ask
peer-review-naming-send = Save
peer-review-naming-intro = { $side ->
    [employee] { $least } to { $most } people who have worked with you in the period. { $leader } can change the names.
   *[other] { $least } to { $most } people who have worked with { $name } in the period. They are asked at once.
}
peer-review-team = From the team
peer-review-others = Others, by name
peer-review-names = Their names
peer-review-others-hint = Separated by commas
peer-review-refusing = Ask for other names
peer-review-refusing-send = Send
peer-review-refusing-intro = { $name } reads it right away, and can name others.
peer-review-reason = Whom do you miss, and why?
peer-review-asked = { $name } would like your view of working together · { $cycle }
peer-review-asked-until = { $n ->
    [one] 1 question
   *[other] { $n } short questions
}, until { $day }.
peer-review-promise = { $name } and { $leader } read it after the last day, all answers together, if at least { $least } people answer. Nothing that is stored tells who wrote what, or who has answered.
peer-review-their-leader = whoever leads them
peer-review-asked-note = If you would rather not, decline: nobody is told. `asked` shows what is open.
peer-review-button-answer = Answer
peer-review-button-decline = Not this time
peer-review-button-open = What is open?
peer-review-soon = Tomorrow is the last day for your view of colleagues · { $cycle }
peer-review-soon-text = If yours is in, there is nothing to do. This goes to everybody who was asked, so that it tells nobody who has answered.
peer-review-open = Colleagues who would like your view
peer-review-open-none = Nobody waits for your view
peer-review-open-line = **{ $name }** · { $cycle }, until { $day }
peer-review-form = Working with { $name }
peer-review-form-intro = Once handed in, nobody can find out which answer is yours, not even you: it cannot be changed or taken back. Write so that what you say does not name you.
peer-review-answered = Handed in. It is read after { $day }, together with what others say.
peer-review-declined = You have declined. Nobody is told.
