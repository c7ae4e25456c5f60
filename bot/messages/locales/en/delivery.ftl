# Several messages in one, and a message that may be a repeat

delivery-digest = { $n } messages for you today
delivery-digest-talks = { $n } people to talk with
delivery-digest-note = In one message, so that your day has fewer · only you see it
delivery-doubt = You may have had this message already: the first sending was not confirmed.
