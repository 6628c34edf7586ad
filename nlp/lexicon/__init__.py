"""The words of the trade as data: the package's TOML files, and what an office adds to them."""
