"""People: who somebody is, what they may, what is on record, and what can be asked."""
