# Importing by sending a file into the chat

upload-type = I cannot read { $name }. Send a table (.csv, .xlsx, .json) or a mapping file (.toml).
upload-too-large = { $name } is larger than { $megabytes } MB. Send it in parts; each row needs to be in one of them only.
upload-too-wide = The file has { $columns } columns, and { $most } are the most I look through. Delete those that hold no figures, or send a mapping file (.toml) with it.
upload-larger = It is larger than 20 MB. Send it in parts; each row needs to be in one of them only.
upload-not-to-be-had = The chat does not hand the file over. It may have been deleted; send it again.
upload-empty-file = There is nothing in it. Save it again and check that the sheet holds rows.
upload-content-gone = It was sent more than a week ago and is no longer kept here. Send it again.
upload-broken = Something in it stopped me five times. Nothing was stored. Save it as .csv in UTF-8 and send it again.
upload-no-header = No row names the columns that are needed. The first row is: { $titles }. Put a row with titles on top, or send a mapping file (.toml).
upload-no-column = Nothing is taken for { $column }. The columns are: { $columns }. Say which one it is.
upload-gone = This file is not here any more. Send it again.
upload-not-yours = Somebody else sent this file, and whoever sends one decides about it. Send it yourself to import it.
upload-further-on = { $name } is further on than this card. “import” shows where it stands.
upload-lacking = { $n ->
    [one] Something that is needed is taken from no column.
   *[other] { $n } things that are needed are taken from no column.
} Press “Change…” first.
upload-mapped-by-file = A mapping file says what these columns are. To change it, send the mapping file again.
upload-doubled = “{ $title }” is taken for this already. Leave one of the two out.
upload-no-batch = There is no import with the number { $number }. “import” lists the last ones.
upload-undo-kind = Import { $number } cannot be undone: only readings, records and targets keep what was there before. Send the earlier list again instead.
upload-undo-nothing = Import { $number } changed nothing, so there is nothing to undo.
upload-undo-newer = { $n ->
    [one] Another import has
   *[other] { $n } other imports have
} replaced values of import { $number } since: { $names }. Undo what is newest first.
upload-undone-already = Import { $number } is undone already.

