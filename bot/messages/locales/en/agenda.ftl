# What two want to talk about

agenda-topic-progress = Progress
agenda-topic-problems = Problems
agenda-topic-support = Support needed
agenda-headline = 1:1 with { $name }: what to talk about
agenda-headline-at = 1:1 with { $name }, { $moment }: what to talk about
agenda-private = Only you see these:
agenda-since = open since { $day }
agenda-more = { $n } more points are open; they wait for their turn.
agenda-why = Why { $title }?
agenda-empty = Nobody has added a point yet. How far are things, what is in the way, what support is needed?
agenda-add = Add a point
agenda-button = Agenda
agenda-note = Shared points are for you and { $name } alone · private ones for whoever wrote them
agenda-form-title = For your 1:1 with { $name }
agenda-form-text = What do you want to talk about?
agenda-form-hint = One line is enough
agenda-form-topic = It is about
agenda-form-share = Who sees it
agenda-share-both = You and { $name }
agenda-share-me = Only you
agenda-form-submit = Add it
agenda-added = Added. { $name } sees it too.
agenda-added-private = Added, for you alone. { $name } does not see it.
privacy-kind-agenda-points = Points for your one-on-ones
privacy-kind-private-points = Your own notes for one-on-ones
help-agenda = `{ $words }` shows what there is to talk about in your 1:1; with words behind it, it adds them

agenda-goals = Goals to talk about
agenda-goal-waits = Waits for a yes
agenda-goal-obstacle = In the way
agenda-goal-experiment = To decide
agenda-goal-off-track = Goal off track
agenda-goal-need = what would help: { $need }
