# Notes of a review talk: shared, private, clarified, made actions.
help-meeting-note-write = `{ $words }` and your words note a point of the review talk, which the other reads right away; a name and a colon first say whose
help-meeting-note-write-private = `{ $words }` and your words note something about the review talk that only you see
help-meeting-note-private = `{ $words }` shows what you noted for yourself, which nobody else sees
meeting-note-form = Note of the review talk
meeting-note-which = Which talk?
meeting-note-text = What do you want to note?
meeting-note-hint = For example: needs more customer resources
meeting-note-who = Who reads it?
meeting-note-sight-shared = Both of us
meeting-note-sight-private = Only me
meeting-note-kind = What is it?
meeting-note-kind-point = A point
meeting-note-kind-support = A request for support
meeting-note-save = Note it
meeting-note-intro = A shared note reaches the other at once. A private one is seen by nobody else, HR included.
meeting-note-shared = **Notes you both see**
meeting-note-earlier = { $n ->
    [one] One earlier note is in the export of your data.
   *[other] { $n } earlier notes are in the export of your data.
}
meeting-note-line = { $kind ->
    [support] { $when } · { $name } asks for support: { $words }
   *[other] { $when } · { $name }: { $words }
}
meeting-note-beside = » { $when } · { $name } adds: { $words }
meeting-note-action = { $state ->
    [asked] → Action: { $name }, wanted by { $day }, not answered yet
    [declined] → Action: { $name } cannot, as things stand
    [over] → Action: { $name }, until { $day }: over
   *[other] → Action: { $name }, until { $day }
}
meeting-note-someone = { $side ->
    [employee] the employee
   *[other] the manager at the time
}
meeting-note-told = { $kind ->
    [support] { $name } asks for support · { $cycle }
    [clarification] { $name } adds to your note · { $cycle }
   *[other] Note from { $name } · { $cycle }
}
meeting-note-noted = { $kind ->
    [support] Noted as a request for support
    [clarification] Put beside the note
   *[other] Noted
}
meeting-note-noted-private = { $n ->
    [one] Noted for you alone: nobody else sees it, HR included. `private notes` shows it.
   *[other] Noted for you alone: nobody else sees it, HR included. `private notes` shows all { $n }.
}
meeting-note-asks = Shall it be an action, with somebody who does it and a day?
meeting-note-own = { $n ->
    [0] No private notes
    [one] One private note
   *[other] { $n } private notes
}
meeting-note-own-summary = Your private notes
meeting-note-own-line = { $when } · talk with { $name }: { $words }
meeting-note-own-none = `private note` and your words keep something for you alone.
meeting-note-own-sight = Only you see these: not the other one, not HR, not admins, not whoever leads the person after you. They are in your export and go with your data.
meeting-note-clarify = Add to a note
meeting-note-about = Which note?
meeting-note-clarify-text = What do you want to add?
meeting-note-clarify-intro = The note stays as it is; yours stands beside it. { $name } reads it at once.
meeting-note-action-title = Make it an action
meeting-note-action-text = What is to be done?
meeting-note-action-owner = Who does it?
meeting-note-action-due = By when?
meeting-note-action-save = Agree
meeting-note-action-intro = { $name } is told. Both of you are reminded before that day.
meeting-note-acted-on = It is an action now
meeting-note-button-write = Add a note
meeting-note-button-more = Add another
meeting-note-button-clarify = Add to it
meeting-note-button-all = All notes
meeting-note-button-action = Make it an action
meeting-note-button-private = My private notes
meeting-note-empty = Nothing stands there yet. Write what you want to note.
meeting-note-gone = That note is not there, or it is your own: you add beside what the other has noted.
meeting-note-acted = It is an action already.
meeting-note-closed = This review talk is closed, or has not begun. Nothing is noted to it now.
meeting-note-nowhere = No review talk is ahead of you. For a 1:1 say `ask 1:1`.
privacy-kind-meeting-notes = Shared notes of your review talks
privacy-kind-private-notes = Your private notes
