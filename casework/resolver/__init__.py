"""Which family does a paper speak of: keys that find the few, a measured look that weighs them."""
