# Values that are held back until somebody decides

held-headline = { $n ->
    [one] One value is held back and needs your decision
   *[other] { $n } values are held back and need your decision
}
held-summary = Values that are held back
held-none = Nothing is held back
held-accepted = { $metric } { $value } for { $person } counts from now on
held-discarded = { $metric } { $value } for { $person } is left out for good
held-corrected = { $metric } { $value } for { $person } is replaced by the right value
held-left = { $n ->
    [one] One more waits:
   *[other] { $n } more wait:
}
held-more = { $n } more wait. `quarantine` lists them as you decide.
held-note = Until somebody decides, nothing uses it and nobody hears of it. The first decision counts and is in the audit trail.
held-value = Value
held-usual = usually { $low } to { $high } ({ $n } others)
held-about = About
held-person = { $person }, { $metric }, { $period }
held-record-person = { $person }, { $stream } { $id }, { $day }
held-record-of = { $name } { $value }
held-record-rest = The rest of it: { $rest }.
held-from = From
held-row = { $file }, row { $row }
held-row-only = row { $row }
held-about-number = { $n } · About
held-sure-accept = Let { $metric } { $value } for { $person } count?
held-sure-accept-text = It counts at once: in figures, comparisons and messages, also in those to the person.
held-sure-discard = Leave { $metric } { $value } for { $person } out for good?
held-sure-discard-text = Nothing will use it, also when the same file comes again. To put in the right value, choose “Correct…”.
held-button-open = Decide on { $n }
held-button-sure-accept = Yes, let it count
held-button-sure-discard = Yes, leave it out
held-button-back = Back
held-button-list = All that wait
held-button-accept = Accept
held-button-correct = Correct…
held-button-discard = Discard
held-form = The right value for { $person }
held-form-intro = What should stand there as { $metric }? Look into the source first: the person sees this figure.
held-form-save = Store it
held-form-record = The right record for { $person }
held-form-record-intro = What should record { $id } of { $stream } say? Look into the source first: the person sees what is made of it.
held-right = Right value
held-right-hint = Instead of { $value }
held-reason = How you know
held-reason-hint = For example: order system, 3 Nov; a decimal point had slipped
held-decided = { $state ->
    [accepted] Somebody has decided already: it counts.
    [discarded] Somebody has decided already: it is left out, or corrected.
   *[other] A newer value has come in its place, so there is nothing to decide.
}
held-looks-slip = It looks like a slipped decimal point.
held-looks-sign = It looks like a turned sign.
held-looks-far = It is far outside all of them.
held-asked = { $metric } { $value } for { $person } is left out; the right value counts once somebody else of HR approves it
held-own = This value is about you, so another admin or HR decides about it. The attempt is on record.
