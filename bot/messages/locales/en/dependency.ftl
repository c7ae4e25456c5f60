# What others provided late, beside a result that rests on it

dependency-late = Beside this: { $title } of { $provider } was { $value } in { $period }, target { $target }. The work here depends on it.
dependency-late-held = Beside this: { $title } of { $provider } was { $value } in { $period }, target { $target }. It may be part of why { $held } missed the target.
