# The notice before anything else, who had it, and the tour

notice-headline = Jinbu is here to tell you your own work figures
notice-what = I take figures about your work from the files and systems your company connects: what you reached, what was agreed, what came before. I do not read conversations, and nobody is ranked.
notice-who-manager = { $name } and HR can see your figures, colleagues cannot. You hear of a figure before or together with your manager.
notice-who = Your manager and HR can see your figures, colleagues cannot. You hear of a figure before or together with your manager.
notice-how = The comparisons are plain arithmetic, open under “Why?”. A model may help with the wording. No decision about you is made automatically.
notice-object = A number looks wrong, or you object? Write “dispute”. “privacy” shows what is stored about you, “notice” shows this text.
notice-understood = Understood
notice-seen = You have said that you have seen this.
notice-note = Understood means seen, not agreed · version { $version }
notices-headline = { $seen } of { $people } people have seen the notice
notices-sent = Sent
notices-seen = Said “Understood”
notices-left = Not yet told
notices-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
notices-text = Whoever is not yet told gets the notice before their first message. You can also send it to all of them now.
notices-announce = Send it to them now
notices-queued = { $n ->
    [0] Everybody has had it already.
    [one] The notice is on its way to one person.
   *[other] The notice is on its way to { $n } people; it keeps to working hours.
}
notices-note = The file lists who had it when · HR and admins see this
tour-headline = What you can do here
tour-note = “tour” shows this again
