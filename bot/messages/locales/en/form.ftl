# Forms: how one is opened, and what is wrong with an answer

form-fill-in = Fill in
form-summary = { $title }: a short form is waiting
form-problems =
    { $n ->
        [one] One answer needs another look.
       *[other] { $n } answers need another look.
    }
form-required = Please answer this one.
form-long = { $n } characters; there is room for { $most }.
form-option = “{ $value }” is not one of the choices.
form-submitted = Submitted
form-not-yours = This form was sent to somebody else, so nothing was submitted. Open your own from the menu.
form-closed = This form is not open any more: it was sent in before, or put away. What was sent in is kept. To go on, open it again.
form-items-many = There is room for { $most } of these. Please leave one empty.
form-item = { $item } { $number }
form-item-label = { $item } { $number }: { $label }
form-any = Anything to add here: { $item }?
form-another = One more: { $item }?
form-yes = Yes
form-no = No, go on
form-page = Step { $at } of { $of } · { $title }
form-next = Next
form-back = Back
form-keep = Save and finish later
form-more = Add one more: { $item }
form-less = Remove
form-less-item = Remove { $item } { $number }
form-then = And then
form-then-hint = What happens when you press the button
form-kept = What you typed until { $when } stands here. Only you see it.
form-kept-now = Saved. Only you see it until you submit; ask for this form again to go on, here or on your other platform.
form-rest = { $item }: what you leave empty does not count.
form-section-label = { $section }: { $label }
