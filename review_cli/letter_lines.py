"""Letters out as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from casework.letter_spec import LetterSpec
from casework.queue import HistoryEntry
from review_cli.contract import Json
from storage.letters import KeptLetter

__all__ = ["KeptLetter", "Save", "headline", "letter_json", "lines", "spec_json"]

Save: TypeAlias = Callable[[int, Path], None]

_TOLD = {
    "registered": "зарегистрировано",
    "cancelled": "аннулировано",
    "reply": "ответ",
}


def headline(kept: KeptLetter) -> str:
    """The letter in a line; its own number in front, by which commands call it."""
    one = kept.letter
    state = ""
    if one.cancelled is not None:
        state = f" — аннулировано: {one.cancelled}"
    elif one.reply_document_id is not None:
        state = f" — ответ: бумага {one.reply_document_id}"
    rule = f" [{one.rule_id}]" if one.rule_id else ""
    to = " ".join(one.addressee.split())
    said = f"№ {one.number} от {one.sent_on:%d.%m.%Y}"
    return f"{one.id}: {said}, семья {kept.family_id}{rule}, {to}: {one.subject}{state}"


def lines(kept: KeptLetter, history: Iterable[HistoryEntry]) -> Iterator[str]:
    yield headline(kept)
    yield f"    письмо: {kept.letter.template}, SHA-256 {kept.letter.sha256}"
    for entry in history:
        what = _TOLD.get(entry.what, entry.what)
        said = " ".join(filter(None, (entry.new, entry.reason)))
        yield f"    {entry.at.astimezone():%d.%m.%Y %H:%M} {entry.who}: {what} {said}".rstrip()


def letter_json(kept: KeptLetter) -> dict[str, Json]:
    one = kept.letter
    return {
        "id": one.id,
        "family": kept.family_id,
        "year": one.year,
        "number": one.number,
        "sent_on": one.sent_on.isoformat(),
        "template": one.template,
        "rule_id": one.rule_id or None,
        "addressee": one.addressee,
        "subject": one.subject,
        "sha256": one.sha256,
        "reply_document_id": one.reply_document_id,
        "cancelled": one.cancelled,
    }


def spec_json(spec: LetterSpec, own: Path | None) -> dict[str, Json]:
    return {
        "id": spec.id,
        "title": spec.title,
        "rule_id": spec.rule_id or None,
        "template": spec.template,
        "own_template": str(own) if own else None,
        "addressee": spec.addressee or None,
        "needs": list(spec.needs),
    }
