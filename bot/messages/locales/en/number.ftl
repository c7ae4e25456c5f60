# Numbers and units; $n is 1 for exactly one

number-large = { $scaled }K
number-huge = { $scaled }M
number-points = { $points } percentage points
number-unit = { $text } { $unit }
number-unit-tight = { $text } { $unit }
unit-yuan = yuan
unit-call = { $text } { $n ->
    [1] call
   *[other] calls
}
unit-campaign = { $text } { $n ->
    [1] campaign
   *[other] campaigns
}
unit-commit = { $text } { $n ->
    [1] commit
   *[other] commits
}
unit-customer = { $text } { $n ->
    [1] customer
   *[other] customers
}
unit-day = { $text } { $n ->
    [1] day
   *[other] days
}
unit-density = { $text } { $n ->
    [1] defect per KLOC
   *[other] defects per KLOC
}
unit-hour = { $text } { $n ->
    [1] h
   *[other] h
}
unit-item = { $text } { $n ->
    [1] item
   *[other] items
}
unit-lead = { $text } { $n ->
    [1] lead
   *[other] leads
}
unit-minute = { $text } { $n ->
    [1] min
   *[other] min
}
unit-order = { $text } { $n ->
    [1] order
   *[other] orders
}
unit-person = { $text } { $n ->
    [1] person
   *[other] people
}
unit-piece = { $text } { $n ->
    [1] piece
   *[other] pieces
}
unit-point = { $text } { $n ->
    [1] point
   *[other] points
}
unit-stop = { $text } { $n ->
    [1] stop
   *[other] stops
}
unit-ticket = { $text } { $n ->
    [1] ticket
   *[other] tickets
}
unit-time = { $text } { $n ->
    [1] time
   *[other] times
}
