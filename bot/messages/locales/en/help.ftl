# Help, and people and words we do not know

help-headline = What you can ask me
help-summary = What you can ask me
help-text = I send you your own figures when new ones arrive: what went well, what to look at, one next step. Nobody is ranked.
help-me = `{ $words }` shows your latest numbers with their arithmetic and trend
help-metric = `{ $words }` lists what is measured; with a name it shows how
help-metric-add = `{ $words }` writes a new metric
help-metric-edit = `{ $words }` with a name changes one
help-metric-pack = `{ $words }` adds ready metrics for a job family
help-rule = `{ $words }` lists the rules; with a key it opens one
help-rule-test = `{ $words }` with a key or a condition says whom it would have reached last month
help-rule-add = `{ $words }` writes a new rule
help-rule-edit = `{ $words }` with a key writes another version of a rule
help-rule-on = `{ $words }` with a key lets a rule speak
help-rule-off = `{ $words }` with a key silences a rule
help-target = `{ $words }` with a name, team or role, a metric, a period and a value sets a target
help-template = `{ $words }` lists the fixed texts of messages; with a key it opens one to change
help-help = `{ $words }` shows this list
help-word = help
help-more = Under every message, “Why?” shows the rows that its numbers come from.
help-note = What you ask here is answered to you alone
help-button-me = My numbers
help-unknown = I do not know “{ $words }” yet
help-unknown-near = Did you mean `{ $nearest }`?
help-unknown-text = I answer to a few words. `{ $help }` lists them.
help-stranger = I do not know this account yet. Ask whoever runs the people list to add it to your entry; then I can show you your numbers.
