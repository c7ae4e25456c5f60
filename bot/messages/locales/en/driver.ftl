# Drivers: what moved a number, by what its records say

driver-summary = The records behind what moved a number
driver-down = Down { $much } from { $period }
driver-up = Up { $much } from { $period }
driver-down-rate = Down { $much } from { $period }
driver-up-rate = Up { $much } from { $period }
driver-alone = { $change }.
driver-most = { $change }: most of it is { $members }.
driver-part = { $change }: a large part of it is { $members }.
driver-more = { $change }: { $members }; all else together { $rest }.
driver-cases = { $change }: { $part } of the { $whole } come from { $members }.
driver-most-brief = Most of that is { $members }.
driver-part-brief = A large part of that is { $members }.
driver-more-brief = That is { $members }; all else together { $rest }.
driver-cases-brief = { $part } of the { $whole } come from { $members }.
driver-by = { $change }: { $parts }.
driver-by-brief = { $parts }.
driver-by-volume = { $records } { $before } → { $after }
driver-by-volume-held = { $records } held at { $after }
driver-by-price = average { $before } → { $after }
driver-by-price-held = average held at { $after }
driver-records = records
driver-clause = since { $period } { $said }
driver-clause-most = since { $period } mostly { $members }
driver-clause-part = since { $period } in part { $members }
driver-bars = { $title }. { $change }: { $parts }.
driver-member = { $member } { $effect }
driver-labelled = { $dimension } { $text }
driver-mixed = { $member }: { $rate } because its own rate changed, { $mix } because its share of the whole did.
driver-only-mixed = { $member } was there in one of the two periods only, so all of its part is that of its share.
driver-factors = By number and size: { $parts }.
driver-volume = { $before } → { $after } records ({ $effect })
driver-price = average { $before } → { $after } ({ $effect })
driver-moved = another mix ({ $effect })
driver-others = { $n ->
    [one] 1 other
   *[other] { $n } others
}
driver-rest = All else
driver-had = { $period } { $value }
driver-none = none
driver-open = { $member }: { $n ->
    [one] 1 record
   *[other] { $n } records
}
driver-page-headline = { $member } in your { $title }, { $period }
driver-page-headline-other = { $member } in the { $title } of { $name }, { $period }
driver-side = { $period }: { $n ->
    [0] no record.
    [one] { $value }, of one record.
   *[other] { $value }, of { $n } records.
}
driver-makes = That makes { $effect } of the change of { $change }.
driver-gone = This does not move the number any more: its records have changed since. “why” shows what does.
driver-of = { $title }: { $said }
