# The talk of a review: where it is, when the two meet, and what is done about its time.
help-review-meeting = Your review talk, or a report’s: its stage, time and notes (`{ $words } Min`)
review-meeting-title-own = Your review talk · { $cycle }
review-meeting-title-of = Review talk with { $name } · { $cycle }
review-meeting-time-title = Review talk with { $name }
review-meeting-stage-prepare = prepare
review-meeting-stage-held = held
review-meeting-stage-confirmed = confirmed
review-meeting-stage-follow-up = follow-up
review-meeting-stage-closed = closed
review-meeting-turn-drafted = Confirmed by both. Next: { $name } begins the plan; without one the talk does not close.
review-meeting-turn-no-plan = Confirmed by both. Next: { $name } writes a plan; without one the talk does not close.
review-meeting-when = You meet { $moment }.
review-meeting-when-past = It was planned for { $moment }. Did you meet?
review-meeting-when-missed = It did not take place { $moment }. Choose another time.
review-meeting-when-open = No time is agreed yet.
review-meeting-sight = You and { $name } see this, with every shared note. HR sees that the talk was held, not what was said.
review-meeting-private = { $n ->
    [one] Besides, one note that only you see.
   *[other] Besides, { $n } notes that only you see.
}
review-meeting-button-time = Choose a time
review-meeting-button-missed = We did not meet
review-meeting-button-plan = Open the plan
review-meeting-news-agreed = { $name } agreed to meet { $moment }: review talk
review-meeting-news-called-off = { $name } called off the review talk of { $moment }
review-meeting-news-missed = { $name } says: the review talk of { $moment } did not take place
review-meeting-news-soon = Review talk with { $name }, { $moment }, { $ahead }
review-meeting-news-prepare = Your review talk with { $name }: choose a time, by { $weekday }, { $day }
review-meeting-news-last = The review talk with { $name } has no time yet; tomorrow is the last day
review-meeting-news-today = The review talk with { $name } has no time yet; today is the last day
review-meeting-not-open = This talk is not ahead any more. `review talk` shows where it is.
review-meeting-not-past = Its time has not come yet. You can move it or call it off.
privacy-kind-meeting-steps = Times of your review talks
