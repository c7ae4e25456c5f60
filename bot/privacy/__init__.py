"""Privacy: what is known about whom, handed out, restricted and erased."""
