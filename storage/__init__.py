"""The only truth: database, originals, queue, journals, history."""
