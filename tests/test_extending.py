"""The worked examples of docs/extending.md: without effect before, with the effect after."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flowing import flowing, paper_of
from invented import ARRIVAL

from casework.draft import Decision, DecisionRefused
from casework.field import FieldReading
from casework.findings import Findings, FoundTable, KindGuess
from casework.form_spec import Region
from casework.forms import load_region, read_region
from casework.journal import printed
from casework.prefill import propose
from nlp.calibration import Calibration
from nlp.kinds.recogniser import Recogniser
from nlp.lexicon.words import Lexicon
from nlp.russian import Russian
from nlp.tables import heads, rows
from nlp.tables.finder import find_tables
from nlp.understanding import Understanding
from pipeline.build import Opis, build
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
_SECTION = re.compile(r"^### (?P<title>[^\n]+)\n(?P<body>.*?)(?=^##|\Z)", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"```(?P<language>toml|text)\n(?P<text>.*?)```", re.DOTALL)
_PACK = re.compile(
    r"```toml\n# regions/(?P<pack>\w+)/(?P<file>\w+\.toml)\n(?P<text>.*?)```", re.DOTALL
)
_WHERE = re.compile(r"# (?P<folder>lexicon|region)/(?P<file>\w+\.toml)(?:, (?P<list>\w+))?\n")


@dataclass(frozen=True, slots=True)
class Example:
    """A section's TOML by the file it belongs in, and its paper."""

    toml: tuple[tuple[re.Match[str], str], ...]
    paper: str

    def office(self, folder: Path) -> Path:
        """The folder of an office's words with what the example adds."""
        folder.mkdir()
        for where, text in self.toml:
            if where["folder"] == "lexicon":
                (folder / where["file"]).write_text(text, "utf-8")
        return folder

    def region(self, folder: Path) -> Region:
        """The region with what the example adds, in a copy."""
        shutil.copytree(ROOT / "casework/regions/kalmykia", folder)
        for where, text in self.toml:
            if where["folder"] == "region":
                file = folder / where["file"]
                file.write_text(_with(file.read_text("utf-8"), text, where["list"]), "utf-8")
        return read_region(folder)


def _with(data: str, more: str, items: str | None) -> str:
    """`more` at the end, or as the first line of the closed list `items`."""
    if items is None:
        return f"{data}\n{more}"
    head, list_id, rest = data.partition(f'id = "{items}"\n')
    assert list_id, items
    return head + list_id + rest.replace("items = [\n", f"items = [\n{more}", 1)


def examples() -> Mapping[str, Example]:
    found = {}
    for section in _SECTION.finditer((ROOT / "docs/extending.md").read_text("utf-8")):
        blocks = [(block["language"], block["text"]) for block in _FENCED.finditer(section["body"])]
        toml = []
        for language, text in blocks:
            if language == "toml":
                where = _WHERE.match(text)
                assert where, f"{section['title']}: where does it belong?\n{text}"
                toml.append((where, text[where.end() :]))
        papers = [text for language, text in blocks if language == "text"]
        assert len(papers) == 1, section["title"]
        found[section["title"]] = Example(tuple(toml), papers[0])
    return found


EXAMPLES = examples()


def understand(example: Example, russian: Russian, office: Path | None = None) -> Findings:
    """What the example's paper says, by the loaded models with an office's words."""
    lexicon = Lexicon.load(office)
    understanding = Understanding(
        replace(russian, lexicon=lexicon), Recogniser(lexicon.kinds), Calibration.load()
    )
    return understanding.understand(flowing(example.paper))


def value(findings: Findings, field: str) -> object:
    reading: FieldReading | None = findings.reading(field)
    return reading.best.value if reading and reading.best else None


def test_every_example_is_run_here() -> None:
    run = {"A phrase for a sign", "A kind of paper", "A field", "A body"}
    run |= {"A sender for the column «От кого»", "A table of a form"}
    assert EXAMPLES.keys() == run


def test_a_phrase_for_a_sign(tmp_path: Path, russian: Russian) -> None:
    example = EXAMPLES["A phrase for a sign"]
    assert understand(example, russian).signs == ()
    office = example.office(tmp_path / "lexicon")
    after = understand(example, Russian.load(Lexicon.load(office)), office)
    assert [sign.value for sign in after.signs] == ["low_income"]


def test_a_kind_of_paper(tmp_path: Path, russian: Russian) -> None:
    example = EXAMPLES["A kind of paper"]
    title = "Дневник наставника"
    assert understand(example, russian).kind.value != title
    after = understand(example, russian, example.office(tmp_path / "lexicon"))
    assert after.kind.value == title
    assert value(after, "doc_date") == "2025-02-03"


