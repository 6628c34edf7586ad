"""Which paper fills what of a family's records (records.md, section 16)."""
