# Templates: the fixed words of messages, as an admin reads and changes them

template-unknown = There is no text “{ $said }” to change. `template` lists them; next steps and questions are changed with `advice`.
template-unknown-near = There is no text “{ $said }” to change. Did you mean `{ $nearest }`? Next steps and questions are changed with `advice`.
template-gone = These words are no longer kept. Write them once more.
template-stale = Others came into force for { $template } since you wrote yours. Theirs: “{ $theirs }”. Yours: “{ $yours }”. Nothing was changed.
template-published = These words are in force already.

template-syntax = This cannot be read. Variables look like { "{ $name }" }, and a choice keeps its brackets, arrows and the line with the star.
template-variable-missing = { $names } is missing: without it the message says less than it must.
template-variable-unknown = { $names } is not known here. There is: { $known }.
template-banned = “{ $phrase }” is on the list of phrases that nobody wants to read.
template-address = No addresses here: a link in such a message is what a forger would write.
template-long = { $n } characters; there is room for { $most }.
template-lock-screen = This is what a notification shows, so anybody nearby can read it: “{ $phrase }” says too much.
template-one-line = This is what a notification shows, so it is one line.

template-list-headline = { $n ->
    [0] No text matches
    [one] One text that can be changed
   *[other] { $n } texts that can be changed
}
template-list-text = `template KEY` opens one. Look for words with `template WORDS`. Next steps and questions are not among these: change them with `advice`.
template-column-key = Key
template-column-text = Text
template-column-state = State
template-column-language = Language
template-column-by = By
template-column-at = Date
template-state-changed = changed
template-state-shipped = as shipped
template-language-en = English
template-language-zh-cn = Chinese
template-more = More
template-summary = A text and its versions
template-variables = What is filled in: { $names }.
template-variables-none = Nothing is filled in.
template-limits = Room for { $most } characters.
template-limits-lock-screen = Room for { $most } characters. A notification shows it, so it says nothing about how somebody does.
template-was-reset = back to the shipped text
template-reset-done = The shipped text is in force again, in both languages.
template-reset-nothing = The shipped text is in force already.
template-published-done = In force from now on, for every message that is written.
template-button-edit = Edit { $language }…
template-button-reset = Back to shipped
template-button-publish = Put in force
template-button-again = Edit again…
template-note = Only admins change texts · every version is kept with who wrote it

template-form = { $template }, { $language }
template-form-text = Text
template-form-intro = Keep every variable with its braces. You see the message before anybody gets it.
template-form-submit = Look at it
template-preview-headline = { $template } in { $language }, not in force yet
template-preview-alone = It would read: { $text }
template-preview-summary = On a lock screen: { $summary }
template-preview-note = The figures and names above are made up
