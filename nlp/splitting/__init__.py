"""Where in a thick scan a new paper begins."""
