"""The commands of `opis`, one module each; `review_cli.__main__` lists them."""
