# How much of a goal's part counts at most

goal-cap-now = At most { $share } of each part counts
goal-cap-set = From now on at most { $share } of each part counts
goal-cap-all = What goes beyond its target is kept and shown, and counts as 100%: more of one part does not make up for less of another.
goal-cap-more = What goes beyond its target is kept and shown, and counts up to { $share }: more of one part makes up for some of another. Scores follow.
goal-cap-button = Count up to { $share }
goal-cap-since = Set { $day } by { $name }.
goal-cap-note = It holds for all goals of the company; HR can set it, and that is on record.
help-goal-cap = “{ $words }” shows and sets how much counts of what goes beyond its target
