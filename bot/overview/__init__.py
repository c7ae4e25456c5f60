"""Overview: how somebody, a team or a department stands."""
