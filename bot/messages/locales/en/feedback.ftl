# Feedback: what a person, or their manager, is told

feedback-headline-target = { $title }, { $period }: { $share } of target
feedback-headline-target-more = { $title }, { $period }: { $share } of target, { $more }
feedback-headline-value = { $title }, { $period }: { $value }, { $clause }
feedback-headline-neutral = Your numbers for { $period } are in
feedback-headline-neutral-so-far = Your numbers for { $period }
feedback-why = Why?
feedback-why-period = Why: { $period }
feedback-fact-period = { $period } · { $title }
feedback-useful = Useful
feedback-not-useful = Not useful
feedback-note = Data to { $day } · you and your manager see this · “Why?” shows what it is made of
feedback-note-alone = Data to { $day } · you and HR see this · “Why?” shows what it is made of
feedback-note-reader = Data to { $day } · only you see this message · “Why?” shows what it is made of
feedback-note-first = Data to { $day } · the same numbers went to { $name } first · “Why?” shows what it is made of
feedback-thanks-useful = Noted: useful. Thank you.
feedback-thanks-not-useful = Noted: not useful. It counts when we decide what to send.

nudge-summary = A 1:1 worth booking this week
nudge-summary-unled = Figures to look at, of somebody whom nobody leads
nudge-headline-share = { $name }, { $period }: { $title } at { $share } of target, { $bar }
nudge-headline-share-so-far = { $name }, { $period }: { $title } at { $share } of the target for the days so far, { $bar }
nudge-headline-value = { $name }, { $period }: { $title } at { $value }, { $bar }
nudge-summary-taken-back = A reminder was taken back
nudge-taken-back = Taken back: nothing here calls for a talk with { $name } any more
nudge-taken-back-corrected = The number behind this reminder was corrected on { $day }.
nudge-taken-back-recovered = The figures are better by now, as of { $day }.
nudge-taken-back-changed = What this reminder went by has changed, as of { $day }.
nudge-moved = { $name } is not on your team any more
nudge-moved-to = { $lead } leads { $name } now, so this reminder is theirs to follow up.
nudge-moved-nobody = This reminder is not yours to follow up any more.
nudge-before = Before
nudge-before-item = { $value } in { $period }
nudge-context = { $unit }: { $title }
nudge-unled = Nobody leads { $name } on the people list, so this comes to HR. An admin can enter who does.
nudge-book = Book { $moment }

alert-summary = { $unit } needs a look { $grain ->
    [day] today
   *[other] this week
}
alert-headline-bar = { $unit }, { $period }: { $title } { $value }, { $bar }
alert-headline = { $unit }, { $period }: { $title } { $value }, { $clause }
alert-part = { $share } of the total
alert-quiet = Reminders about individuals here are paused today.
alert-why = Details
alert-note = Data to { $day } · only you see this message · “Details” shows what it is made of

correction-summary = A correction to your numbers for { $period }
correction-summary-other = A correction to numbers for { $period }
correction-headline-own = Correction: your { $title }, { $period }: { $after }, not { $before }
correction-headline-own-now = Correction: your { $title }, { $period }: now { $after }
correction-headline-other = Correction: { $title } of { $name }, { $period }: { $after }, not { $before }
correction-headline-made-of = Correction: { $title } of { $name }, { $period }: now { $after }
correction-parts = Figures that it is made of were corrected on { $day }. What we wrote from the old ones no longer holds; everyone who was told gets this message.
correction-gone-own = No longer so: no value is left for your { $title }, { $period }
correction-gone-other = No longer so: no value is left for the { $title } of { $name }, { $period }
correction-gone-text = The records that it was made of were corrected, and a second person approved it (correction { $number }). Nothing is left to make a value of, and what we wrote from the old number no longer holds; everyone who was told gets this message.
correction-ended-summary = A correction to something you were told
correction-ended-headline = No longer so: what you were told of { $name }, { $titles } for { $period }
correction-ended-text = The figure behind it was corrected. You no longer see the figures of { $name }, so the new one is not shown here.
correction-headline-target-own = Correction: the target of your { $title } for { $period } is { $after }, not { $before }
correction-headline-target-other = Correction: the target of { $name } for { $title }, { $period }, is { $after }, not { $before }
correction-target-days = The target for the whole period is { $full }; this is its share for the days worked, as we know them now.
correction-target = The target changed after we wrote.
correction-no-longer = What we wrote from the old one no longer holds; everyone who was told gets this message.
correction-was = was { $before }
correction-source = The source was corrected on { $day } ({ $file }, row { $row }). What we wrote from the old number no longer holds; everyone who was told gets this message.
correction-thanks = You objected on { $day }, and you were right. Thank you for pointing it out.
