# Metrics: which one is meant

metric-unknown = There is no metric called “{ $said }”. Try its title or key.
metric-several = “{ $said }” could be { $n } metrics: { $names }. Please write the key.

metric-key = A key is written in small letters, digits and underscores, like new_customers.
metric-taken = There is a metric { $metric } already. Open it to change it.
metric-no-title = Give the metric a title in at least one language.
metric-unit-stored = { $n } values are stored in the old unit, and % is kept differently from counts. Make a new metric for the new unit.
metric-stale = Somebody has changed { $metric } since you opened it. Open it again; nothing of yours was stored.
metric-pack-unknown = There is no pack “{ $said }”. There are: { $names }.

metric-list-headline = { $n ->
    [0] No metric yet
    [one] One metric
   *[other] { $n } metrics
}
metric-list-text = `metric KEY` opens one: what it counts, which way is better, what is suggested.
metric-list-empty = Add the ready ones of a job family with `metric pack`, or write one with `metric add`.
metric-column-key = Key
metric-column-title = Title
metric-column-unit = Unit
metric-column-grain = Period
metric-column-family = Job family
metric-column-here = Here
metric-column-missing = Can be added
metric-more = More
metric-summary = A metric and how it is read
metric-button-edit = Edit…
metric-button-owner = Who answers for it…
metric-button-advise = Write advice…
metric-button-add = Add a metric
metric-button-packs = Ready packs
metric-button-redefine = Compute again
metric-button-pack = Add { $family }
metric-note = Everybody may read what is measured and how · only admins change it

metric-field-key = Key
metric-field-title-en = Title in English
metric-field-title-zh = Title in Chinese
metric-field-meaning = What it counts
metric-field-unit = Unit
metric-field-direction = Better is
metric-field-grain = Period
metric-field-aggregate = A team's value
metric-field-minimum = Smallest plausible value
metric-field-maximum = Largest plausible value
metric-field-minimum-step = Smallest change worth a word
metric-field-advice-en = Next steps for a gap, English
metric-field-advice-zh = Next steps for a gap, Chinese
metric-field-praise-en = Next steps for a strength, English
metric-field-praise-zh = Next steps for a strength, Chinese
metric-hint-lines = One step a line, concrete enough for this week.
metric-hint-unit = % for shares, a currency code for money, otherwise the word that follows the number.
metric-direction-higher = higher
metric-direction-lower = lower
metric-grain-day = day
metric-grain-week = week
metric-grain-month = month
metric-grain-quarter = quarter
metric-grain-year = year
metric-aggregate-sum = the sum of its members
metric-aggregate-mean = the mean of its members
metric-aggregate-last = the newest of its members
metric-aggregate-ratio = all cases over all cases
metric-together = made of all its members' records
metric-hint-aggregate = A team's median, smallest, largest or newest value, or its number of different ones, is always made of all its members' records.
metric-field-formula = How it is made of records
metric-field-records-from = Made of records from
metric-hint-formula = Empty for finished values. Otherwise like sum(amount) from orders where stage = won.
metric-hint-records-from = Periods that begin earlier keep their finished values.
metric-made = How it is made: { $how }.
metric-made-from = Periods that begin before { $day } keep their finished values.
metric-always = the first record
metric-grain-finished = { $metric } has finished values up to { $last }, each for a period as it is now. Undo the imports of those values first, or add another metric for the other period.
metric-recalculating = Its values are being computed again: { $done } of { $all } people are done.
metric-range = plausible from { $low } to { $high }
metric-open-end = anything
metric-steps = { $gap } next steps for a gap, { $strength } for a strength
metric-form-add = A new metric
metric-form-edit = Metric { $metric }
metric-form-intro = If values are stored and you change which way is better, the period, a team's value or how it is made, they are computed again; you are asked first.
metric-form-save = Save
metric-saved = Saved.
metric-saved-nothing = Nothing was different.
metric-redefine-headline = { $title }: { $n ->
    [one] one value
   *[other] { $n } values
} would be computed again
metric-redefine-text = Everything else is saved. Still to confirm: { $changes }. Attainment, trend and comparison of these values are worked out anew, and rules look at those that are recent.
metric-change = { $field }: { $before } → { $after }
metric-redefined = { $n ->
    [one] One value was computed again.
   *[other] { $n } values were computed again.
}
metric-redefining = { $n ->
    [one] One value is being computed again. Nobody is told anything new about periods that are over.
   *[other] { $n } values are being computed again. Nobody is told anything new about periods that are over.
}
metric-pack-headline = Ready metrics for four job families
metric-pack-text = Each comes with unit, direction and next steps in both languages. What is here already stays as it is.
metric-pack-added = Added: { $titles }.
metric-pack-nothing = All of them are here already.
metric-family-sales = sales
metric-family-development = development
metric-family-operations = operations
metric-family-production = production

# Who answers for a metric

metric-field-owner = Owner
metric-field-provider = Whose work it is
metric-field-scorer = Who depends on it
metric-field-aliases = Also called
metric-does-owner = is asked whether its target is right, and may write advice for it
metric-does-provider = provides what it measures
metric-does-scorer = sees it beside their own results when it misses its target
metric-also-called = Also called { $names }.
metric-hint-owner = A name or employee id. They are asked whether the target is right, and may write advice. It shows them nobody's figures.
metric-hint-provider = The unit or department whose work it measures, like Purchasing for on-time supply.
metric-hint-scorer = The unit or department that depends on that work, like Production. People there see the provider's own value when it misses its target, never a person's.
metric-hint-aliases = Other names that people use in chat, with commas between.
metric-owner-form = Metric { $metric }
metric-owner-intro = Who answers for this metric, and between whom it stands. Leave empty what does not apply.
metric-owner-group = No unit or department is called “{ $said }”. Write it as it stands in the people file.
metric-owner-same = That is the one whose work it is. Name who depends on that work.
metric-owner-taken = “{ $name }” is already a name of { $metric }.
