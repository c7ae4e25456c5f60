"""Figures: metrics with their readings, targets, deltas and series, of people and of units."""
