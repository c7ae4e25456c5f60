# What somebody has finished: projects and trainings

finished-since = Finished since { $day }:
finished-project = attainment { $share }
finished-done = done
finished-training = training done
finished-just = the day it was due
finished-early = { $n ->
    [one] a day before it was due
   *[other] { $n } days before it was due
}
finished-late = { $n ->
    [one] a day after it was due
   *[other] { $n } days after it was due
}
finished-score = score { $score }
finished-more = { $n ->
    [one] And one more.
   *[other] And { $n } more.
}
one-on-one-ask-done = What helped there, and what would make the next one easier?
