"""Admin: the health of the installation, and the words it uses."""
