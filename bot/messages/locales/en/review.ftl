# Reviews: what cannot be done yet, or not any more.
review-not-held = You confirm after the talk. It has not been noted as held yet.
review-confirmed-before = You have confirmed this review already.
review-not-confirmed = A review closes after both of you have confirmed it.
review-no-plan = A review closes with a plan. There is none yet.
review-submit = Submit
review-title-own = Your review · { $cycle }
review-title-of = Review of { $name } · { $cycle }
review-stage-self-review = self-review
review-stage-manager-review = manager’s view
review-stage-both = both write
review-stage-revision = revise
review-stage-meeting = talk
review-stage-confirmation = confirm
review-stage-follow-up = plan
review-stage-now = **{ $stage }**
review-do-self-review = the self-review
review-do-manager-review = the manager’s view
review-do-both = what each of you writes
review-do-revision = a last look at the self-review
review-do-confirmation = the confirmation
review-turn-ahead = It opens on { $day }. Nothing to do until then.
review-turn-ahead-prompts = The forms go out on { $day }. Before that the two of you agree the goals and look at them half-way.
review-button-goals = Show the goals
review-turn-mine = Your turn: { $what }, until { $weekday }, { $day }.
review-turn-other = { $name }’s turn: { $what }, until { $weekday }, { $day }.
review-turn-both = Both of you: { $what }, until { $weekday }, { $day }.
review-turn-meeting = Next is the talk with { $name }, by { $weekday }, { $day }.
review-turn-follow-up = Confirmed by both. What comes next stands in the plan.
review-turn-closed = Closed.
review-sight-own-draft = Only you see what you write until you submit it; then { $name } reads it.
review-sight-own-sent = You and { $name } can read what you wrote.
review-sight-other-later = { $name } has submitted. You read it once yours is in, or your day is past.
review-sight-hr = HR sees that it is done, not what it says.
review-wrote-mine = You wrote, { $when }:
review-wrote = { $name } wrote, { $when }:
review-section = **{ $title }**
review-answer = { $label }: { $words }
review-addendum = Added later, { $when }: { $words }
review-comment-line = { $name } on “{ $about }”, { $when }: { $words }
review-button-write = Fill in
review-button-all = Read it all
review-button-plan = Plan
review-button-change = Change my words
review-button-leave = Leave it as it is
review-button-comment = Comment
review-button-agree = Confirm, I agree
review-button-seen = Confirm as seen
review-button-addendum = Add something
review-plan-both = What will be different, and by when? For example: two days instead of four, by the end of March.
review-plan-end = How will you both see that it is done? A number, or something that is finished by then.
review-plan-day = By when?
review-gone = There is no such review (any more).
review-none = { $name } has no review. HR opens a cycle; then it stands here.
review-ahead = The forms have not gone out yet.
review-not-locked = It is not locked: you can change your words themselves.
review-empty = Nothing stands there yet. Write at least one answer.
review-answer-gone = That answer is not there any more. Look at the review again.
review-not-now = That is not what the review waits for. `review` shows where it is.
review-leader = whoever leads you
review-news-ask = { $task ->
    [confirmation] The talk with { $name } is noted. Is it what was said? · { $cycle }
    [revision] A last look at your self-review · { $cycle }: until { $weekday }, { $day }
    [manager_review] Your view of { $name } · { $cycle }: until { $weekday }, { $day }
   *[self_review] Your self-review · { $cycle }: { $parts } parts, about { $minutes } minutes, until { $weekday }, { $day }
}
review-news-soon = { $task ->
    [confirmation] Tomorrow is the last day to confirm the talk with { $name } · { $cycle }
    [revision] Tomorrow is the last day to change your self-review · { $cycle }
    [manager_review] Tomorrow is the last day for your view of { $name } · { $cycle }
   *[self_review] Tomorrow is the last day for your self-review · { $cycle }
}
review-news-today = { $task ->
    [confirmation] Today is the last day to confirm the talk with { $name } · { $cycle }
    [revision] Today is the last day to change your self-review · { $cycle }
    [manager_review] Today is the last day for your view of { $name } · { $cycle }
   *[self_review] Today is the last day for your self-review · { $cycle }
}
review-news-sent = { $side ->
    [employee] { $name } has written about your period · { $cycle }
   *[other] { $name } has submitted the self-review · { $cycle }
}
review-news-changed = { $name } has changed what they wrote · { $cycle }
review-news-added = { $name } has added something · { $cycle }
review-news-comment = { $name } has commented on your words · { $cycle }
review-news-confirmed = { $name } has confirmed the review · { $cycle }
review-prepared = { $n ->
    [one] One project that you completed in the period is ready: “Start with my projects” fills it in.
   *[other] { $n } projects that you completed in the period are ready: “Start with my projects” fills them in.
} You can stop at any time and go on later, on any device.
review-planned = { $side ->
    [employee] **What you plan**
   *[other] **What { $name } plans**
}
review-minutes = It takes about { $minutes } minutes; what you type is kept, and you can go on elsewhere.
review-no-score = Nothing of it is scored automatically.
review-panel-source = written by { $name }
review-coached = { $words }
review-sent = Submitted · { $cycle }
review-comment-title = Comment
review-comment-path = Which answer?
review-comment-text = What do you want to say to it?
review-comment-send = Send
review-comment-intro = { $name } reads it right away.
review-add-title = Add something
review-add-path = To which question?
review-add-text = What do you want to add?
review-add-send = Add
review-add-intro = What was confirmed stays as it is. What you add stands beside it, with the time.
review-button-held = We have talked
review-known-projects = Projects you completed
review-known-goals = Goals you achieved
review-known-goals-missed = Goals not achieved
review-known-reached = Targets you met
review-known-unmet = Targets not met
review-known-trainings = Trainings you did
review-known-met = met in { $n } of { $all }
review-known-missed = missed in { $n } of { $all }
review-known-kudos = What colleagues wrote to you
review-known-moved = { $times } · { $moved }
review-known-source = from the stored data, { $start } to { $end }
review-button-projects = Start with my projects
review-confirmed-agreed = { $name } confirmed and agrees, { $when }.
review-confirmed-seen = { $name } confirmed as seen, { $when }.
review-addendum-alone = { $name } added after the lock, { $when }: { $words }
review-label-gone = { $label } (no longer asked)
review-button-versions = Versions
review-button-diff = What changed
review-button-pair = { $name } { $before } → { $after }
review-button-compare = Compare two
review-button-rest = { $n } more
review-versions-title = Versions · { $review }
review-versions-first = Version { $n }, { $when }: first submitted
review-versions-line = Version { $n }, { $when }: { $names }
review-versions-changed = Changed: { $names }.
review-versions-more = { $names } and { $n } more
review-versions-option = Version { $n }, { $when }
review-versions-note = Every version is kept. Whoever may read the review may read them.
review-diff-title = { $name }: version { $before } → { $after }
review-diff-times = Written { $before }, changed { $after }. What changed is bold.
review-diff-label = **{ $section } · { $label }**
review-diff-before = Before: { $words }
review-diff-now = Now: { $words }
review-diff-added = New: { $words }
review-diff-removed = Taken out: { $words }
review-diff-same = Both versions say the same.
review-diff-note = Nothing is lost: each version can be read again.
review-compare-title = Compare two versions
review-compare-from = From
review-compare-to = To
review-compare-show = Show what changed
review-version-gone = That version is not there, or not yours to read yet.
review-locked-cycle = HR has closed this cycle, so its words stay as they are. You can still add something beside them: `review`.
review-locked-confirmed = One of you has confirmed it, so its words stay as they are. You can still add something beside them: `review`.
review-locked-over = Its last day is past, so its words stay as they are. You can still add something beside them: `review`.
review-late = It was locked while you wrote. What you wrote stands beside it as an addendum
review-asked-since = New since you opened the form: please answer this one too.
review-echo = This is nearly what { $name } wrote. What did you see or do yourself?
review-news-remind = { $task ->
    [confirmation] The talk with { $name } still waits for your confirmation · { $cycle }
    [revision] Your self-review still waits for a last look · { $cycle }
    [talk] The talk with { $name } is still to be had · { $cycle }
    [manager_review] Still missing: your view of { $name } · { $cycle }
   *[self_review] Still missing: your self-review · { $cycle }
}
review-handed-on = { $leader } leads { $name } now, so the review is with them. What you submitted stays in it; what you had not is yours alone.
review-button-colleagues = Colleagues
review-button-score = Score
review-todo-self-review = Self-review: { $cycle }
review-todo-manager-review = Your view of { $name }: { $cycle }
