# What the chat adapters add themselves

platform-in-private = I sent it to you in a private message.
platform-write-in-private = Please write to me in a private message.
platform-reply-with = Reply { $number }: { $verb }
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
