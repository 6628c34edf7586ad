"""Tables and labelled parts of the forms: which form it is, what stands in which cell."""
