"""What a person does with letters out; the commands and the desk call nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from casework.draft import DecisionRefused
from casework.family_case import LinkedPaper
from casework.form_spec import Region
from casework.letter_spec import LetterSpec, read_letters
from casework.letters import (
    Sender,
    Values,
    answers,
    blanks,
    compose,
    filled,
    find_letter,
    letter_named,
)
from casework.queue import HistoryEntry
from casework.toml_table import RegionDataError, Table
from pipeline.family_case import gather
from pipeline.lazy import load
from storage.letters import KeptLetter, Letters, NewLetter
from storage.store import Store
from storage.terms import Terms

_RENDERED, _TO_PDF = "exports.letter:rendered", "exports.pdf:to_pdf"
_LETTERS = "letters.toml"


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A registered letter; `blank` is what was left in it as a line to write on."""

    kept: KeptLetter
    blank: tuple[str, ...]


class LetterDesk:
    """Every verb may raise DecisionRefused with a stable code and a Russian message.

    `templates` may hold the institution's own templates, and a letters.toml of its own letters.
    `changed` is called with a family when something of its letters changed.
    """

    def __init__(
        self,
        store: Store,
        region: Region,
        sender: Sender,
        templates: Path,
        changed: Callable[[int, str], None],
    ) -> None:
        self._store = store
        self._region = region
        self._sender = sender
        self._templates = templates
        self._changed = changed
        self._letters = Letters(store, store.clock)
        self._terms = Terms(store.database, store.clock)

    @cached_property
    def specs(self) -> tuple[LetterSpec, ...]:
        """The institution's own letters and the region's; of one id the institution's."""
        path = self._templates / _LETTERS
        try:
            file = Table.parse(path.read_text("utf-8"), str(path)) if path.is_file() else None
            own = read_letters(file, self._templates)
        except (RegionDataError, OSError, ValueError) as error:
            raise DecisionRefused("broken_template", str(error)) from error
        known = {spec.id for spec in own}
        return (*own, *(spec for spec in self._region.letters if spec.id not in known))

    def own_template(self, spec: LetterSpec) -> Path | None:
        """The institution's template in place of the shipped one."""
        path = self._templates / spec.template
        return path if path.is_file() else None

    def new(
        self,
        family_id: int,
        by: str,
        rule: str | None = None,
        name: str | None = None,
        to: str | None = None,
        on: date | None = None,
        given: Mapping[str, str] | None = None,
    ) -> MadeLetter:
        """Prepare a letter and register it; nothing is kept when anything of it fails."""
        spec = find_letter(self.specs, rule, name)
        today = self._store.clock().date()
        on = on or today
        if on > today:
            raise DecisionRefused("invalid_value", f"Дата письма {on:%d.%m.%Y} ещё не наступила.")
        said = dict(given or {}) | ({"addressee": to} if to else {})
        case = gather(self._store, family_id)
        sender = replace(self._sender, executor=by)
        values = compose(case, self._region, spec, sender, on, said)
        template = self._template(spec)
        load(_RENDERED)(template, spec.template, filled(values | {"number": "1"}))
        new = NewLetter(
            family_id=case.family.id,
            sent_on=on,
            template=spec.id,
            rule_id=spec.rule_id,
            addressee=str(values["addressee"]),
            subject=str(values["subject"]),
        )
        kept = self._letters.register(new, self._writer(spec, template, values), by)
        self._changed(kept.family_id, by)
        return MadeLetter(kept, blanks(values))

    def _writer(self, spec: LetterSpec, template: bytes, values: Values) -> Callable[[int], bytes]:
        def write(number: int) -> bytes:
            made: bytes = load(_RENDERED)(
                template, spec.template, filled(values | {"number": str(number)})
            )
            return made

        return write

    def _template(self, spec: LetterSpec) -> bytes:
        own = self.own_template(spec)
        try:
            return own.read_bytes() if own else spec.file.read_bytes()
        except OSError as error:
            message = f"Шаблон {spec.template} не читается: {error.strerror}."
            raise DecisionRefused("broken_template", message) from error

    def list(self, family_id: int | None = None, year: int | None = None) -> tuple[KeptLetter, ...]:
        """Letters by year and number, cancelled ones too."""
        return self._letters.list(family_id, year)

    def get(self, letter_id: int) -> KeptLetter:
        return self._letters.get(letter_id)

    def history(self, letter_id: int) -> tuple[HistoryEntry, ...]:
        return self._letters.history(letter_id)

    def save(self, letter_id: int, out: Path) -> None:
        """A copy of the letter as .docx or .pdf, by the suffix of `out`; OSError."""
        kept = self._letters.get(letter_id)
        content = self._store.originals.path(kept.letter.sha256).read_bytes()
        with self._store.scratch.folder() as folder:
            made = folder / "letter.docx"
            made.write_bytes(content)
            if out.suffix.lower() == ".pdf":
                load(_TO_PDF)(made, out)
            elif out.suffix.lower() == ".docx":
                out.write_bytes(content)
            else:
                raise DecisionRefused("invalid_value", "Письмо сохраняется в .docx или .pdf.")

    def cancel(self, letter_id: int, by: str, reason: str) -> KeptLetter:
        """It was not sent after all; the number stays taken, the term that it closed opens."""
        if not reason.strip():
            raise DecisionRefused("value_required", "Нужна причина, по которой письмо аннулируют.")
        kept = self._letters.cancel(letter_id, by, reason.strip())
        self._reopen(kept, by)
        self._changed(kept.family_id, by)
        return kept

    def _reopen(self, kept: KeptLetter, by: str) -> None:
        closed_by = letter_named(kept.letter)
        for term in self._terms.list(kept.family_id, closed=True):
            if term.term.rule_id == kept.letter.rule_id and term.done_reason == closed_by:
                self._terms.reopen(term.id, by, f"{closed_by} аннулировано")

    def reply(self, letter_id: int, document_id: int | None, by: str) -> KeptLetter:
        """The paper is the answer to the letter; None takes the word back."""
        kept = self._letters.reply(letter_id, document_id, by)
        self._changed(kept.family_id, by)
        return kept

    def proposed_replies(self, letters: tuple[KeptLetter, ...]) -> dict[int, tuple[int, ...]]:
        """Papers that name an unanswered letter by «На № … от …»; nothing is linked by it."""
        waiting = [
            one for one in letters if not (one.letter.cancelled or one.letter.reply_document_id)
        ]
        if not waiting:
            return {}
        zone = self._store.clock().tzinfo
        first = min(one.letter.sent_on for one in waiting)
        since = datetime.combine(first, time.min, zone)
        unlinked = tuple(filter(_is_reply, self._letters.unlinked_papers(since)))
        of_family = {
            family_id: gather(self._store, family_id).papers
            for family_id in {one.family_id for one in waiting}
        }
        found: dict[int, list[int]] = defaultdict(list)
        for one in waiting:
            for paper in (*of_family[one.family_id], *unlinked):
                if _replies(paper, one):
                    found[one.letter.id].append(paper.document_id)
        return {letter_id: tuple(papers) for letter_id, papers in found.items()}


def _is_reply(paper: LinkedPaper) -> bool:
    return bool(paper.value("reply_to_number"))


def _replies(paper: LinkedPaper, kept: KeptLetter) -> bool:
    number, day = paper.value("reply_to_number"), paper.value("reply_to_date")
    came = paper.received_at.date() >= kept.letter.sent_on
    return _is_reply(paper) and came and answers(kept.letter, str(number), str(day or ""))
