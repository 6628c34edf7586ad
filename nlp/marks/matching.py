"""Which printed line of a form a text is: by its letters, by where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from nlp.marks.printed import PrintedForm, PrintedLine, plain, without_brackets

#: How alike a text must be to a line of the section that is being read, and to any other line.
_HERE, _ELSEWHERE = 80, 88
_SHORT, _SHORT_HERE = 4, 66
_LEAST_ELSEWHERE = 6
_HEADING = 86
#: A line that was shortened: the beginnings of its words, in their order.
_SHORTENED, _LEAST_WORDS, _LEAST_LETTERS = 84, 2, 9
_LONGEST = 300
#: What tells lines of like letters apart; less than a letter's worth each.
_SAME_SECTION, _SAME_GROUP, _NEXT, _TAKEN = 4.0, 3.0, 1.0, -8.0


@dataclass(frozen=True, slots=True)
class Match:
    """A printed line with how alike (0..100) the text is to it."""

    line: PrintedLine
    alike: float


@dataclass(slots=True)
class Reading:
    """Where in the form we are: the section and group that were opened, the lines taken."""

    form: PrintedForm
    section: str = ""
    group: str = ""
    last: int = -1
    taken: set[int] = field(default_factory=set)

    def find(self, text: str) -> Match | None:
        """The line that `text` is, if it is one; an exact wording under two headings is two."""
        label = plain(text)
        if not 3 <= len(label) <= _LONGEST:
            return None
        found: dict[int, float] = {}
        for way in dict.fromkeys((label, without_brackets(text))):
            for _, alike, (place, _) in process.extract(
                way, self.form.texts, scorer=fuzz.ratio, score_cutoff=_SHORT_HERE, limit=6
            ):
                found[place] = max(alike, found.get(place, 0.0))
        likely = [Match(self.form.lines[place], alike) for place, alike in found.items()]
        likely = [match for match in likely if self._good(match, label)]
        likely = likely or self._shortened(label)
        return max(likely, key=self._weight, default=None)

    def goes_on(self, text: str) -> bool:
        """Whether `text` is the beginning of a longer line."""
        label = plain(text)
        return len(label) > _LEAST_LETTERS and any(
            len(line) > len(label) + 2 and fuzz.ratio(label, line[: len(label)]) > _ELSEWHERE
            for line in self.form.texts.values()
        )

    def take(self, match: Match) -> Match:
        """Note that the line was read; the next ones are likely to stand below it."""
        line = match.line
        changed = line.section != self.section
        self.section = line.section
        self.group = line.group if line.group or not line.item or changed else ""
        self.last = line.place
        self.taken.add(line.place)
        return match

    def _good(self, match: Match, label: str) -> bool:
        line = match.line
        if line.item is None:
            return match.alike >= _HEADING
        if line.section == self.section:
            return match.alike >= (_SHORT_HERE if len(label) <= _SHORT else _HERE)
        return match.alike >= _ELSEWHERE and len(label) >= _LEAST_ELSEWHERE

    def _weight(self, match: Match) -> float:
        line = match.line
        return (
            match.alike
            + _SAME_SECTION * (line.section == self.section)
            + _SAME_GROUP * (line.group == self.group)
            + _NEXT * (line.place == self.last + 1)
            + _TAKEN * (line.place in self.taken)
        )

    def _shortened(self, label: str) -> list[Match]:
        """The one line of this section whose words begin like those of the text."""
        if len(label) < _LEAST_LETTERS:
            return []
        found = [
            Match(line, _SHORTENED)
            for line in self.form.lines
            if line.item and line.section == self.section and line.place not in self.taken
            if _abbreviates(label.split(), plain(line.title).split())
        ]
        return found if len(found) == 1 else []


def heading(reading: Reading, text: str) -> Match | None:
    """The heading with which `text` begins, when more stands behind it on its line."""
    label = plain(text)
    likely = [
        Match(line, fuzz.ratio(label[: len(title)], title))
        for line in reading.form.lines
        if line.item is None
        for title in (plain(line.title),)
        if len(label) >= len(title)
    ]
    best = max(likely, key=lambda match: (match.alike, match.line.place), default=None)
    return best if best and best.alike >= _HEADING else None


def _abbreviates(label: list[str], line: list[str]) -> bool:
    """Whether every word of the label begins a word of the line, in order."""
    words = iter(line)
    return len(label) >= _LEAST_WORDS and all(
        any(word.startswith(part) for word in words) for part in label
    )
