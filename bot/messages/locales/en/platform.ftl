# What the chat adapters add themselves

platform-in-private = I sent it to you in a private message.
platform-write-in-private = Please write to me in a private message.
platform-refused = I have an answer, but this platform does not let its text be shown. Please ask your Jinbu admins; they see it under `deliveries`.
platform-spent = This cannot be shown now: the organisation’s calls of this month are spent. Please ask your Jinbu admins.
platform-blind = I cannot read what you wrote: the organisation’s calls of this month are spent. Please ask your Jinbu admins, or write again next month.
platform-reply-with = Reply { $number }: { $verb }
platform-number-earlier = { $number } belongs to an earlier message. To choose it, write: reply { $number }
platform-number-doubt = { $number } belongs to a message that may not have reached you. If you see it and want this, write: reply { $number }
platform-number-either = { $number } could be a choice of the latest message or your answer to the question. For the choice, write: reply { $number }; for the answer, put it in quotation marks: "{ $number }"
platform-working = One moment.
platform-failed = That did not work just now. Nothing is lost; please try again in a minute.
platform-moment = One moment
platform-form = Please fill in
platform-form-coming = Your form opens here in a second.
platform-saving = Saving. This can take a few seconds; please keep it open.
platform-saved = Saved.
platform-done = Done.
platform-cancel = Cancel
platform-close = Close
button-unknown = That button belongs to something that is over. “help” lists what you can do now.
