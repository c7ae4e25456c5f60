# Appointments in people's own calendars

calendar-event-one-on-one = 1:1 { $names }
calendar-event-review-meeting = Review talk { $names }
calendar-event-file = { $kind ->
    [review_meeting] Review talk { $day }
   *[one_on_one] 1-1 { $day }
}
calendar-event-headline = { $gone ->
    [yes] Out of your calendar
   *[no] For your calendar
}: { $what }, { $moment }
calendar-event-new = Open the file to put it into your calendar.
calendar-event-moved = It has moved. Open the file, and your calendar moves it too.
calendar-event-off = It was called off. Open the file, and your calendar takes it out.
calendar-event-handed = Somebody else leads this talk from now on. Open the file, and your calendar takes the old entry out.
calendar-event-note = Only the two of you have this file · it says when and with whom, and nothing of what about
calendar-event-summary = A calendar file for your talk with { $name }
privacy-kind-appointments = Your appointments
privacy-kind-calendar-and-todo = Entries in your calendar and to-do list
