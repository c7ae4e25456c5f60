# Formulas: how a metric's values are made of records, in words, and what cannot be read of one

formula-sum = sum of { $of }
formula-count = number of records
formula-distinct = number of different { $of }
formula-mean = mean of { $of }
formula-median = median of { $of }
formula-min = smallest { $of }
formula-max = largest { $of }
formula-last = newest { $of }
formula-difference = { $of } less { $minus }
formula-chosen = { $part } where { $where }
formula-ratio = ({ $part }) divided by ({ $over })
formula-share = share of the records where { $where }
formula-whole = { $part } over { $stream }
formula-whole-chosen = { $part } over { $stream } where { $where }
formula-is = { $dimension } is { $value }
formula-is-not = { $dimension } is not { $value }
formula-among = { $dimension } is one of { $values }
formula-not-among = { $dimension } is none of { $values }
formula-is-empty = { $dimension } is empty
formula-is-filled = { $dimension } is filled in
formula-and = { $first } and { $second }
formula-nothing = nothing
formula-finished = finished values

formula-place = { $left ->
    [0] At the end
   *[other] At character { $place }, before “{ $found }”
}:
formula-calculation = { formula-place } expected a calculation: { $known }. A formula reads like sum(amount) from orders where stage = won.
formula-bracket = { formula-place } expected “{ $bracket }”.
formula-measure = { formula-place } expected the column to calculate with. Names with blanks or marks go in double quotes.
formula-from = { formula-place } expected “from” and the data stream that the records are in, or “/” and what to divide by.
formula-stream = { formula-place } expected the key or the title of a data stream. Names with blanks or marks go in double quotes.
formula-dimension = { formula-place } expected the column to choose records by. Names with blanks or marks go in double quotes.
formula-condition = { formula-place } expected =, !=, in (…), not in (…), is empty or is filled.
formula-value = { formula-place } expected a value. Values with blanks or marks, and words such as “from”, go in double quotes.
formula-quote = { formula-place } this quote is never closed.
formula-character = { formula-place } this character can only stand inside double quotes.
formula-end = { formula-place } the formula should end here, or go on with “where” or “and”.

formula-feeds = { $metric } is made of the records in “{ $stream }”: a finished value would stand beside its own sum. Send the records instead, or take the formula off the metric.
formula-feeds-from = From { $day } on { $metric } is made of the records in “{ $stream }”: send the records instead. Finished values of earlier periods are taken.
formula-finished-stands = { $metric } has finished values up to { $last }, and a value has one source only. Let records make it from a later day: records_from = { $first }. Or undo the imports of those values first.
formula-streams-alike = Several data streams are called “{ $title }”. Say which is meant by its key: { $keys }.
formula-no-column = The records in “{ $stream }” have no “{ $name }” that could stand there. They have: { $known }.
