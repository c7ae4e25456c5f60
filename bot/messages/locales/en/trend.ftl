# What a picture of a trend says: at its lines, and instead of it

trend-target = Target
trend-gap = no data
trend-lower = lower is better
trend-alt = { $title }: { $points }.
trend-alt-target = Target { $value }.
trend-alt-lower = Lower is better.
trend-point = { $period } { $value }
trend-point-target = { $period } { $value } (target { $target })
trend-point-none = { $period } no data
