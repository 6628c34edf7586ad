"""`opis` run in this process, and what its letter is understood to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from paper_for_desk import LETTER_LINES, candidate, letter

from casework.field import FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from review_cli.__main__ import opis


@dataclass(frozen=True, slots=True)
class CommandLine:
    """`opis --data FOLDER …` in this process."""

    data: Path

    def run(self, *arguments: object) -> Result:
        return CliRunner().invoke(opis, ["--data", str(self.data), *map(str, arguments)])

    def lines(self, *arguments: object, status: int = 0) -> list[dict[str, object]]:
        """What the command says with --json; nothing else may stand on standard output."""
        done = self.run(*arguments, "--json")
        assert done.exit_code == status, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]


def findings() -> Findings:
    document = letter(paged=False)

    def reading(name: str, value: str, quote: str, confidence: float) -> FieldReading:
        return FieldReading(name, (candidate(document, name, value, quote, confidence),))

    child = FoundPerson(
        ("child",),
        candidate(document, "full_name", "Бадмаева Дана", "Бадмаева Дана", 0.95),
        birth_date=candidate(document, "birth_date", "2014-06-05", "05.06.2014", 0.98),
    )
    return Findings(
        KindGuess("prevention_referral", 0.98),
        fields=(
            reading("issuer", LETTER_LINES[0], LETTER_LINES[0], 0.97),
            reading("doc_number", "214", "№ 214", 0.98),
            reading("doc_date", "2025-03-11", "11.03.2025", 0.98),
            reading("address", "п. Степной, ул. Джангара, д. 7, кв. 2", LETTER_LINES[5], 0.95),
        ),
        people=(child,),
        signs=(candidate(document, "distress_signs", "truancy", "не ходит в школу", 0.93),),
    )
