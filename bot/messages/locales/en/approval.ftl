# Approvals: words that wait for a yes

approval-summary = A message waits for your approval
approval-headline = For your approval: what { $name } would read
approval-until = Until { $moment }. Without your answer it is not sent.
approval-until-goes = Until { $moment }. Without your answer it goes out as it is.
approval-evidence = The rows behind it:
approval-approve = Approve
approval-edit = Edit…
approval-hold = Hold…
approval-by-rule-text = drafted from the house’s approved sentences
approval-by-model = drafted by AI ({ $writer }) from the same figures
approval-rule = rule “{ $title }”
approval-edited = edited
approval-note = Only you see this · { $by }
approval-reviewed = Text { $by }, reviewed by { $name }
approval-approved = Approved. It goes out in working hours, with your name as the reviewer.
approval-redrawn = The figures have changed since this was drafted. Nothing was sent; a new draft is on its way to you.
approval-nothing-headline = This draft has nothing to say any more
approval-nothing = The figures behind it changed, and what it said no longer holds. Nothing was sent.
approval-rejected = Rejected, and kept with your reason. Nothing was sent.
approval-held = Held until { $moment }. Without an answer by then it is not sent.
approval-gone = This draft is no longer there.
approval-decided = This was decided already, or is being written anew. “drafts” lists what waits for you.
approval-newer = There is a newer draft. `drafts` shows it.
approval-changed = The figures have changed meanwhile. A new draft will come when they have settled.
approval-fault = These do not go together: say each value once, keep a strength and a gap that exist, three findings and two steps at most.
approval-reason = Please say why; it is kept with the decision.
approval-findings = What it says
approval-steps = The next step
approval-own = A sentence of your own
approval-own-hint = It stands below the figures as your words, with your name.
approval-then = And then
approval-then-send = Show me the new text
approval-then-reject = Reject it: do not send
approval-why = If you reject it: why?
approval-why-hint = For example: the machine was being set up that week.
approval-edit-title = Edit: { $name }
approval-edit-submit = Go on
approval-edit-intro = Numbers come from the data and stay as they are. You choose what is said and add your own words.
approval-hold-title = Hold: { $name }
approval-hold-days = For how long?
approval-hold-why = Why?
approval-hold-submit = Hold
approval-hold-intro = It waits, and you are asked again.
approval-days = { $n ->
    [one] one working day
   *[other] { $n } working days
}
approval-list = { $n ->
    [0] No draft waits for you
    [one] One draft waits for you
   *[other] { $n } drafts wait for you
}
approval-list-summary = Drafts that wait for you
approval-list-note = What nobody decides in time is not sent; praise may go out unchanged
approval-kind = { $kind ->
    [praise] praise
    [nudge] a talk to suggest
    [alert] a look to suggest
   *[standing] their figures
}
approval-by = until { $moment }
approval-numbered = { $number } · { $name }
approval-open = Open { $name }
approval-open-numbered = Open { $number } · { $name }
approval-lapsed = Not sent: nobody decided about a message to { $name }
approval-lapsed-summary = A message was not sent because nobody decided
approval-lapsed-asked = { $name } was asked on { $moment } and did not answer in time.
approval-lapsed-nobody = Since { $moment } there was nobody to ask: no manager, no deputy, no HR.
approval-lapsed-step = Would you ask what held it up?
approval-lapsed-note = Only HR gets this · nothing negative goes out by itself
