# Corrections: a new value, asked for by one person and approved by another

correction-title = Correct a number
correction-stands = { $name }, { $title } for { $period }: { $value } is stored ({ $source }).
correction-how = Somebody else of HR has to approve it before it counts; the old value is kept.
correction-counted = { $value } ({ $counts })
correction-value = What it should be
correction-numerator = Numerator, as it should be
correction-denominator = Denominator, as it should be
correction-reason = Why
correction-reason-hint = What is wrong in the source, and where one can check it.
correction-submit = Ask for the correction
correction-request-summary = A correction waits for your decision
correction-request-headline = May this correction count? { $name }, { $title } for { $period }
correction-asked-by = { $name } asks for it (correction { $number }).
correction-from-case = It follows from case { $number }.
correction-old = Stored now
correction-held = Held back
correction-new = Would be
correction-approve = Approve
correction-reject = Reject…
correction-note = Nobody approves their own request or one about themselves · the old value is kept
correction-reject-title = Reject correction { $number }
correction-reject-reason = Why it may not count
correction-reject-submit = Reject it
correction-asked-headline = Asked: { $name }, { $title } for { $period }
correction-asked-text = Correction { $number } waits for somebody else of HR. You hear what they decide; nothing has changed so far.
correction-summary-asked = Your correction waits for a second person
correction-summary-decided = Your correction has been decided
correction-approved-headline = Corrected: { $name }, { $title } for { $period }
correction-approved-text = { $name } approved it. Everything is computed again, and everybody who was told the old number gets the new one.
correction-rejected-headline = Not corrected: { $name }, { $title } for { $period }
correction-rejected-text = { $name } rejected it. The stored value stands; with what is missing you can ask again.
correction-done = Approved. It counts from now on.
correction-refused = Rejected. The stored value stands.
correction-which = Please say whose number and which one, for example: { $example }.
correction-which-example = correct Ana Silva defect rate September
correction-gone = There is no correction of that number.
correction-own = You asked for this correction, so somebody else has to decide about it. The attempt is on record.
correction-decided = { $state ->
    [approved] Somebody has approved this correction already.
   *[rejected] Somebody has rejected this correction already.
}
correction-overtaken = The stored value has changed since this was asked for. Please ask again, for the value that counts now.
correction-waits = A correction of this number waits for approval already.
correction-nobody = Nobody could approve this: it takes a second person with the role of HR. Please ask an admin to name one.
correction-same = This is what is stored already.
correction-impossible = The metric cannot have this value.
correction-no-share = This has to be more than zero.
correction-approval = HR corrected it on { $day }, and a second person approved it (correction { $number }). What we wrote from the old number no longer holds; everyone who was told gets this message.
correction-case = Case { $number } is closed with it.
correction-before = Before
correction-after = Now
correction-none = No correction waits for your decision.
