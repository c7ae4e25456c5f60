# What machines did while a number came about

machine-state = { $machine } { $state } { $n ->
    [one] once
   *[other] { $n } times
}{ $minutes ->
    [0] {""}
   *[other] { "" } ({ $minutes } min in all)
}
machine-state-hours = In the same hours { $states }.
machine-state-days = Meanwhile { $states }.
