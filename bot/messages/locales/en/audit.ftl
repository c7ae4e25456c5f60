# The audit trail: who did what to whom, and whether it is whole

audit-summary = The audit trail
audit-headline = { $days ->
    [one] Who did what in the last day
   *[other] Who did what in the last { $days } days
}
audit-by = by { $who }
audit-about = about { $whom }
audit-only = only “{ $what }”
audit-column-when = When
audit-column-who = Who
audit-column-what = Did
audit-column-whom = To whom or what
audit-column-detail = Details
audit-none = Nothing is on record for this. Add more days, or leave out the name or the kind.
audit-more = These are the newest { $n }; there are more. Narrow it (`audit Bo read 7 days`, `audit by Ana`), or take the file.
audit-note = Times in your zone · entries hold ids, never values or texts · that you looked is on record too
audit-what-read = read
audit-what-write = change
audit-what-rule = rule
audit-what-approval = approval
audit-what-send = send
audit-what-refusal = refused
audit-what-model = model
audit-what-role = role
audit-what-import = import
audit-what-export = export
audit-what-pause = pause
audit-what-dispute = dispute
audit-what-correction = correction
audit-what-erasure = erasure
audit-what-key = key
audit-what-forget = forgotten
audit-button-check = Check it
audit-button-file = As a file
audit-check-summary = The audit trail has been checked
audit-whole = The audit trail is whole
audit-broken = The audit trail is not as it was written
audit-broken-row = The audit trail is not as it was written from row { $row } on
audit-rows = Rows checked and right
audit-span = First and last of them
audit-from-to = { $first } to { $last }
audit-seal = Seal
audit-held = It still holds what the seal { $seal } was given for.
audit-not-held = The seal { $seal } is from before the oldest row that is still kept, so nothing could be held against it.
audit-keep = Write the seal down, or keep it somewhere outside this system. `audit check { $seal }` later shows whether anything up to here was changed since.
audit-keyed = Sealed with the key of this installation: whoever has only the database cannot make a change fit
audit-unkeyed = Not sealed with a key: whoever can write to the database could write the trail anew. Set JINBU_AUDIT_KEY, or keep seals outside
audit-fault-edited = { $row ->
    [0] A row holds what Jinbu cannot have written.
   *[other] What row { $row } says is not what was written there.
}
audit-fault-missing = Row { $row } is missing, though there are later ones.
audit-fault-inserted = Row { $row } was put in by something other than Jinbu.
audit-fault-reordered = Row { $row } does not stand in its place.
audit-fault-cut = The newest rows are missing, from row { $row } on.
audit-fault-head = The record of how many rows there are was changed by something other than Jinbu, or rows were cut off with it.
audit-fault-key = The trail is not sealed with the key that JINBU_AUDIT_KEY holds.
audit-fault-seal = The rows fit each other, but up to row { $row } they are not those that your seal was given for: they were written anew.
audit-fix = Leave the database as it is and make a copy of it now. Compare it with the last backup from before, from that row on, and find out who could write to the database since. What is done from now on is still noted.
audit-fix-key = If the key was set only now, run `jinbu audit key` once. If it was another one before, set that one again. If neither, somebody may have put another trail in its place: make a copy of the database and compare it with a backup.
audit-file-headline = { $rows ->
    [one] The audit trail as a file: one row
   *[other] The audit trail as a file: { $rows } rows
}
audit-file-text = Oldest first, times in UTC. Each row has the digest of the one before it, so that the file can be checked as well.
audit-file-more = These are the newest that fit into a message. `jinbu audit export FILE` on the machine writes all of it.
audit-seal-unreadable = This is no seal. A seal looks like 8213-3f9a0c71d2be, as an earlier check showed it.
help-audit = `{ $words }` shows who did what to whom; add a name, a kind or “7 days”
help-audit-check = `{ $words }` checks that the audit trail is whole
help-audit-file = `{ $words }` gives you the audit trail as a file
audit-fault-watermark = The file that says how far the trail went is not as Jinbu wrote it.
