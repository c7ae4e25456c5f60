# Form templates: how HR reads and changes them, and what is wrong with one that cannot be asked.
form-template-no-title = The form has no title. Give it one that people will recognise.
form-template-sections = A form has between 1 and { $most } sections.
form-template-empty = The section “{ $section }” needs a title and at least one question.
form-template-items = In “{ $section }” the number of items has to lie between 0 and { $most }, and the smallest may not be above the largest.
form-template-rows = “{ $section }” would take { $rows } rows when it is full; a page holds { $most }. Ask about fewer items, or move questions to a section of their own.
form-template-sight = What employees write in “{ $section }” is theirs to read. Only a section filled in by managers or colleagues can be kept from them.
form-template-no-label = A question in “{ $section }” has no text.
form-template-options = “{ $question }” in “{ $section }” does not fit its kind: choices and scales need at least two options, other questions have none.
form-template-twice = “{ $name }” is there twice. Each section, and each question in a section, needs a key of its own.
form-template-gone = There is no such form (any more).
form-template-no-employee = Nothing is left that employees fill in. Keep at least one section that they fill in themselves.
form-template-same = “{ $name }” is there twice in { $place ->
    [section] “{ $within }”
   *[form] the form
}. Give one of the two other words, so that people know which is meant.
form-template-long = “{ $text }…” has { $n } characters; there is room for { $most } { $what ->
    [option] in an option
    [label] in a question
    [hint] in the help
    [intro] above the questions
    [item] in the word for an item
   *[other] in a title
}. Say it shorter.
form-template-place-gone = That part of the form is not there any more. `forms` shows what there is.
form-template-changed-before = Somebody else has just changed this form. Look at it again before you change it.
form-template-changed-meanwhile = Somebody else has changed this since you opened it. What you typed stands here; save once more to put it in place of theirs.
form-template-same-already = The form reads like that already.
form-template-list = { $n ->
    [one] One review form
   *[other] { $n } review forms
}
form-template-list-line = **{ $title }** · version { $version } · { $sections }
form-template-list-note = A cycle goes by one of them. `forms WORDS` finds a form or a question.
form-template-found = { $n ->
    [0] No form says “{ $words }”
    [one] “{ $words }” stands in one place
   *[other] “{ $words }” stands in { $n } places
}
form-template-title = { $title } · version { $version }
form-template-shipped = As it comes with Jinbu. About { $minutes } minutes.
form-template-made = Version { $version }, by { $by }, { $when }. About { $minutes } minutes.
form-template-optional = { $label } (optional)
form-template-filled-employee = Filled in by the employee
form-template-filled-manager = Filled in by the manager
form-template-filled-peer = Filled in by colleagues
form-template-read-both = read by both
form-template-read-manager = read by the manager alone
form-template-read-together = read all together, without names
form-template-several = { $least } to { $most } × { $item }
form-template-and-more = { $names } and { $n } more
form-template-missing-en = No English yet, so the Chinese stands there: { $names }.
form-template-missing-zh = No Chinese yet, so the English stands there: { $names }.
form-template-used = “{ $cycle }” goes by this version since { $when }.
form-template-used-before = “{ $cycle }” goes by version { $version } since { $when }. This one applies to it once you say so, under More.
form-template-button-preview = Preview
form-template-button-add-section = Add a section
form-template-button-more = More
form-template-button-preview-employee = Preview: employee
form-template-button-preview-manager = Preview: manager
form-template-button-preview-peer = Preview: colleague
form-template-button-sample = Preview, filled in
form-template-button-preview-again = From the start
form-template-button-about = Title and time
form-template-button-copy = Copy
form-template-button-versions = Versions
form-template-button-apply = Use in “{ $cycle }”
form-template-button-add-question = Add a question
form-template-button-settings = Section
form-template-button-order = Move or remove
form-template-button-form = Back to the form
form-template-button-undo = Back to version { $version }
form-template-more-text = Look at it as each side sees it, copy it, or go back to an earlier version.
form-template-section-title = { $form } · { $section }
form-template-intro-line = Above the questions: { $words }
form-template-hint-line = Help: { $words }
form-template-question = **{ $label }** · { $kind }
form-template-question-optional = **{ $label }** · { $kind }, optional
form-template-kind-short = one line
form-template-kind-long = several lines
form-template-kind-number = a number
form-template-kind-percent = a percentage, which may be above 100
form-template-kind-date = a day
form-template-kind-choice = one of several options
form-template-kind-choices = any of several options
form-template-kind-rating = a scale
form-template-coaching-none = Take them as they are
form-template-coaching-specific = Ask once for a project, a deed or a number
form-template-coaching-plan = Ask once for an end and a day
form-template-purpose-strengths = What went well: projects and targets met stand beside it
form-template-purpose-improvements = What to improve: missed targets stand beside it
form-template-purpose-plan = The plan: what is agreed becomes a plan that runs
form-template-purpose-unseen = Work that no figure shows
form-template-purpose-rating = A rating
form-template-purpose-other = Something else
form-template-filler-employee = The employee
form-template-filler-manager = The manager
form-template-filler-peer = Colleagues
form-template-sight-both = The employee and the manager
form-template-sight-manager = The manager, not the employee
form-template-required-1 = Yes
form-template-required-0 = No, optional
form-template-field-label = Question
form-template-field-hint = Help or example
form-template-field-kind = What is answered?
form-template-field-required = Required?
form-template-field-options = Options, or points of the scale
form-template-field-options-hint = A line each, 2 to { $most }. Only for options and scales.
form-template-field-coaching = Vague words
form-template-field-title = Title
form-template-field-first = First question
form-template-field-filler = Who fills it in?
form-template-field-sight = Who reads it?
form-template-field-intro = Above the questions
form-template-field-item = Asked about several things? The word for each
form-template-field-item-hint = For example Project. Empty: asked once
form-template-field-least = At least how many?
form-template-field-most = At most how many? (up to { $most })
form-template-field-purpose = What is it for?
form-template-field-minutes = Minutes it takes
form-template-field-what = What?
form-template-field-how = What to do with it?
form-template-order-section = The whole section “{ $section }”
form-template-order-up = Move up
form-template-order-down = Move down
form-template-order-remove = Remove; what was answered stays
form-template-other = { $field } (in Chinese)
form-template-save = Save
form-template-form-question = Change a question
form-template-form-new-question = A new question
form-template-form-section = Change a section
form-template-form-new-section = A new section
form-template-form-about = Title and time
form-template-form-copy = Copy the form
form-template-form-order = Move or remove
form-template-form-intro = “{ $form }”: saving makes version { $version }. Cycles that run stay with theirs until you say otherwise.
form-template-saved = Saved as version { $version }
form-template-unchanged = Nothing changed, so there is no new version
form-template-copied = “{ $title }” asks the same now. Change what is to be different.
form-template-undone = Version { $version } reads like version { $before } again
form-template-preview-intro = Preview. Nothing that you type here is kept.
form-template-preview-over = That was “{ $title }”
form-template-preview-kept-nothing = Nothing of what you typed was kept.
form-template-versions = Versions of “{ $title }”
form-template-versions-note = Going back makes a new version; none is lost.
form-template-version = **Version { $n }** · { $when } · { $by }
form-template-first = **Version { $n }** · { $when }
form-template-other-changes = Title, time or order
form-template-change-added = New: { $names }
form-template-change-removed = No longer asked: { $names }
form-template-change-reworded = Other words: { $names }
form-template-change-asked-otherwise = Asked in another way: { $names }
help-form-template = `{ $words }` shows the review forms: change, copy and preview them
form-template-applied-before = “{ $name }” goes by that version already.
amendment-ask = Use version { $version } in “{ $cycle }”?
amendment-told = { $n ->
    [0] Nobody is writing what changes, so nobody is told.
    [one] 1 person who still writes is told.
   *[other] { $n } people who still write are told.
}
amendment-kept = { $n ->
    [0] Nothing has been handed in yet.
    [one] 1 part has been handed in. It stays as it is, under its own questions; what is new is offered there, not demanded.
   *[other] { $n } parts have been handed in. They stay as they are, under their own questions; what is new is offered there, not demanded.
}
amendment-button-apply = Use it from now on
amendment-ask-note = Until you do, the cycle goes by version { $before }.
amendment-done = “{ $cycle }” goes by version { $version } from now on
amendment-told-done = { $n ->
    [0] Nobody had to be told.
    [one] 1 person who still writes is told.
   *[other] { $n } people who still write are told.
}
amendment-button-cycle = See the cycle
amendment-news = { $side ->
    [employee] Your form has changed · { $cycle }
   *[other] The form for your views has changed · { $cycle }
}
amendment-news-stays = This holds since { $when }. What you have typed so far is kept.
amendment-button-review = Go on writing
amendment-button-team = See my team
amendment-news-note = HR changed the form for everybody who still writes.
review-offered = Asked since you submitted: { $names }. Answer it if you like; you need not.
review-offered-late = Asked since you submitted: { $names }. You can add it beside, and need not.
amendment-colleagues = In “{ $cycle }” colleagues are being asked, and no answer of theirs says when it was given. So their part stays as it is until the cycle is over. Undo what you changed in it, or use this version in the next cycle.
form-template-no-plan = Nothing in this form becomes a plan, and without a plan no review closes. Keep the section for the plan and its question about the goal.
