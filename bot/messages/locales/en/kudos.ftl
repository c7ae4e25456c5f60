# Feedback between people

kudos-title = Feedback to a colleague
kudos-title-to = Feedback to { $name }
kudos-intro = It goes out with your name, to nobody but whom you choose below. No points are given, and nobody is counted or ranked.
kudos-to = To whom?
kudos-to-hint = A name or an employee id
kudos-about = Which piece of work?
kudos-about-hint = A project, a metric or something delivered, in one line
kudos-text = What was done, and what came of it?
kudos-text-hint = For example: on Tuesday you wrote down the rollback steps, and on Thursday we were back in 10 minutes
kudos-visibility = Who can read it?
kudos-visibility-person = Only the person themselves
kudos-visibility-manager = The person and their manager
kudos-send = Send
kudos-sent = { $name } gets it { $when }. Nobody else can read it.
kudos-sent-manager = { $name } gets it { $when }, and their manager after them.
kudos-summary = A colleague wrote to you about your work
kudos-headline = { $name } wrote to you about { $about }
kudos-note = Only you and { $name } can read this · not scored, not counted
kudos-note-manager = You, { $name } and { $manager } can read this · not scored, not counted
kudos-agree = I agree
kudos-disagree = I see it differently
kudos-comment = Comment
kudos-copy-summary = A colleague wrote about work in your team
kudos-copy-headline = { $giver } wrote to { $receiver } about { $about }
kudos-copy-note = { $giver } chose that you can read this too · { $receiver } knows, and gets it first

kudos-ask-title = Ask a colleague for feedback
kudos-ask-title-to = Ask { $name } for feedback
kudos-ask-intro = They can write or say “not now”. They are reminded once, after three days, and then left in peace.
kudos-topic = What would you like to hear about?
kudos-topic-hint = One piece of work, and if you like one question: how clear was my handover of Project B?
kudos-ask-send = Ask
kudos-asked = { $name } gets your question { $when }. You hear from me once there is an answer.
kudos-request-summary = A colleague asks what you think
kudos-request = { $name } asks for your feedback: { $topic }
kudos-request-again = Still open: { $name } asks for your feedback: { $topic }
kudos-request-text = Two sentences are enough: what you saw, and what came of it.
kudos-request-note = Before you send it, you choose who can read it · { $name } is not told of a “not now”
kudos-write = Write
kudos-not-now = Not now
kudos-declined = Put away. There will be no reminder.

kudos-answer-text = What would you like to say?
kudos-answer-hint = What you remember of it: what happened, when, who was there
kudos-answer-intro = Your answer goes to { $name }, and to nobody else.
kudos-answer-summary = There is an answer for you
kudos-answer =
    { $stance ->
        [agree] { $name } agrees with what you wrote about { $about }
        [disagree] { $name } sees it differently: { $about }
       *[comment] { $name } comments on what you wrote about { $about }
    }
kudos-answer-evaluation =
    { $stance ->
        [agree] { $name } agrees with their evaluation
        [disagree] { $name } sees their evaluation differently
       *[comment] { $name } comments on their evaluation
    }
kudos-answer-note = Only you and { $name } can read this
kudos-answered-to = Your answer went to { $name }.
kudos-answered = You have answered this already.
kudos-closed = This question is closed already.
kudos-asked-already = { $name } still has your last question. I ask about one thing at a time.
kudos-self = Feedback goes to a colleague. Please name somebody else.
kudos-gone = That is no longer here.
kudos-nobody = No manager is on record for you, so there is nobody to answer to.
