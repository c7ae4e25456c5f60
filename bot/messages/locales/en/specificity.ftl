# Whether what somebody wrote is specific enough

specificity-phrase = “{ $phrase }” can mean many things.
specificity-ask-work = Which piece of work is this about? A project, a customer or a metric is enough.
specificity-ask-deed = What was done, or left undone? Name one thing that others could have seen.
specificity-ask-effect = What came of it? Say how much faster or slower it got, or who had more or less to do.
specificity-ask-amount = When was it, or how much? One date or one number is enough.
specificity-ask-part = Which step did the person take themselves, or miss?
specificity-ask-party = Who else was there, or where did it happen?
specificity-example = For example: { $example }
specificity-personal = “{ $phrase }” is about the person. Write what happened, not what somebody is like.
specificity-copied = This is almost what was written before. What was different this time?
specificity-optional = Nothing to add? Send it again as it is.
specificity-hint = { $hint }
