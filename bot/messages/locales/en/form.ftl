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
form-closed = This form is no longer open, so nothing was submitted. Please open it again.
