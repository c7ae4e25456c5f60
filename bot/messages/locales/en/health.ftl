# Health and budget: how each part is, and how to fix it

health-well = Everything works
health-wrong =
    { $n ->
        [one] One thing needs somebody
       *[other] { $n } things need somebody
    }
health-report = This is the half-yearly check. `health` shows the same at any time.
health-note = As of the last minute · you are told at once when something turns bad
health-alarm = { $part }: { $fault }
health-alarm-note = Told once a day as long as it lasts · `health` shows everything
health-platform =
    { $name ->
        [slack] Slack
        [dingtalk] DingTalk
       *[other] { $name }
    }
health-example-platform = dingtalk
health-part-database = Database
health-part-platform = { $name }
health-part-clock = Clock
health-part-queue = Messages ready to go
health-part-figures = Figures
health-part-source = Figures from { $name }
health-part-readings = Files of figures
health-part-records = Files of records
health-part-folder = Watched folder
health-part-people = People and accounts
health-part-quarantine = Values held back
health-part-rows = Rows of files
health-part-audit = Audit trail
health-part-budget = { $name }, calls of the month
health-ok-database = works
health-ok-platform = connected
health-ok-clock = on time, nothing missed in a month
health-ok-queue = none is late
health-ok-source = last { $moment }
health-ok-source-none = none yet: send a file here, or put one into the watched folder
health-ok-audit-new = will be checked once a week
health-ok-folder = looked into
health-ok-people = everybody has an account
health-ok-quarantine = none waits
health-ok-rows = everybody and every metric they name is known
health-ok-recalculation = being computed again: { $done } of { $all } people are done
health-ok-audit =
    { $n ->
        [one] whole, one row checked { $moment }
       *[other] whole, { $n } rows checked { $moment }
    }
health-part-file = The file { $name }
health-part-message = A message in { $name }
health-ok-budget = { $n } left
health-down = not connected since { $moment }
health-stopped = silent since { $moment }
health-late = the oldest waits since { $moment }
health-silent = nothing since { $moment }; usually { $days ->
    [1] every day
   *[other] every { $days } days
}
health-missed =
    { $n ->
        [one] one report or digest was let pass within a month
       *[other] { $n } reports or digests were let pass within a month
    }
health-unmatched =
    { $n ->
        [one] one person has no account
       *[other] { $n } people have no account
    }
health-waiting =
    { $n ->
        [one] one value waits for a decision
       *[other] { $n } values wait for a decision
    }
health-unknown =
    { $n ->
        [one] one waits for somebody or a metric not known yet
       *[other] { $n } wait for people or metrics not known yet
    }
health-broken-plain = cannot be written
health-missing-plain = is not there, or cannot be read
health-damaged-plain = is damaged
health-down-plain = not connected
health-refused-plain = refuses our key
health-blind-plain = messages arrive without their text
health-spent-plain = all spent
health-short-plain = will not last for the month
health-stopped-plain = has never run
health-late-plain = late
health-silent-plain = silent
health-tampered-plain = is not as it was written
health-unchecked-plain = has not been checked for more than a week
health-missed-plain = some were let pass
health-unmatched-plain = some have no account
health-waiting-plain = some wait
health-unknown-plain = some name people or metrics not known yet
health-fix-broken = Look at the disk and the database server: is there space, and does it run? Nothing is lost that was confirmed.
health-fix-missing = No file is taken in. Create the folder of `JINBU_WATCH_DIR`, let Jinbu read and write it, or correct the setting and start again.
health-aside = { $part } stopped me twice
health-aside-file = The process ended in the middle of it each time, so it is put aside and not tried again; everything else goes on. Make it smaller, or save it as .csv in UTF-8, and send it again. The log says where it ended.
health-aside-message = The process ended in the middle of it each time, so it is put aside and not tried again; everything else goes on. Whoever wrote it has been told. The log says where it ended.
health-unanswered = I could not answer your message of { $moment }
health-unanswered-text = It stopped me twice, so I have put it aside and told the admins. Please try again in other words; send a file as .csv.
health-fix-damaged = Pages of it cannot be read, and figures may be missing. Stop Jinbu, keep a copy of the files, and restore the newest backup; `jinbu doctor` says where the damage is.
health-fix-down = It is tried again by itself. If it lasts, see whether the machine reaches the network and the app is still installed.
health-fix-refused = The key was withdrawn, replaced or is wrong. Put a new one into the settings and start Jinbu again.
health-fix-blind = The organisation's pushes of this month are spent: people write and Jinbu cannot read it. Buy more in the platform's console, or tell people to write again next month.
health-fix-spent = Who writes to Jinbu still gets an answer, as text. Everything else waits: it goes out within half an hour of buying calls in the platform's console, else when the month turns, unless it is too old by then.
health-fix-short = Lower the `caps`, let more come in digests, or buy calls in the platform's console before they run out.
health-fix-stopped = The process does not run, or hangs. Start Jinbu again; what was due is caught up.
health-fix-missed = They were too old when Jinbu ran again. See that it runs all the time.
health-fix-late = See whether the platform above is connected. `deliveries` shows what waits.
health-fix-silent = Ask whoever looks after the source whether its export still runs, and where it puts its files.
health-fix-unmatched = `people` shows who, `match` gives them an account. Until then they get nothing.
health-fix-waiting = Somebody has to accept, correct or discard it, or reports go without it.
health-fix-unknown = `import` says whom and what they name. They come in by themselves once those are imported, within 90 days.
health-fix-tampered = Make a copy of the database now, then `audit check` says which row, and what to do.
health-fix-unchecked = It is checked by itself once a week while Jinbu runs; `audit check` does it now.
health-shut = has taken no messages since { $moment } ({ $code })
health-shut-plain = takes no messages
health-shut-alarm = { $platform } took no messages from { $moment } on ({ $code })
health-shut-kept = What waits goes out by itself once it takes messages again, unless it is too old by then.
health-spent-alarm = { $platform }'s calls of the month were used up from { $moment } on
health-renewed = { $platform } takes calls again
health-renewed-text = There had been none left since { $moment }. What waited goes out now. If calls were bought, put the new number into DINGTALK_MONTHLY_CALLS, so that Jinbu can plan with it.
health-shut-note = Told once · `health` shows how it is now
health-fix-shut-token = The key was withdrawn, replaced or is wrong. Put a new one into the settings and start Jinbu again.
health-fix-shut-scope = The app lacks a permission. `jinbu doctor` names it: add it in the app's settings, then install or publish the app again.
health-fix-shut-posting = The workspace does not let the app post. Ask its owners to allow it again.
health-fix-shut-sign-in = The workspace lets no app in, for instance during a migration or until a sign-in rule is met. Ask its owners when that ends.
health-fix-shut-address = This machine's address is not among those that may call. Add it to the allowed addresses in the app's settings.
health-fix-shut-settings = A setting of the app is off or wrong. `jinbu doctor` says which.
health-fix-shut-unreachable = It is tried again by itself. If it lasts, see whether this machine reaches the network, and what the platform's status page says.
budget-one = { $left } of { $limit } calls are left this month
budget-some = Calls of the month
budget-none = Nothing counts calls here
budget-none-text = No platform with a monthly number of calls is on.
budget-used = Used so far
budget-of = on { $platform }
budget-forecast = At this rate by the end
budget-held = Messages held for it
budget-enough = That is enough at the present rate.
budget-renews = It begins anew on { $day }.
budget-note = Counted by Jinbu; other apps of the organisation use the same calls, and whose they were the platform does not say
help-health = `{ $words }` shows whether everything works, and how to fix what does not
help-budget = `{ $words }` shows how many of the month's calls are left
