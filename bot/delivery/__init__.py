"""Delivery: what goes out, to whom, when, how often, and what becomes of it."""
