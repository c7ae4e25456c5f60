"""Feedback: words about figures and about work, approved where they have to be, with their evidence."""
