"""Words in and out: one folder per chat platform, of identical shape."""
