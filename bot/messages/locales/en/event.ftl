# Events: records of a named kind

event-other-kind = The records of { $stream } are kept as { $kept }, and this says { $said }. Give these a stream of their own: key = "…" under [stream], or "stream" in each record.
event-other-roll-up = { $kept ->
    [none] { $stream } holds single records, and this adds them up by { $said }. Both together would count twice: give one of them a stream of its own.
   *[other] { $stream } holds records that were added up by { $kept }, and this says { $said }. Both together would count twice: give one of them a stream of its own.
  }
