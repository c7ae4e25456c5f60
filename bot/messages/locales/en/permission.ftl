# What is not somebody's to see or do

permission-denied = This is not yours to see or do here, and the attempt is on record. “help” lists what is; if your role should allow it, an admin can change that.

permission-none-here = There is nothing of that for you here. “help” lists what you can ask; if your role should allow more, an admin can change that.

# Roles

role-employee = employee
role-manager = manager
role-second-line = second line
role-metric-owner = metric owner
role-hr = HR
role-fairness = fairness analyst
role-admin = admin
role-hr-may = reads everything, changes figures only through a correction
role-fairness-may = reads group results about fairness, nobody’s own figures
role-admin-may = runs Jinbu, sees no performance content
role-headline = Who has which role
role-how = To change it: `role give NAME hr`, `role take NAME hr`; the roles are hr, fairness and admin. Managers follow from the people list.
role-change = Change a role
role-who = Who
role-who-hint = Name, employee id or e-mail address
role-which = Role
role-way = What
role-give = Give
role-take = Take back
role-note = Only admins see this · whoever is concerned gets a message
role-given = You have a new role in Jinbu: { $role }
role-taken = You no longer have a role in Jinbu: { $role }
role-by = { $name } has set this.
role-hr-now = You can see everybody’s figures and settle disputes; to change a figure you ask for a correction, and a second person approves it.
role-fairness-now = You can read group results about fairness; nobody’s own figures are among them.
role-admin-now = You can run Jinbu: people, roles, rules, imports. You see no performance content.
role-taken-text = What you can do as an employee or manager stays as it was.
role-tour = What you can do now
role-told-note = Was this a mistake? Please ask an admin
role-not-given = { $name } cannot be given this role: it follows from the people list.
role-last-admin = { $name } is the only admin. Make somebody else an admin first.
role-done-given = { $name } is now { $role } and gets a message.
role-done-taken = { $name } is no longer { $role } and gets a message.
role-same = Nothing changed: this is so already for { $name }.
role-what = I did not understand this. Write, for example: role give Ana Li hr

# Nobody leads somebody

unled-headline = Who leads { $name }?
unled-text = The people list names nobody who does, or only somebody who has left or is not on it. What is for a manager would go to HR, and nobody else has that role, so it goes to nobody. Enter who leads them (`move NAME`), or give somebody the role of HR.
role-note-admin = Only admins see this · no figures are shown

# What the other admins and HR are told

announce-summary = A change that all admins and HR are told of
announce-machine = Whoever runs the machine
announce-role-given = { $by } has given { $name } the role: { $role }
announce-role-taken = { $by } has taken from { $name } the role: { $role }
announce-role-given-own = { $by } has taken the role: { $role }
announce-role-taken-own = { $by } has laid down the role: { $role }
announce-deputy = { $by } has named { $deputy } to stand in for { $name }
announce-link = { $by } has linked an account to { $name }: { $account }
announce-unlink = { $by } has unlinked an account from { $name }: { $account }
announce-move = Moved by { $by }: { $name } reports to { $manager }
announce-move-top = Moved by { $by }: { $name } reports to nobody
announce-leads = { $by } has sent a people file by which they lead more people: { $names }
announce-accounts = { $by } has sent a people file that changes the accounts of { $names }
announce-target = { $by } has set a target that holds for themselves too: { $title }
announce-figures = { $by } has sent a file with figures of their own
announce-text = It counts already. It is told to all other admins and HR, because it concerns whoever did it or lets somebody see or do more.
announce-note = Should this not be so? An admin can take it back · it is on record

# Deputies

deputy-headline = { $n ->
    [one] One person stands in for somebody
   *[other] { $n } people stand in for somebody
}
deputy-for = For whom
deputy-who = Who stands in
deputy-first = First day
deputy-last = Last day
deputy-name = Name a deputy
deputy-end = End it now
deputy-intro = Between these days, both included, whoever stands in sees the team’s figures and gets what would go to the manager.
deputy-note = Both are told · access ends by itself after the last day
deputy-you = You stand in for { $name }
deputy-you-text = From { $first } to { $last } you see the team’s figures, and what the manager would get about the team comes to you. Afterwards this ends by itself.
deputy-yours = { $name } stands in for you
deputy-yours-text = From { $first } to { $last }: your team’s figures are visible to them, and messages about the team go there. Afterwards this ends by itself.
deputy-over-headline = You no longer stand in for { $name }
deputy-over-text = You no longer see the team’s figures, and no more messages about the team come to you.
deputy-self = Please name another person.
deputy-over = This is over before it begins.
deputy-no-team = Nobody reports to { $name }, so there is nothing to stand in for.
deputy-set = { $deputy } stands in for { $name } from { $first } to { $last }. Both are told.
deputy-ended = Nobody stands in for { $name } any more.
deputy-none = Nobody stands in for { $name }.
