# Steps followed through: what somebody says about a step, and what the number did since

advice-done = Did it
advice-not-for-me = Not for me
advice-later = Later
advice-noted-done = Noted: done. The next message about this number says where it went since.
advice-noted-not-for-me = Noted. This suggestion will not come again.
advice-noted-later = Noted. You are asked once more, in a week or with the next message.
advice-tried = You tried “{ $said }” on { $day }. { $title } since then: { $before } → { $after }.
advice-note = { $note } · your answer to the step is yours alone, counted only among five or more
advice-again-headline = You wanted to come back to a suggestion
advice-again-text = It was: “{ $said }”. Have you had a chance to try it?
advice-again-note = This is asked once · only you see your answer
