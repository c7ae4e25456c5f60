# Records: single facts from a source, of which values are made

record-most-measures = { $stream } would have { $n } numbers ({ $names }). A record can have { $most }: leave out in the mapping what no metric is made of.
record-most-dimensions = { $stream } would have { $n } texts to choose and compare by ({ $names }). A record can have { $most }: leave out in the mapping what nobody asks about.
record-text-long = A text is longer than { $most } characters. Shorten it in the source, or leave its column out in the mapping.
record-summary = The records behind a number
record-made-of = Made of { $n ->
    [0] no record that is still kept.
    [one] one record.
   *[other] { $n } records.
}
record-made-of-people = Made of { $n ->
    [one] one record
   *[other] { $n } records
} of { $people ->
    [one] one person.
   *[other] { $people } people.
}
record-hidden = { $n ->
    [one] One of them is somebody’s whose rows you may not see; it counts below, and is not listed.
   *[other] { $n } of them are of people whose rows you may not see; they count below, and are not listed.
}
record-hidden-all = These rows are not for you to see; here they are only added up.
record-order = The rows with most { $of } come first.
record-closed = Their rows stay closed here: with the number as a whole they would give away figures of somebody that you may not see.
record-aged = Records of that time have been deleted for their age; the number stays.
record-aged-value = What is left does not make the stored value of { $stored }.
record-sum = They add up to { $value }.
record-sum-count = Each counts once: { $value }.
record-sum-distinct = Each “{ $of }” among them counts once: { $value }.
record-sum-mean = Together { $sum }, divided by { $n }: { $value }.
record-sum-ratio = { $numerator } ÷ { $denominator } = { $value }.
record-sum-last = The newest says { $value }.
record-sum-median = Half of the { $n } values lie below { $value }, half above.
record-sum-median-listed = In order: { $values }. In the middle: { $value }.
record-sum-min = The smallest of { $n } values is { $value }.
record-sum-min-listed = In order: { $values }. The smallest: { $value }.
record-sum-max = The largest of { $n } values is { $value }.
record-sum-max-listed = In order: { $values }. The largest: { $value }.
record-sum-people = Added up by person: { $value }.
record-sum-people-mean = On average of { $people } people: { $value }.
record-sum-none = They make no value: what would be calculated is missing in all of them, or is divided by nothing.
record-sum-nothing = None of the records of that time is one of those that count, so the value is 0.
record-holds = That is the stored value.
record-differs = The stored value is { $stored }, which these records do not make. Please tell an admin.
record-open = { $n ->
    [one] 1 record: { $title }
   *[other] { $n } records: { $title }
}
record-open-of = { $n ->
    [one] { $name }: 1 record
   *[other] { $name }: { $n } records
}
record-next = Next { $n }
record-all = All as a file
record-page-headline = The records behind your { $title }, { $period }
record-page-headline-other = The records behind the { $title } of { $name }, { $period }
record-file-headline = All records behind your { $title }, { $period }
record-file-headline-other = All records behind the { $title } of { $name }, { $period }
record-page = { $first } to { $last } of { $n }:
record-source = { $source } (version { $version })
record-file = records.csv
record-file-sum = Together
record-denied = These rows are for the people they are about, whoever leads them, and HR.
record-none = None of the records behind this number is kept any more.
record-cleaned = { $n ->
    [one] In one of these rows something was cleaned; the last column has what stood there.
   *[other] In { $n } of these rows something was cleaned; the last column has what stood there.
}
record-cleaned-cell = { $column }: “{ $original }” became “{ $value }” ({ $rules })
record-gone = This number is not made of records. “data” shows what is stored of it.
record-history = Every stored version of the records, { $n } in all:
record-history-more = The newest { $n } of { $all } stored versions of records; the file holds all:
record-history-file = record-versions.csv
record-state-current = counts now
record-state-replaced = version { $version }, replaced
record-state-withdrawn = withdrawn
record-column-day = Day
record-column-at = Time
record-column-person = Who
record-column-id = Number
record-column-stream = Kind
record-column-source = File and row
record-column-state = Status
record-column-counts = Counts
record-column-numerator = Counts in the numerator
record-column-denominator = Counts in the denominator
record-column-origin = Source
record-column-file = File
record-column-row = Row
record-column-arrived = Arrived
record-column-version = Version
record-column-cleaned = Cleaned
record-column-right = Should be, as claimed
record-column-before = Was
record-column-after = Should be
record-formula = How it is made: { $formula }.
record-in-file = { $n ->
    [one] One record, with where it is from and what it counts.
   *[other] { $n } records, with where each is from and what it counts.
}
record-changed = One of these rows has changed since, or counts no more. Please open the list again and tick those you mean.
record-too-many = At most { $most } rows at once, please; what is the same in many of them is best said in words.
record-which = What is wrong
record-which-rows = { $n ->
    [one] Something in its one row
   *[other] Something in some of its { $n } rows
}
record-which-missing = A record is missing
record-which-number = The number, for another reason
record-which-words = Words that stand in the rows you mean
record-which-hint = A day, an order number, a customer. Leave it empty to look through all of them.
record-which-none = None of the rows holds these words.
record-pick-rows = Rows { $first } to { $last } of { $n }
record-pick-else = Besides
record-pick-missing = A record is missing
record-pick-more = These are the first { $n }; say in words which others you mean.
record-pick-submit = Go on
record-claim-right = What is right instead of: { $row }
record-claim-right-hint = The right number, day or customer, or that it is not yours.
record-claim-of = { $name } says
record-missing-day = The missing one: which day
record-missing-amount = The missing one: { $measure }
record-missing-text = The missing one: what it is
record-missing-text-hint = An order number, a customer, a lot: what it can be found by.
record-missing-what = Please say of the missing one at least a day, an amount, or what it is.
record-claimed-hidden = { $n ->
    [one] It is about one row, which you may not see.
   *[other] It is about { $n } rows, which you may not see.
}
record-claimed-wrong = said to be wrong
record-claimed-gone = counts no more
record-claimed-missing = Said to be missing: { $what }
