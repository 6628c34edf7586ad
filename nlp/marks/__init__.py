"""The filled forms: which printed line is marked, and with what."""
