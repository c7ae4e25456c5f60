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
event-unknown = No event is called “{ $said }”. There are: { $kinds }.
event-unknown-roll-up = Records can be added up to “shift” or “day”, not to “{ $said }”.
event-lacking = { $event } needs “{ $field }”. Give each record one, as a column or key “{ $field }” ({ $also } are understood too); or say in a mapping which column it is: { $field } = "…" under [stream.{ $table }].
event-required = { $event } needs “{ $field }”, and it is empty here. Fill it in in the source and send the row again.
event-no-roll-up = Only events that add up can be rolled up: { $kinds }. Leave roll_up out here.
event-no-shift = Rolled up by shift, every record needs its “shift”, and some have none. Fill it in, or take roll_up = "day".
event-left-out = Of no kind of event, so it is left out
event-rolled-up = Added to the record of its shift or day
webhook-text = “{ $name }” must be text.
event-rolled-up-before = With “{ $name }” these are sums already, such as an export of the stream: adding them up again would count twice. Take the events as the source has them.
