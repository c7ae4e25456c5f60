# Help, and people and words we do not know

help-headline = What you can ask me
help-summary = What you can ask me
help-text = I send you your own figures when new ones arrive: what went well, what to look at, one next step. Nobody is ranked.
help-me = `{ $words }` shows your latest numbers with their arithmetic and trend
help-why = `{ $words }` explains the newest message, or a metric or month you name
help-data = `{ $words }` shows the stored rows behind your numbers, as a table and a file
help-dispute = `{ $words }` opens a case about a number of yours that is wrong
help-dispute-list = `{ $words }` lists cases about numbers and where they stand
help-correct = `{ $words }` asks for a number to be corrected; another person of HR approves it
help-context = `{ $words }` adds to a number what the data does not show
help-help = `{ $words }` shows this list
help-word = help
help-more = Under every message, “Why?” shows the rows that its numbers come from.
help-note = What you ask here is answered to you alone
help-button-me = My numbers
help-unknown = I do not know “{ $words }” yet
help-unknown-near = Did you mean `{ $nearest }`?
help-unknown-text = I answer to a few words. `{ $help }` lists them.
help-stranger = I do not know this account yet. Ask whoever runs the people list to add it to your entry; then I can show you your numbers.
help-role-employee = For you
help-role-manager = For your team
help-role-second-line = For the teams below you
help-role-hr = HR
help-role-fairness = Fairness
help-role-admin = Running Jinbu
