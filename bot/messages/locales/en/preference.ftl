# Preferences: how each kind of message comes, and which always do

preference = How your messages come
preference-changed = Set. This is how your messages come now
preference-always = These always come at once:
preference-button-change = Change
preference-button-less = Less of this
preference-note = Only you see this · whatever you choose, you can ask at any time
preference-form = How messages come
preference-form-intro = A daily digest comes on working days, a weekly one on Monday morning. What is off is not sent at all; your numbers stay where they are.
preference-submit = Set it
preference-topic-standing = How your numbers stand
preference-topic-praise = What went well
preference-topic-nudge = Who needs a talk
preference-topic-alert = A line or team needs a look today
preference-topic-one-on-one = One-on-ones still open
preference-topic-week = Your team's week
preference-topic-report = The monthly report
preference-topic-correction = Corrections
preference-topic-dispute = Disputes and requests
preference-topic-deadline = Deadlines
preference-topic-notice = The notice on what is processed
preference-pace-at-once = at once
preference-pace-daily = in a daily digest
preference-pace-weekly = in a weekly digest
preference-pace-off = off
preference-why-correction = you were told something that is no longer so
preference-why-dispute = somebody waits for you, or you for them
preference-why-deadline = afterwards it would be too late
preference-why-notice = you have a right to know it before anything else
preference-fixed = This kind of message cannot be put off: `less` shows which can, and why some cannot.
preference-pace-unfit = This kind of message does not come at that pace. `less` shows what can be chosen.
preference-proposal = Less often? “{ $kind }”
preference-proposal-text =
    { $answered ->
        [0] You did not use any button on the last { $n } messages of this kind. Perhaps they come too often.
       *[other] You used a button on { $answered } of the last { $n } messages of this kind. Perhaps they come too often.
    }
preference-proposal-note = Nothing changes unless you choose it · asked once for each kind
preference-take-weekly = Once a week
preference-take-off = Switch it off
preference-keep = Keep it so
help-less = `{ $words }` shows how each kind of message comes, and changes it