upload-received = { $name } has arrived
upload-received-text = In a moment I show you what I take its columns for. Nothing is stored until you say so.
upload-mapping-kept = { $name } waits for its file
upload-mapping-kept-text = Now send the file that it is for. I use it for the next one that has these columns.
upload-proposed = What I take { $name } for
upload-misfit = It cannot be read like this: { $reason }
upload-imported-before = This same file was imported on { $day }. Importing it again changes nothing unless you change what its columns are.
upload-confirmed-before = { $name } confirmed this on { $day } for files with the same header. Look whether it still fits.
upload-by-mapping = The mapping file that you sent says so. Look whether it fits.
upload-guessed = I went by the titles and by what the cells look like. Look at each line: a column that is taken for something else ends up as somebody’s figures.
upload-kind = Holds
upload-kind-readings = Readings
upload-kind-targets = Targets
upload-kind-people = People
upload-kind-metrics = Metrics
upload-kind-absences = Absences
upload-order = Dates
upload-order-plain = As written; what could be either way round is refused
upload-order-ymd = Year, month, day
upload-order-mdy = Month first (9/30/2025)
upload-order-dmy = Day first (30/9/2025)
upload-style = Numbers
upload-style-point = 1,234.5
upload-style-comma = 1.234,5
upload-style-point-percent = 1,234.5, and 95 means 95% for a rate
upload-style-comma-percent = 1.234,5, and 95 means 95% for a rate
upload-period = Period
upload-period-hint = Only for a file without dates: 2025-09, 2025Q3 or last month
upload-spread = Metric of the month columns
upload-year = Year of the month columns
upload-year-hint = Four digits: 2025
upload-column-title = Column
upload-column-means = Taken for
upload-column-samples = For example
upload-column-row = Row
upload-column-what = What
upload-column-column = Column
upload-column-value = Value
upload-column-became = Became
upload-column-reason = Why, and how to fix it
upload-column-rule = Cleaned
upload-column-cells = Cells
upload-column-was = Was
upload-column-metric = Metric
upload-column-values = Values in the file
upload-column-sum = Sum (rates: mean)
upload-column-range = Least to greatest
upload-column-before = Stored before
upload-column-after = Stored now
upload-column-number = No.
upload-column-file = File
upload-column-kind = Holds
upload-column-by = By
upload-column-when = When
upload-column-state = State
upload-means-metric = Values of { $metric }
upload-means-spread = One period each
upload-means-spread-of = { $metric }, one period each
upload-leave-out = Leave it out
upload-empty = empty
upload-with-sample = { $title } ({ $sample })
upload-left-out = { $n ->
    [one] Left out:
   *[other] Left out, { $n } columns:
} { $columns }.
upload-refused = Never taken: { $columns }. Figures about emotions, faces, voices or stress do not come in.
upload-still-lacking = Still needed: { $fields }. Press “Change…” and say which column it is.
upload-nothing-stored = Nothing is stored yet. Only you see this.
upload-mapping-again = To change it, send the mapping file again.
upload-field-employee-id = Employee id
upload-field-name = Name
upload-field-email = E-mail
upload-field-role = Role
upload-field-department = Department
upload-field-manager-id = Manager
upload-field-hire-date = Hire date
upload-field-left-on = Last day
upload-field-gender = Gender
upload-field-location = Location
upload-field-timezone = Time zone
upload-field-locale = Language
upload-field-slack-id = Slack account
upload-field-dingtalk-id = DingTalk account
upload-field-kind = Person or unit
upload-field-unit = Unit
upload-field-metric = Metric
upload-field-direction = Better direction
upload-field-grain = Length of a period
upload-field-title-en = English title
upload-field-title-zh = Chinese title
upload-field-meaning = Meaning
upload-field-aggregate = How it adds up
upload-field-minimum = Minimum
upload-field-maximum = Maximum
upload-field-minimum-step = Smallest change worth a word
upload-field-advice-en = English advice
upload-field-advice-zh = Chinese advice
upload-field-praise-en = English praise
upload-field-praise-zh = Chinese praise
upload-field-period = Period
upload-field-period-start = First day
upload-field-period-end = Last day of the period
upload-field-value = Value
upload-field-numerator = Numerator
upload-field-denominator = Denominator
upload-field-source = Source
upload-field-source-id = Number in the source
upload-field-observed-at = Observed at
upload-field-target = Target
upload-field-start-value = Start value
upload-field-weight = Weight
upload-field-start = First day away
upload-field-end = Last day away
upload-field-reason = Reason
upload-field-year = the year of the month columns
upload-button-check = Check it
upload-button-change = Change…
upload-button-cancel = Cancel
upload-button-columns = Columns from { $first }…
upload-button-import = Import { $n ->
    [one] 1 value
   *[other] { $n } values
}
upload-button-go-on-with = Go on with { $n }
upload-numbered = { $n } · { $text }
upload-button-go-on = Go on
upload-button-undo = Undo…
upload-button-undo-all = Undo import { $number }
upload-button-undo-now = Undo { $n ->
    [one] 1 value
   *[other] { $n } values
}
upload-form = What the columns are
upload-form-intro = { $name }: choose for each column what it is. What nobody needs is left out.
upload-form-save = Show it again
upload-changed = Noted. The next card shows the file like this.
upload-checking = Trying it out. Nothing is stored; the result comes as a card of its own.
upload-importing = Importing. You can go on with other work; the report comes as a card of its own.
upload-cancelled = { $name } is put away. Nothing was stored.
upload-checked = { $n ->
    [one] 1 value
   *[other] { $n } values
} of { $rows } can be imported
upload-checked-nothing = { $name } would change nothing
upload-nothing-new = All that can be used is stored already, just so.
upload-nothing-usable = No row of it can be used. The list below says why.
upload-stored = Values
upload-counts-stored = { $new } new, { $changed } changed, { $same } stored already
upload-counts-imported = { $n } as in the file. Which of them were stored before is shown only to people who may read figures.
upload-counts-usable = { $n } to import. Which of them are stored already is shown only to people who may read figures.
upload-unused = No data
upload-counts-left = { $skipped } rows or cells without a value, totals or remarks; { $twice ->
    [one] 1 row
   *[other] { $twice } rows
} twice
upload-fix = To fix
upload-counts-refused = { $rejected } refused, { $held } held back for a decision
upload-rejected-rows = { $n ->
    [one] One row is refused; the others are taken without it:
   *[other] { $n } rows are refused; the others are taken without them:
}
upload-remark-rows = { $n ->
    [one] One row is taken as it is, with a remark:
   *[other] { $n } rows are taken as they are, with a remark:
}
upload-more-in-file = { $n } more are in the attached list.
upload-held-rows = { $n ->
    [one] One value looks like a slip. It is held back and used by nothing until somebody decides:
   *[other] { $n } values look like slips. They are held back and used by nothing until somebody decides:
}
upload-cleaned = { $n ->
    [one] One cell was cleaned; what stood there is kept:
   *[other] { $n } cells were cleaned; what stood there is kept:
}
upload-no-values = none
upload-sum = { $total } ({ $n })
upload-range = { $low } to { $high }
upload-rule-blanks = Blanks taken off
upload-rule-full-width = Full-width characters
upload-rule-excel-text = Numbers kept as text
upload-rule-scale = Multiplied as said
upload-rule-accounting-negative = Brackets for minus
upload-rule-minus-sign = Other minus signs
upload-rule-trailing-minus = Minus behind
upload-rule-currency = Currency signs
upload-rule-decimal-comma = Decimal comma
upload-rule-thousands = Thousands separators
upload-rule-clock = Clock times
upload-rule-time-unit = Units of time
upload-rule-multiplier = 万, K and the like
upload-rule-unit = Units taken off
upload-rule-percent = Percent to fractions
upload-rule-date = Dates
upload-rule-id-written-differently = Ids written differently
upload-rule-name-for-id = Name in place of an id
upload-rule-id-with-name = Id and name in one cell
upload-rule-metric-title = Title in place of a metric’s key
upload-what-rejected = refused
upload-what-held = held back
upload-what-remark = stored, with a remark
upload-what-twice = twice
upload-what-skipped = no data
upload-what-cleaned = cleaned
upload-corrected-file = The attached “corrected” file is how it would be stored. You can fix it and send it.
upload-corrected-too-large = The file as it would be stored is too large for the chat.
upload-progress = { $share }% imported: { $done } of { $whole } values.
upload-done = { $name }: { $n ->
    [one] 1 value
   *[other] { $n } values
} imported (no. { $number })
upload-done-text = What follows from it is being computed; people hear in their usual rhythm.
upload-done-nothing = Everything in it was stored already, so nothing changed and nobody hears anything.
upload-verdict-entries = { $n ->
    [one] One entry is stored
   *[other] { $n } entries are stored
} as the file has them.
upload-verdict-same = Checked: all of the file is stored exactly as it stands there. The attached report has sums and checksums before and after.
upload-verdict-differs = Checked: what is stored differs from the file where something is held back or another state of it counts. The attached report has the details.
upload-checksum = Checksum of the file { $digest }…
upload-report-column-what = What
upload-report-column-metric = Metric or column
upload-report-column-period = Period from
upload-report-column-file = In the file
upload-report-column-before = Stored before
upload-report-column-after = Stored after
upload-report-column-why = Why
upload-report-rows = Rows
upload-report-inserted = New
upload-report-corrected = Changed
upload-report-usable = Imported, or stored just so before
upload-report-withdrawn = Taken back
upload-report-unchanged = Stored already
upload-report-rejected = Refused
upload-report-held = Held back
upload-report-twice = Twice in the file
upload-report-skipped = No data
upload-report-no-value = of these, without a value
upload-report-cleaned = Cells cleaned
upload-report-values = Values
upload-report-sum = Sum
upload-report-least = Least
upload-report-greatest = Greatest
upload-report-missing = Without a number
upload-report-records = Records of these people and days
upload-report-file-checksum = Checksum of the file (SHA-256)
upload-report-values-checksum = Checksum of the values (SHA-256)
upload-report-reason = Refused because
upload-failed = { $name } cannot be imported
upload-failed-note = Nothing was stored. “import” says what I can read.
upload-overview = Import by sending me a file
upload-how = Send a table here (.csv, .xlsx, .json, up to { $megabytes } MB): figures, records (single deals, inspections, complaints), targets, people, metrics, courses or absences. I show what I take each column for, you confirm it, a dry run lists what is wrong, and only then is anything stored. A mapping file (.toml) may come with it.
upload-waits-proposed = { $name } waits for you to look at its columns.
upload-waits-checked = { $name } is tried out and waits for your word.
upload-none = Nothing has been imported yet.
upload-undo-how = `import undo 12` takes import 12 back, as long as nothing newer stands on it.
upload-overview-note = A file is kept for a week, what was imported from it stays.
upload-arrival-done = { $n } stored, { $rejected } refused
upload-arrival-waiting = { $n } stored, { $rejected } refused, of which { $waiting } waiting
upload-waiting = { $n ->
    [one] One row waits for whom or what it names to be known, and comes in by itself then: { $names }.
   *[other] { $n } rows wait for whom or what they name to be known, and come in by themselves then: { $names }.
}
upload-waiting-person = { $name } ({ $n })
upload-waiting-metric = metric { $name } ({ $n })
upload-waiting-hired = the first working day of { $name } ({ $n })
upload-waits = { $n ->
    [one] One of them names somebody or a metric not known yet. It is kept for 90 days and comes in by itself once that is imported.
   *[other] { $n } of them name people or metrics not known yet. They are kept for 90 days and come in by themselves once those are imported.
}
upload-admitted = { $n ->
    [one] One row of an earlier file had waited for this and is stored now.
   *[other] { $n } rows of earlier files had waited for this and are stored now.
}
upload-would-admit = { $n ->
    [one] One row of an earlier file waits for this and would be stored with it.
   *[other] { $n } rows of earlier files wait for this and would be stored with it.
}
upload-arrival-open = under way
upload-undoing = Undo import { $number } ({ $name })?
upload-undoing-text = { $back } earlier values come back, and { $gone } that were new go. Figures are computed again; what people were told already stays with them, and a changed figure is marked as corrected.
upload-undoing-all = Earlier values come back, and those that were new go. Figures are computed again; what people were told already stays with them, and a changed figure is marked as corrected.
upload-undoing-note = Nothing is lost: what is taken back stays among the earlier versions.
upload-undone = Import { $number } ({ $name }) is undone
upload-undone-text = { $back } earlier values are back and { $gone } are gone. This is import { $into }; figures are being computed again.
upload-undone-all = Earlier values are back, and those that were new are gone. This is import { $into }; figures are being computed again.
upload-mean = { $mean } ({ $n })
upload-importing-headline = Importing { $name }
upload-by-folder = watched folder
upload-by-import = command line
upload-rows-file = The attached list has every row that needs a look.
upload-kind-records = Records
upload-kind-of = { $kind }, stream { $stream }
upload-renew = Another file
upload-renew-id = a row whose { $columns } is known is corrected, others are added
upload-renew-whole = is all there is for the people and months in it
upload-renew-append = brings new rows; the same file again changes nothing
upload-renew-mapped = as the mapping file or the stream says
upload-renew-ask = nobody has said yet
upload-renew-asked = Nothing tells one row from another, so one thing is asked once: what does the next file like this mean? Press a button, or “Change…” and say which column is the id.
upload-renew-asked-mapped = The mapping names no id, so one thing is asked once: what does the next file like this mean? Press a button, or send the mapping again with an id under [stream].
upload-button-renew-whole = It is all there is
upload-button-renew-append = It brings new rows
upload-means-measure = A number of the record
upload-means-dimension = A word to sort by
upload-field-mobile = Mobile
upload-field-effective-from = Holds from
upload-field-formula = How it is made
upload-field-records-from = Made of records from
upload-field-event = Kind of event
upload-field-id = Id
upload-field-day = Day
upload-field-at = Instant
upload-field-revised = Last changed
upload-field-deleted = Deleted
upload-manner = Dates, numbers
upload-manner-both = { $order }; { $style }
upload-column-made = Made of
upload-column-who = For example
upload-numbers = What is made of these records:
upload-numbers-none = No metric is made of these records yet. “Metrics…” says which is, and how: a sum, a count, a mean, a share. They are stored either way, and a metric can be made of them later.
upload-number-since = { $made }, from { $day } on; earlier values stay as they were given
upload-number-already = { $made } (so already)
upload-number-of-kind = { $made } ({ $kind })
upload-button-number = Metrics…
upload-number-form = A metric made of these records
upload-number-intro = Choose a metric and how its value is made of somebody's records in { $name }. The dry run then shows one person's value to check, before anything is stored.
upload-number-metric-hint = One that is missing: `metric add` first
upload-number-how = Its value is
upload-number-where = Of which records
upload-number-all = All of them
upload-number-own = As I write below
upload-number-not = Not made of these records
upload-number-formula = Or a formula of your own
upload-number-formula-hint = Like sum(a - b) where c = x, or sum(a) / count(). Columns: { $names }
upload-number-write = Write the formula here, or choose above how the value is made.
upload-number-share = { $metric } is a share in percent, and this makes a sum or a count. Choose a mean, or one thing divided by another.
upload-number-stream = These records are in { $stream }, not in “{ $said }”. Leave “from” out.
upload-number-no-metric = There is no metric yet that records could make. `metric add` makes one; then press “Metrics…” again.
upload-check = One person's value to check by hand, from this file alone:
upload-check-who = { $name }, { $period }
upload-check-made = { $n ->
    [one] { $made }; one record
   *[other] { $made }; { $n } records
}
upload-kinds = What each text in the column of events means:
upload-kinds-asked = Not all of them are kinds of events by their names. “Kinds of events…” says what they mean, or that their rows are left out.
upload-button-kinds = Kinds of events…
upload-kinds-form = Kinds of events
upload-kinds-intro = { $name }: say of each text which kind of event its rows are. Each kind becomes a data stream of its own, and whoever it concerns hears of it.
upload-kinds-nothing = At least one text has to be a kind of event, or nothing would come in.
upload-event-project-completed = Project completed
upload-event-inspection = Inspection
upload-event-machine-state = State of a machine
upload-event-operator-step = Step of an operator
upload-event-complaint = Complaint
upload-event-training-done = Training done
upload-event-none = Left out
upload-event-ask = Nobody has said yet
upload-checked-records = { $n ->
    [one] 1 record
   *[other] { $n } records
} of { $rows } can be imported
upload-button-import-records = Import { $n ->
    [one] 1 record
   *[other] { $n } records
}
upload-done-records = { $name }: { $n ->
    [one] 1 record
   *[other] { $n } records
} imported (no. { $number })
upload-stored-records = Records
upload-counts-stored-records = { $new } new, { $changed } changed, { $same } stored already, { $gone } taken back
upload-event-field = { $name } ({ $kind })
upload-means-named = { $means }: { $name }
upload-field-provider = Who provides it
upload-field-scorer = Who depends on it
upload-field-aliases = Other names
