# Import: why a row, a cell or a file was not taken; each says how to fix it

import-grain = { $grain ->
    [day] day
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
}
import-said = { $said ->
    [day] day
    [week] week
    [month] month
    [quarter] quarter
   *[year] year
}
import-long = This is { $n } characters long; at most { $most } are taken here.
import-required = This must not be empty.
import-no-person = Nobody is named here. Put in the employee id.
import-unknown-person = Nobody on the roster has this id or name. Import the person first, or correct the id.
import-ambiguous-person = This could be { $candidates }. Write the full employee id.
import-id-and-name = This looks like { $candidates }, who is not called { $name }. Write the full employee id.
import-unknown-metric = There is no such metric. Import its definition first, or correct the key.
import-owner-unknown = Nobody here has this id or name. Import the people first, or correct it.
import-alias-short = Another name has at least 3 letters, or 2 Chinese characters.
import-ambiguous-metric = This could be { $candidates }. Write the metric’s key.
import-no-number = This is no number. Write it with digits.
import-separator = It is unclear whether this separates thousands or decimals. Write 1234.5, or set decimal in the mapping file.
import-inexact = This is no exact value. Write the number itself.
import-formula = This is a formula without its result. Save the values.
import-unit = “{ $found }” does not fit the metric’s unit “{ $unit }”. Convert the value, or correct the metric.
import-currency = “{ $found }” is another currency than the metric’s { $unit }. Convert the value.
import-percent-or-ratio = It is unclear whether this is a percentage. Write 95% or 0.95, or set percent in the mapping file.
import-denominator = A ratio needs a denominator above zero.
import-parts = The value is not { $numerator } divided by { $denominator }. Correct one of the three.
import-no-date = This is no date. Write it as 2025-09-30.
import-no-day = This must be one day. Write it as 2025-09-30.
import-impossible-date = There is no such date. Correct it.
import-implausible-date = This is not between { $earliest } and { $latest }. Correct the date.
import-excel-date = This may be one of Excel’s day numbers. Format the column as a date, or set excel under dates in the mapping file.
import-short-year = The year needs four digits.
import-day-or-month = Day and month could be either way round. Write 2025-09-30, or set order under dates in the mapping file.
import-period-backwards = The end is before the start.
import-period-crosses = { $metric } counts by { import-grain }, and this goes beyond { $first } to { $last }. Give one row for each { import-grain }.
import-period-inside = { $metric } counts by { import-grain }. A value must begin on { $first } or on the day of hire, or end on { $last }.
import-other-grain = This is a { import-said }, and { $metric } counts by { import-grain }. Give the period of that length.
import-future = This period has not come yet. Correct the year.
import-conflict = Rows { $rows } give different values of { $metric } for the same person and period. Keep the right one, or set duplicates in the mapping file.
import-twice = Rows { $rows } say different things about the same id. Keep the right one.
import-shorter = A value that reaches further into the period is stored already. Send one that ends as late, or later.
import-quotes = The quotation marks of this line do not match. Correct the line.
import-too-many-cells = This row has more cells than the header’s { $columns }. Put quotation marks around a value that holds the delimiter.
import-no-object = This is no object with named fields.
import-nested = This must be text or a number, not a list or an object.
import-rounded = A spreadsheet rounded this number, and its last digits are lost. Format the column as text and enter it again in full.
import-beyond = This number is too large or too small to be a figure. Correct it.
import-clock = This is a time, and the metric is not measured in time. Write a number, or correct the metric’s unit.
import-clock-parts = This could be hours and minutes or minutes and seconds. Write all three parts, such as 36:00:00.
import-other-weeks = Every date here is a { $weekday ->
    [6] Sunday
    [5] Saturday
    [4] Friday
    [3] Thursday
    [2] Wednesday
   *[1] Tuesday
}, so this seems to name weeks that do not begin on Monday. Weeks run from Monday to Sunday here. Give the figures for those, written as 2026-W40 or by their Mondays.
import-half-character = There is half a character or an empty byte in this cell, as when a text was cut off. Write it again.
import-long-cell = This cell holds more than { $most } characters. Shorten it.
import-too-large = The file is larger than { $megabytes } MB. Send it in parts.
import-too-many-columns = These are more than { $most } columns. Check delimiter and line breaks, and delete columns that hold nothing.
import-too-many-cells-in-file = The table reaches over { $columns } columns and { $rows } rows, most likely because of a stray cell far away. Delete what is below and to the right of the data, or send it in parts.
import-mostly-empty = The table reaches over { $columns } columns and { $rows } rows, and nearly all of it is empty. Delete stray cells far away from the data, or give every row the same fields.
import-put-aside = The process ended in the middle of it twice, so it is put aside. Make it smaller, or save it as .csv in UTF-8, and send it again.
import-unpacked = This workbook unpacks to far more than a table holds. Save it as .csv in UTF-8.
import-too-slow = Reading this file took more than { $seconds } seconds, so it was given up. Save it as .csv in UTF-8, or send it in parts.
import-unreadable = This file cannot be read with { $megabytes } MB of memory, or it is damaged. Save it as .csv in UTF-8, or send it in parts.
import-json-nested = Every row holds a list or an object where text or a number belongs, in row { $row } under “{ $field }”. Write each value as a field of its own, such as "metric": "sales".
import-json-deep = This JSON is nested too deeply. A list of objects is expected.
import-email = This is no e-mail address.
import-mobile = This is no mobile number; write all its digits, such as +86 138 0013 8000.
import-word = This must be one of: { $allowed }.
import-timezone = There is no such time zone. Write a name such as Europe/Berlin.
import-bounds = The maximum is below the minimum.
import-circle = { $people } would report to each other in a circle. Correct the manager.
import-manager-self = Reports to themselves, so they are stored as the top of the company, without a manager.
import-manager-none = Nobody leads this person: no manager is given. What is for a manager goes to HR; give manager_id and import this again.
import-manager-unknown = Nobody leads this person: nobody on the list has this id. What is for a manager goes to HR; correct manager_id, or import that person too.
import-manager-left = Nobody leads this person: the manager has left. What is for a manager goes to HR; give another manager_id and import this again.
import-account-taken = This account belongs to somebody else on the roster. Correct one of the two.
import-account-gone = This account is gone on its platform, so it was left out.
import-refused-figure = Figures about emotions, faces, voices or stress are never taken.
import-out-of-range = The metric allows { $low } to { $high }. The value waits for a decision.
import-slip = The { $n } other values lie between { $low } and { $high }, and this one looks like a slipped decimal point. It waits for a decision.
import-sign = The { $n } other values lie between { $low } and { $high }, and this one looks like a turned sign. It waits for a decision.
import-far = The { $n } other values lie between { $low } and { $high }, and this one is far outside. It waits for a decision.
import-record-far = Nearly all of the { $n } others have { $measure } between { $low } and { $high }, and this one is far outside. It waits for a decision.
import-record-sign = Nearly all of the { $n } others have { $measure } between { $low } and { $high }, and this one looks like a turned sign. It waits for a decision.
import-record-pair = In nearly all of the { $n } others { $measure } is { $low } to { $high } times { $other }. In this one it is not, so one of the two is likely to be wrong. It waits for a decision.
import-record-swapped = { $day } is far from the days of the others; with day and month exchanged it would be { $other }, which is among them. It waits for a decision.
import-record-range = With it { $metric } would be { $value }; possible is { $low } to { $high }. It waits for a decision.
import-record-bounds = { $measure } can be { $low } to { $high }. It waits for a decision.
import-duplicate = The same as row { $first }.
import-overtaken = Another row of this file reaches further into the period.
import-no-value = No value.
import-empty-row = An empty row.
import-total = A row of totals.
import-remark = A remark, no data.
import-header-again = The header again.
import-filtered = Left out by the mapping’s filter.
import-discarded = This value was discarded before.
import-nothing-held = No value with the number { $number } waits for a decision.
import-no-file = There is no file { $file }.
import-binary = This is no table of text.
import-encoding = The text is not in { $encoding }. Correct encoding in the mapping file, or save the file as UTF-8.
import-unknown-encoding = The text is neither UTF-8 nor a Chinese encoding. Save it as UTF-8, or set encoding in the mapping file.
import-json = This is no JSON; the fault is in line { $line }.
import-json-list = A list of objects is expected.
import-workbook = This workbook cannot be read. Save it again as .xlsx.
import-no-sheet = There is no sheet { $sheet }; there are: { $sheets }.
import-no-such-row = There is no row { $row } for the header.
import-no-header = No row names the columns that are needed. The first row is: { $titles }.
import-no-column = There is no column for { $column }; there are: { $columns }.
import-only-refused = Every value of this file is a figure that is never taken.
import-join-twice = { $column } { $value } stands in the joined file more than once with different values.
import-mapped-metric = The mapping names the metric { $metric }, which is not defined. Import its definition first.
import-no-measure = The mapping gives limits for { $measure }, which is no number of these records. There are: { $names }.
import-mapping-file = The mapping file cannot be read.
import-mapping-toml = The mapping file is no TOML.
import-mapping-key = The mapping file is wrong at { $where }.
import-mapping-kind = The mapping file is not for { $kind }.
webhook-no-secret = No secret is set here. Set JINBU_WEBHOOK_SECRET.
webhook-no-timestamp = The header X-Jinbu-Timestamp must hold seconds since 1970.
webhook-stale = The timestamp is more than { $minutes } minutes away from now. Sign each post anew, and check the clock.
webhook-signature = The signature does not match. It is sha256= and the HMAC-SHA256 of timestamp, a dot and the body, in hex.
webhook-too-large = The body is larger than { $megabytes } MB. Send it in parts.
webhook-slow = The body took too long to come in. Send it in one go, or in smaller parts.
webhook-again = This post was taken already, and each signature counts once. To send the same rows again, sign them anew.
webhook-busy = Too many posts are waiting. Come again in a few seconds.
webhook-no-json = The body is no JSON.
webhook-no-object = The body must be an object with a list of readings.
webhook-unknown = There is nothing called { $name }; there are: { $names }.
webhook-source = The source must be text.
webhook-no-list = { $name } must be a list with at least one object.
folder-broken = Taking this file failed { $n } times. The log says why. Put it into the folder again once that is fixed.
folder-which-kind = Neither the file’s name nor a mapping file beside it says what it holds. Begin its name with one of: { $kinds }.
import-corrected-here = This value was corrected here after an approval, and the source still has the old one; it is left out. Please correct the source too.
import-record-corrected = This record was corrected here after an approval, and the source says something else now. It waits for a decision.
import-record-corrected-here = This record was corrected here after an approval, and the source still has the old one; it is left out. Please correct the source too.
import-corrected-otherwise = This value was corrected here to { $value } after an approval, and the source says something else now. It waits for a decision.
import-no-id = Nothing in this file tells one row from another, so it is not clear what the next file means. Say it once, and it is kept with the stream { $stream }. Either a column that is a row’s id: --id COLUMN, or id = "COLUMN" under [stream] in the mapping ("{"{"}A{"}"}-{"{"}B{"}"}" joins two). Or the file is all there is for the people and months in it, and what is missing is taken back: --whole month, or whole = "month". Or every file brings new rows: --append, or append = true. The columns are: { $columns }.
import-other-renewal = The stream { $stream } is kept with { $kept }, and this says { $said }. Leave it as it is, or give the records a stream of their own: another key under [stream].
import-said-otherwise = The mapping file says itself what another file means, and says otherwise. Correct it there.
import-no-stream = Nothing says what these records are. Add a column stream with one name for their source, or give a mapping file.
import-stream-metric = A column names the metric of each row, and rows that are added up need it in the mapping. Write a [[value]] for each metric, with a where that chooses its rows.
import-two-formulas = Two [[value]] say how { $metric } is made. Keep one.
import-record-twice = Rows { $rows } say different things about one record. Keep the right one, choose an id that is unique, or set duplicates to first or last in the mapping file.
import-record-late = A later state of this record is stored already.
import-record-deleted = Its source says that this is deleted.
import-revised-future = This change has not happened yet. Correct the time of the change, or its time zone.
import-record-future = This day has not come yet, and a record is something that has happened. Correct the date.
import-aged-out = Records of days before { $day } have been deleted for their age, and none are taken any more. The values that they made stay.
import-yes-or-no = This must be yes or no.
import-long-formula = The way to make { $metric } takes { $n } characters, at most { $most } are kept. Use fewer or shorter values under where.
import-other-formula = { $metric } is made by { $kept }, and the mapping says { $said }. Correct the mapping, or change the metric first.
import-note-id = Rows are told apart by { $column }. To say otherwise, set id, whole or append under [stream] in the mapping.
import-note-stream = New stream { $stream }: { $renewal ->
    [append] every file brings new rows.
    [whole] a file is all there is for the people and { import-whole }s in it.
   *[id] a row whose { $id } is known replaces what is stored.
}
import-whole = { $whole ->
    [day] day
    [week] week
    [quarter] quarter
    [year] year
   *[month] month
}
import-note-columns = { $stream } now has these measures: { $measures }; and these dimensions: { $dimensions }.
import-note-formula = { $metric } is made of records from now on: { $formula }.
import-ask = { $file }: what does the next file like this one mean? It is asked once. The columns are: { $columns }.
import-ask-id = a column is the id of a row: a known id is corrected, a new one added
import-ask-whole = a file is all there is for the people and months in it: what is missing is taken back
import-ask-append = every file brings new rows; the same file again changes nothing
import-ask-none = leave it for now; nothing is stored
import-ask-column = Which column, or {"{"}A{"}"}-{"{"}B{"}"} of two
