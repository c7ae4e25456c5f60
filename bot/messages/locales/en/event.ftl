# Events: records of a named kind

event-other-kind = The records of { $stream } are kept as { $kept }, and this says { $said }. Give these a stream of their own: key = "…" under [stream], or "stream" in each record.
event-other-roll-up = { $kept ->
    [none] { $stream } holds single records, and this adds them up by { $said }. Both together would count twice: give one of them a stream of its own.
   *[other] { $stream } holds records that were added up by { $kept }, and this says { $said }. Both together would count twice: give one of them a stream of its own.
  }
record-rolled-up = Each is the sum of many events of a { $by ->
    [shift] shift
   *[day] day
}: the source sends so many that they were added up before they were stored.
record-occurrences = A record with “{ $name }” is the sum of so many events, which were added up before they were stored.