def test_a_field_and_its_cell_on_the_desk(tmp_path: Path, russian: Russian) -> None:
    example = EXAMPLES["A field"]
    assert value(understand(example, russian), "gas_account") is None
    after = understand(example, russian, example.office(tmp_path / "lexicon"))
    assert value(after, "gas_account") == "40-1187"

    def shown(region: Region) -> object:
        cells = {cell.id: cell for row in propose(after, ARRIVAL, region) for cell in row.cells}
        return cells["gas_account"].value if "gas_account" in cells else None

    assert shown(load_region("kalmykia")) is None
    assert shown(example.region(tmp_path / "region")) == "40-1187"


def test_a_body_of_the_directory(tmp_path: Path, russian: Russian) -> None:
    example = EXAMPLES["A body"]

    def checks(office: Path | None) -> list[str]:
        issuer = understand(example, russian, office).reading("issuer")
        assert issuer is not None
        assert issuer.best is not None
        return [step.note for step in issuer.best.trail if step.what == "check"]

    assert checks(None) == []
    assert any("справочник" in note for note in checks(example.office(tmp_path / "lexicon")))


def test_a_sender_for_the_column_from_whom(tmp_path: Path) -> None:
    example = EXAMPLES["A sender for the column «От кого»"]

    def told(region: Region) -> list[str]:
        senders = region.lists["informant_kind"].items
        name = example.paper.lower()
        return [item.title for item in senders if any(p.search(name) for p in item.patterns)]

    assert told(load_region("kalmykia")) == []
    assert told(example.region(tmp_path / "region")) == ["библиотека"]


def _forget() -> None:
    """Titles are compared with the heads of one region once a process."""
    for remembered in vars(heads).values():
        if hasattr(remembered, "cache_clear"):
            remembered.cache_clear()


def test_a_table_of_a_form(
    tmp_path: Path, russian: Russian, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = EXAMPLES["A table of a form"]
    paper = paper_of(example.paper, russian)

    def found() -> tuple[FoundTable, ...]:
        return find_tables(paper, KindGuess("measures_report", 0.95), ())

    assert found() == ()
    region = example.region(tmp_path / "region")
    for module in (heads, rows):
        monkeypatch.setattr(module, "region", lambda: region)
    _forget()
    (table,) = found()
    _forget()
    assert table.name == "donated_clothes"
    (row,) = ({cell.field: cell.value for cell in row} for row in table.rows)
    assert (row["given_on"], row["pieces"]) == ("2025-03-05", 7)


# --- a region of one's own -------------------------------------------------------------------


def own_pack(regions: Path) -> str:
    """Lay the documented pack down in an office's folder; its name."""
    names = set()
    for block in _PACK.finditer((ROOT / "docs/extending.md").read_text("utf-8")):
        folder = regions / block["pack"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / block["file"]).write_text(block["text"], "utf-8")
        names.add(block["pack"])
    (name,) = names
    return name


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Opis]:
    settings = Settings(tmp_path / "office", 1, "Санджиева")
    built = build(replace(settings, region=own_pack(settings.regions)))
    yield built
    built.store.close()


def call(*more: Decision) -> tuple[Decision, ...]:
    said = (Decision("called_at", "2026-03-02T09:30"), Decision("topics", ("danger",)), *more)
    return (*said, Decision("children[1].full_name", "Бадмаев Чингис"))


def test_a_pack_without_code_keeps_records(office: Opis) -> None:
    passed = (Decision("passed_to", "ПДН"), Decision("passed_on", "2026-03-02"))
    row = office.records.add(1, call(*passed), "Санджиева")
    assert (row.entry_no, row.category) == (1, "")
    form = office.records.form(1)
    assert printed(form, row) == (
        "1",
        "02.03.2026",
        "опасность для ребенка",
        "ПДН\nпередано 02.03.2026",
    )
    assert [line.table for line in row.record.children] == ["children"]


def test_the_rules_of_a_pack_without_code_refuse(office: Opis) -> None:
    with pytest.raises(DecisionRefused, match="Кому передано") as refused:
        office.records.add(1, call(), "Санджиева")
    assert refused.value.code == "value_required"
    early = (Decision("passed_to", "ПДН"), Decision("passed_on", "2026-03-01"))
    with pytest.raises(DecisionRefused, match="передано раньше, чем позвонили") as refused:
        office.records.add(1, call(*early), "Санджиева")
    assert refused.value.code == "invalid_value"
    nobody = Decision("children[1].age", -1)
    with pytest.raises(DecisionRefused, match="нужно число от 0") as refused:
        office.records.add(1, call(*early, nobody), "Санджиева")
    assert office.records.journal(1, "", 2026) == ()


def test_a_pack_recognises_papers_by_its_base(tmp_path: Path) -> None:
    regions = tmp_path / "regions"
    region = load_region(own_pack(regions), regions)
    base = load_region("kalmykia")
    assert (region.tables, region.checklists, region.labelled) == (
        base.tables,
        base.checklists,
        base.labelled,
    )
    assert region.form(0).cells == base.form(0).cells
    assert region.lists["call_topic"].get("danger")
    assert region.lists["person_role"] == base.lists["person_role"]
    assert (region.terms, region.letters) == (Region("x", "x", (), {}).terms, ())
