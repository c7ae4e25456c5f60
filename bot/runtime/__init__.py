"""Runtime: what runs, over and over or once, around the use cases."""
