# Evidence: what stands behind a message

evidence-summary = What stands behind the message
evidence-headline = { $n ->
    [one] The number behind this message
   *[other] The { $n } numbers behind this message
}
evidence-share = { $value } ÷ { $target } = { $share } of target
evidence-share-lower = { $target } ÷ { $value } = { $share } of target; lower is better
evidence-share-start = ({ $start } − { $value }) ÷ ({ $start } − { $target }) = { $share } of the way
evidence-missing = { $change } would reach it
evidence-more = { $much } more
evidence-less = { $much } less
evidence-more-cases = { $n } more of { $of }
evidence-less-cases = { $n } fewer of { $of }
evidence-change = With { $change } the rule would have stayed silent.
evidence-disputed = disputed, case { $number }
evidence-remark = { $name }, not in the data
evidence-corrected = correction { $number }, approved by a second person
evidence-data = Stored rows
evidence-dispute = This is wrong
evidence-add = Add context
evidence-headline-value = What stands behind this number
evidence-summary-value = What stands behind a number
evidence-readers-none = Nobody was sent a message about it.
evidence-none = There is no message yet that I could explain. “data” shows what is stored.
evidence-previous = previous: { $value }
evidence-peers = role median: { $median } ({ $n } others)
evidence-rule = Rule: { $title } (`{ $condition }`, version { $version })
evidence-no-rule = No rule asked for this: you get a message when new numbers about you arrive and something in them is worth saying.
evidence-no-rule-other = No rule asked for this.
evidence-corrects = No rule asked for this: you were told another number before, so you get the one that counts now.
evidence-told = the message said { $value }, with data to { $day }
evidence-by-rule-text = The sentences are picked by fixed rules from approved ones; no model wrote them.
evidence-by-model = A language model picked and ordered approved sentences ({ $writer }); it wrote no word and no number.
evidence-column-what = What
evidence-column-value = Value
evidence-column-source = File and row
evidence-column-arrived = Arrived
evidence-column-state = Status
evidence-current = counts now
evidence-earlier = version { $version }, replaced
evidence-row = { $file }, row { $row }
evidence-members = added up from its members’ values
evidence-records = made of its records
evidence-made-of-records = made of { $n ->
    [one] one record
   *[other] { $n } records
}
evidence-made-of = added up from { $n ->
    [one] one member's row
   *[other] { $n } members' rows
}
evidence-readers = Who was told: { $names }.
evidence-readers-waiting = On its way to: { $names }.
evidence-reader-you = you
evidence-object = Is a row wrong? “This is wrong” opens a case for your manager and HR. Once it is corrected, everything is computed again and everybody who was told gets a correction.
evidence-object-other = Once a row is corrected, everything is computed again and everybody who was told gets a correction.
evidence-gone = This message is no longer kept, so its sources cannot be shown here.
evidence-denied = What stands behind this message is for the person it is about, their manager and HR.
feedback-gone = This message is no longer kept.
feedback-denied = Only the person who was sent this message can rate it.
person-gone = This person is no longer in the people list.
