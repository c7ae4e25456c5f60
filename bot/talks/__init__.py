"""Talks: one-on-ones, what to speak of, and reminders."""
