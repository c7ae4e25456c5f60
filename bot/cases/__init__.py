"""Cases: a figure that is disputed, and how it is corrected."""
