"""Rules: what has to hold for somebody to hear of a figure, and who hears it."""
