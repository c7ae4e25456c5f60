# What the chat adapters add themselves

platform-in-private = I sent it to you in a private message.
platform-reply-with = Reply { $number }: { $verb }
platform-working = One moment.
platform-failed = That did not work just now. Nothing is lost; please try again in a minute.
button-unknown = That button belongs to something that is over. “help” lists what you can do now.
