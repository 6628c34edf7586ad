"""Pages as a browser takes them apart, by the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser


class Parsed(HTMLParser):
    """A page as its reader's browser takes it apart; unclosed elements are an error."""

    VOID = frozenset({"meta", "img", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.sheet = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)

    @property
    def ids(self) -> list[str]:
        return [str(a["id"]) for _, a in self.tags if "id" in a]

    def check(self) -> None:
        """No script, nothing from outside, ids once each, and every link leads to one."""
        assert not {"script", "link", "iframe", "object"} & {name for name, _ in self.tags}
        links = [str(a["href"]) for a in self.of("a")]
        assert all(link.startswith("#") for link in links)
        assert len(self.ids) == len(set(self.ids))
        assert {link.removeprefix("#") for link in links} <= set(self.ids)
        assert all(str(a["src"]).startswith("data:image/jpeg;base64,") for a in self.of("img"))
        assert all(a["alt"] for a in self.of("img"))
