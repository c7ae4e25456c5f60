# Several messages in one, and a message that may be a repeat

delivery-digest = { $n } messages for you today
delivery-digest-talks = { $n } people to talk with
delivery-digest-button = { $verb } (no. { $number })
delivery-digest-note = In one message, so that your day has fewer · only you see it
delivery-doubt = You may have had this message already: the first sending was not confirmed.
delivery-list =
    { $n ->
        [0] No deliveries
        [one] One delivery
       *[other] { $n } deliveries
    }
delivery-list-none = None fits. Leave the name, state or day out to see more.
delivery-list-more = These are the newest { $n }; the file has all. Narrow it with a name, a state, a rule or “today”.
delivery-list-note = What a message says is never shown here · `deliveries 412` shows one of them · times in your zone
delivery-count = { $n } { $state }
delivery-column-no = No.
delivery-column-who = To
delivery-column-kind = Kind
delivery-column-state = State
delivery-column-when = When
delivery-state-due = waiting
delivery-state-sending = on its way
delivery-state-sent = sent
delivery-state-merged = in a digest
delivery-state-expired = expired
delivery-state-failed = failed
delivery-held = held: { $reason }
delivery-hold-quiet-hours = quiet hours
delivery-hold-weekend = day off
delivery-hold-holiday = holiday
delivery-hold-leave = away
delivery-hold-cap = enough for now
delivery-hold-digest = for the digest
delivery-hold-after-subject = the person hears it first
delivery-hold-together = others are about to come with it
delivery-hold-budget = calls of the month
delivery-hold-review = to be approved
delivery-hold-retry = being tried again
delivery-hold-platform = the platform takes no messages
delivery-hold-rate = the platform asked to wait
delivery-hold-paused = paused
delivery-hold-not-reachable = no account
delivery-one = Delivery { $no } to { $name }
delivery-rule = rule { $rule }
delivery-made = Made
delivery-until = Held until
delivery-expires = Not after
delivery-sent = Sent
delivery-attempts = Attempts
delivery-latency =
    { $minutes ->
        [one] a minute after its data came
       *[other] { $minutes } minutes after its data came
    }
delivery-paused-why = paused: “{ $reason }”
delivery-off = its reader has switched this kind off
delivery-lost = its reader may not see any more what it says
delivery-expired-why = too old by the time it could go
delivery-in-doubt = it may have arrived; the platform did not confirm it
delivery-detail = the platform says { $detail }
delivery-button-resend = Send it again
delivery-button-sure = Yes, send it again
delivery-confirm = Send { $no } to { $name } again?
delivery-confirm-text = It is tried anew under its own key, in working hours and within the limits. See first that what was wrong is fixed, or it fails again.
delivery-confirm-doubt = The first attempt was never confirmed: it may have arrived, and then the same message comes twice. It is tried anew under its own key.
delivery-again = Delivery { $no } is tried again
delivery-unknown = There is no delivery { $no }. `deliveries` lists them.
delivery-which = Which one? Write its number, such as `resend 412`.
delivery-not-failed = Delivery { $no } has not failed, so there is nothing to send again.
help-deliveries = `{ $words }` shows who was sent what kind of message, and what is held; add a name, a state, a rule or “today”
help-delivery-ask = `{ $words } 412` sends one again that failed
delivery-hold-notice = first the notice
delivery-unread = { $name } did not get your message
delivery-unread-text = It waited, and they stopped leading you before it could go. Nobody has read it. To tell whoever leads you now, write it again.
delivery-changed = Please ask once more
delivery-changed-text = Your answer waited, and what you may see here has changed since, so it was not sent.
