# A talk that was booked on a number that was wrong
basis-summary = A question about your 1:1
basis-headline = Your 1:1 with { $name }, { $moment }: keep it?
basis-text-lead-number = You booked it after a message about { $name }. Our number was wrong; it is corrected, and nothing calls for the talk any more.
basis-text-lead-target = You booked it after a message about { $name }. The target behind it is another one now, and nothing calls for the talk any more.
basis-text-own-number = One of your numbers was wrong and is corrected. The 1:1 is still planned.
basis-text-own-target = One of your targets is another one now. The 1:1 is still planned.
basis-step = It stays unless one of you calls it off.
basis-keep = Keep it
basis-kept = Your 1:1 with { $name } stays: { $moment }
basis-note = Both of you get this question · nobody else sees it
