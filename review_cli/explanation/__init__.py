"""`opis explain`: why a paper is understood so, told in words, as JSON and as a page."""
