"""The people of an explanation: who told their roles, and who is not of the family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casework.explanation import PersonStory
from casework.field import FieldReading
from casework.findings import FoundPerson
from review_cli.cells import shown_moment
from review_cli.explanation.story import Entry, Outcome, Reason, Teller, percent
from review_cli.wording import PARTS


def tell_people(teller: Teller) -> Iterator[Entry]:
    """The people of the family with their parts, then those who are not of it."""
    stories = teller.explanation.people
    for story in stories:
        if story.person:
            yield from _of_family(teller, story, story.person)
    for story in stories:
        if not story.person:
            why = "Не из семьи: " + (
                "должностное лицо." if _official(story) else "роль не названа."
            )
            quotes, told = teller.quotes(story.mentions), _told(teller, story)
            yield Entry("people", story.name, Outcome.REJECTED, "", why, quotes, told)


def _official(story: PersonStory) -> bool:
    return any(told.role == "official" for told in story.told)


def _of_family(teller: Teller, story: PersonStory, person: FoundPerson) -> Iterator[Entry]:
    roles = ", ".join(_role(teller, role) for role in person.roles)
    family = f"; семья {person.family}" if person.family > 1 else ""
    names = FieldReading("people", (person.full_name, *person.name_alternatives))
    first, *others = teller.reading(names, label=roles + family)
    told = (*_told(teller, story), *_inferred(teller, story, person))
    quotes = teller.quotes(story.mentions)
    yield replace(first, key="people", quotes=quotes, reasons=(*first.reasons, *told))
    yield from (replace(other, key="people", label="имя") for other in others)
    parts = (person.birth_date, *person.parts) if person.birth_date else person.parts
    for part in parts:
        label = "дата рождения" if part.field == "birth_date" else _part(part.field)
        reading = FieldReading(part.field, (part,))
        for entry in teller.reading(reading, label=label):
            yield replace(entry, key="people", value=shown_moment(entry.value))


def _part(field: str) -> str:
    return PARTS.get(field, PARTS.get(field.partition(".")[0], field))


def _role(teller: Teller, role: str) -> str:
    titles = teller.region.lists["person_role"].titles()
    return titles.get(role) or teller.words.of("roles", role)


def _told(teller: Teller, story: PersonStory) -> tuple[Reason, ...]:
    """What the paper says of the person."""
    return tuple(
        Reason(
            f"{_role(teller, told.role)}: {teller.words.rule('people', told.rule)}"
            + (f" «{told.words}»" if told.words else ""),
            percent(told.confidence),
        )
        for told in story.told
    )


def _inferred(teller: Teller, story: PersonStory, person: FoundPerson) -> Iterator[Reason]:
    """Roles that no word gives: they follow from the others of the family."""
    told = {told.role for told in story.told}
    for role in person.roles:
        if role not in told:
            how = "следует из пола, возраста, родства или вида бумаги"
            yield Reason(f"{_role(teller, role)}: {how}")
