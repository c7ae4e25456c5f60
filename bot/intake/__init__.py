"""Intake: what arrives, in files or one by one, how it is read, and what is held back."""
