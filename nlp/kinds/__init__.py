"""Which kind of paper it is: clues as data, votes with alternatives."""
