"""Goals: what is to be reached, from the company down to one person, and how far each is by the data."""
