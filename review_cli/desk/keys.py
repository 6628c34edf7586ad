"""Keys by their place on the keyboard: each letter works under the Russian layout too."""

from __future__ import annotations

from textual.binding import Binding

#: The Cyrillic letter on the same physical key of the Russian layout (ЙЦУКЕН).
CYRILLIC = str.maketrans("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить")


def letter(key: str, action: str, description: str) -> Binding:
    """A binding for `key` and its Cyrillic neighbour, small or capital (Caps Lock)."""
    both = (key, key.translate(CYRILLIC))
    keys = ",".join((*both, *(one.upper() for one in both)))
    return Binding(keys, action, description)


DIGITS = tuple(Binding(str(n), f"choose({n})", f"Вариант {n}") for n in range(1, 10))
