"""Growth: plans that people make, how they go, and the courses that help."""
