# A team at a glance

team-summary = Your team
team-of = { $name }’s team
team-headline = { $whose }: { $talk ->
    [0] nobody to talk with urgently
    [one] one person to talk with
   *[other] { $talk } people to talk with
}{ $well ->
    [0] { "" }
    [one] , one to praise
   *[other] , { $well } to praise
}
team-empty = { $whose }: no figures yet
team-no-figures = no figures yet
team-value = { $title } { $value }
team-talk = time for a talk
team-planned = 1:1 { $moment }
team-praise = worth a word of praise
team-praise-other = worth a word of praise: { $title } { $reached }
team-more = { $n ->
    [one] One more person is not shown
   *[other] { $n } more people are not shown
}: nothing stands out there. `person NAME` shows each.
team-deeper = Further down, { $title } in { $period }, only as groups:
team-group = { $n } people
team-group-reached = { $bound ->
    [least] at least { $share } of them reached their target
    [most] at most { $share } of them reached their target
   *[about] { $share } of them reached their target
}
team-group-none = There are no figures of a whole period yet, or no group that is large enough.
team-hidden = { $n ->
    [one] One group is hidden
   *[other] { $n } groups are hidden
}: fewer than { $floor } people have figures, or it would show by subtraction.
team-remind = Remind { $name }
team-book = Talk with { $name }
team-talks = All { $n } talks
team-talks-headline = { $n ->
    [0] No talk is waiting to be booked
    [one] One talk to book
   *[other] { $n } talks to book
}
team-talks-summary = Talks to book
team-talks-next = After these: { $names }. Ask again once the first are booked.
team-note = Data to { $day } · by name, nobody is ranked · only you see this; each of them sees their own numbers
team-note-read = Data to { $day } · by name, nobody is ranked · that you read this is on record
team-note-group = Groups of fewer than { $floor } stay hidden, also by subtraction · shares in steps of 5%, never “all” or “nobody”
team-note-talks = Only you see this list · a talk that is booked leaves it
team-unknown = I do not know a metric, a period or a team called “{ $said }”. `team` alone shows yours.
team-whose = Nobody reports to you. Name the manager or the department: `team NAME`.
team-nobody = Nobody reports to { $name }.
team-member = { $name }
team-member-empty = No figures of { $name } yet
team-member-note = Data to { $day } · they see the same figures · only whoever leads them and HR can open this
team-met = You last met on { $day }.
team-met-never = No 1:1 is on record yet.
team-next = The next one is { $moment }.
team-next-none = None is planned.
team-remind-short = Remind
team-plan = Plan a 1:1
team-open-meeting = The 1:1
team-second-line = You see the people who report to you; of { $name } you see what the group does: `team { $lead }`.
