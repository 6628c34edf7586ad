"""What an explanation tells of the invented letter: in words, as JSON, as a page."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from command_line import findings
from hypothesis import given
from hypothesis import strategies as st
from paper_for_desk import LETTER_LINES, candidate, draw, letter
from parsed_html import Parsed
from rich.console import Console

from casework.explanation import (
    Explanation,
    KindClue,
    KindVote,
    PersonStory,
    PhraseStory,
    ToldRole,
)
from casework.field import FieldReading, Step
from casework.forms import load_region
from nlp.assertion import Stance
from nlp.holders import Holder
from nlp.names import Shape
from papers.document import Document
from papers.evidence import Place, cite
from review_cli import contract
from review_cli.__main__ import opis
from review_cli.commands.explain import explain as command
from review_cli.explanation.as_json import explanation_json
from review_cli.explanation.chapters import CHAPTERS, about, tell, topics
from review_cli.explanation.crops import Gallery
from review_cli.explanation.marks import Mark, pieces
from review_cli.explanation.page import ExplanationPage
from review_cli.explanation.story import Chapter, Outcome, field_specs
from review_cli.explanation.text import explanation as in_terminal
from review_cli.explanation.words import load_words

REGION = load_region("kalmykia")
ROOT = Path(__file__).parents[3]


def explained(document: Document) -> Explanation:
    """The letter's findings with a rival number, a denied category and a denied sign."""
    own = candidate(document, "doc_number", "214", "№ 214", 0.98)
    rival = candidate(document, "doc_number", "05", "05", 0.6).weighed("contested", 0.4)
    sop = candidate(document, "category", "sop", "семье", 0.9).weighed("negated", 0.0, "не <u>")
    number = FieldReading("doc_number", (own.weighed("agreed", 0.99, "by hand"), rival))
    found = findings()
    rest = tuple(reading for reading in found.fields if reading.field != "doc_number")
    told = replace(found, fields=(number, *rest), signs=found.signs)
    denied = candidate(document, "distress_signs", "left_unattended", "одна", 0.9)
    school = cite(document, *_span(document, "школа"))
    child = cite(document, *_span(document, "Бадмаева Дана"))
    return Explanation(
        told,
        (KindVote("prevention_referral", 4.5, (KindClue("letterhead", "школа", 4.5, school),)),),
        2.5,
        frozenset({"doc_number", "doc_date", "issuer", "address", "category", "reply_due"}),
        (own, rival, sop),
        (
            PersonStory("Бадмаева Дана", (child,), (ToldRole("child", 0.9, "word-before", "дочь"),),
                        told.people[0]),
            PersonStory("Сидоров С.С.", (school,), (ToldRole("official", 0.9, "post-before"),)),
        ),
        (
            PhraseStory(told.signs[0], "ходить ~2 школа", "child", "asserted"),
            PhraseStory(denied.weighed("refuted", 0.0, "ложь"), "один дома", "child", "refuted",
                        "ложь"),
        ),
        (),
        (),
    )  # fmt: skip


def _span(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


@pytest.fixture(params=[True, False], ids=["scan", "word"])
def document(request: pytest.FixtureRequest) -> Document:
    return letter(paged=request.param)


@pytest.fixture
def told(document: Document) -> dict[str, Chapter]:
    return {chapter.id: chapter for chapter in tell(document, explained(document), REGION)}


# --- the story -------------------------------------------------------------------------------


def test_every_topic_has_a_chapter_or_belongs_to_one(told: dict[str, Chapter]) -> None:
    assert told.keys() == CHAPTERS.keys() | {spec.id for spec in field_specs(REGION)}
    for sort in topics(REGION).values():
        for topic in sort:
            assert about(told.values(), topic)


def test_the_winner_and_the_rest_say_why(told: dict[str, Chapter]) -> None:
    first, second = told["doc_number"].entries
    assert (first.outcome, first.value, first.score) == (Outcome.OFFERED, "214", "99 %")
    assert "увереннее" in first.why
    assert [reason.figure for reason in first.reasons] == ["98 %", "99 %"]
    assert (second.outcome, second.value) == (Outcome.ALTERNATIVE, "05")
    assert "слабее" in second.why


def test_what_was_taken_back_is_told_with_its_reason(told: dict[str, Chapter]) -> None:
    [entry] = told["category"].entries
    assert entry.outcome is Outcome.REJECTED
    assert entry.reasons[-1].text == "отрицается: «не <u>»"
    denied = next(e for e in told["signs"].entries if e.outcome is Outcome.REJECTED)
    assert denied.key == "left_unattended"
    assert "опровергнуто: «ложь»" in [reason.text for reason in denied.reasons]


def test_a_value_under_one_half_is_only_an_alternative(document: Document) -> None:
    weak = candidate(document, "doc_date", "2025-03-11", "11.03.2025", 0.4)
    base = explained(document)
    found = replace(base.findings, fields=(FieldReading("doc_date", (weak,)),))
    chapters = tell(document, replace(base, findings=found, fired=(weak,)), REGION)
    [date] = [chapter for chapter in chapters if chapter.id == "doc_date"]
    [entry] = date.entries
    assert entry.outcome is Outcome.ALTERNATIVE
    assert "50 %" in entry.why
    assert entry.value == "11.03.2025"


def test_nothing_found_and_not_sought_are_told_apart(told: dict[str, Chapter]) -> None:
    assert told["reply_due"].note.startswith("Искали")
    assert "не ищется" in told["uid"].note


def test_people_are_told_with_the_words_of_their_roles(told: dict[str, Chapter]) -> None:
    child, birth, official = told["people"].entries
    assert child.label == "несовершеннолетний"
    assert any("«дочь»" in reason.text for reason in child.reasons)
    assert (birth.label, birth.value) == ("дата рождения", "05.06.2014")
    assert (official.outcome, official.value) == (Outcome.REJECTED, "Сидоров С.С.")


def test_a_sign_alone_leaves_the_others_out(told: dict[str, Chapter]) -> None:
    [chapter] = about(told.values(), "truancy")
    assert {entry.key for entry in chapter.entries} == {"truancy"}
    [nothing] = about(told.values(), "tuberculosis_in_family")
    assert nothing.note
    assert nothing.entries == ()


def test_an_unknown_rule_or_step_is_called_by_its_id() -> None:
    words = load_words()
    assert words.rule("people", "word-before") == "слово перед именем [word-before]"
    assert words.rule("people", "brand-new") == "brand-new"
    assert words.rule("nobody", "brand-new") == "brand-new"
    assert words.step(Step("brand_new", 0.5, "x"), "people") == "brand_new: x"
    assert words.step(Step("brand_new", 0.5), "people") == "brand_new"


def test_every_part_stance_holder_and_table_has_its_words() -> None:
    table = load_words().table
    assert table["places"].keys() == set(Place)
    assert table["stances"].keys() == set(Stance)
    assert table["holders"].keys() == set(Holder)
    assert table["steps"].keys() >= set(Stance) - {Stance.ASSERTED}
    assert table["tables"].keys() == {spec.id for spec in REGION.tables}


def test_words_are_of_rules_that_there_are() -> None:
    """A rule that was renamed takes its words along; one without any is called by its id."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "nlp").rglob("*.py"))
    dangers = tomllib.loads((ROOT / "nlp/lexicon/threat.toml").read_text("utf-8")).keys()
    given = {name for rules in load_words().table["rules"].values() for name in rules} - {"*"}
    shapes = {shape.name.lower() for shape in Shape}
    written = {name for name in given - shapes - dangers if not name.startswith("sign_")}
    assert {name for name in written if f'"{name}"' not in code} == set()


# --- in the terminal, as JSON ----------------------------------------------------------------


def test_the_terminal_shows_signs_words_and_scores(document: Document) -> None:
    console = Console(width=100, markup=False, file=StringIO())
    with console.capture() as captured:
        console.print(in_terminal("письмо", tell(document, explained(document), REGION), ()))
    said = captured.get()
    assert "✓ 214 · 99 %" in said
    assert "? 05 · 40 %" in said
    assert "✗ СОП" in said
    assert "Искали и не нашли: Срок ответа" in said
    assert ("стр. 1" in said) is not document.flowing


def test_json_keeps_ids_trails_and_outcomes(document: Document) -> None:
    why = explained(document)
    line = contract.line(explanation_json("письмо", 1, document, why, None))
    told = json.loads(line)
    number = told["fields"]["doc_number"]
    assert [one["outcome"] for one in number["readings"]] == ["offered", "alternative"]
    assert number["readings"][0]["trail"][-1] == {
        "what": "agreed", "confidence": 0.99, "note": "by hand",
    }  # fmt: skip
    [denied] = told["fields"]["category"]["fired"]
    assert (denied["outcome"], denied["confidence"]) == ("rejected", 0.0)
    assert [sign["outcome"] for sign in told["signs"]] == ["offered", "rejected"]
    assert told["signs"][1]["stance"] == "refuted"
    assert [person["roles"] for person in told["people"]] == [["child"], []]
    assert set(CHAPTERS) <= told.keys()


@pytest.mark.parametrize(
    ("topic", "keys"),
    [
        ("kind", {"kind"}),
        ("people", {"people"}),
        ("doc_number", {"fields"}),
        ("truancy", {"signs"}),
    ],
)
def test_json_of_a_topic_holds_it_alone(topic: str, keys: set[str]) -> None:
    document = letter(paged=True)
    told = explanation_json("письмо", 1, document, explained(document), topic)
    assert isinstance(told, dict)
    assert told.keys() & (CHAPTERS.keys() | {"fields"}) == keys


# --- the page --------------------------------------------------------------------------------


def page_of(document: Document, folder: Path, source: str = "письмо.docx") -> Parsed:
    out = folder / "разбор.html"
    pictures = () if document.flowing else draw(document, folder)
    chapters = tell(document, explained(document), REGION)
    with ExplanationPage(out, source) as page:
        page.add(source, document, chapters, (), pictures)
    return Parsed(out.read_text("utf-8"))


def test_links_of_the_page_lead_somewhere_and_nothing_comes_from_outside(
    document: Document, tmp_path: Path
) -> None:
    page = page_of(document, tmp_path)
    page.check()
    assert list(page.of("a"))


def test_the_page_holds_the_text_its_marks_and_the_reasons(
    document: Document, tmp_path: Path
) -> None:
    page = page_of(document, tmp_path)
    for line in LETTER_LINES:
        assert line.split()[0] in page.text
    assert "увереннее остальных" in page.text
    assert "отрицается: «не <u>»" in page.text  # escaped: it is text again, and no element
    assert not list(page.of("u"))
    marked = [a for a in page.of("span") if str(a.get("class", "")).startswith("m ")]
    assert {str(a["class"]) for a in marked} >= {"m offered", "m rejected"}
    tips = [a for a in page.of("span") if a.get("role") == "tooltip"]
    assert len(tips) == len(marked)


def test_a_scan_shows_its_page_its_boxes_and_crops(tmp_path: Path) -> None:
    scan = page_of(letter(paged=True), tmp_path)
    boxes = [a for a in scan.of("a") if a.get("class") == "box"]
    assert boxes
    for box in boxes:
        sides = dict(re.findall(r"(left|top|width|height): ([\d.]+)%", str(box["style"])))
        assert len(sides) == 4
        assert float(sides["left"]) + float(sides["width"]) <= 100.1
    assert any(a.get("class") == "crop" for a in scan.of("img"))
    assert not list(page_of(letter(paged=False), tmp_path).of("img"))


def test_names_of_files_and_titles_are_text(tmp_path: Path) -> None:
    hostile = '<script>alert("1")</script>.docx'
    page = page_of(letter(paged=False), tmp_path, hostile)
    assert hostile in page.text
    assert not list(page.of("script"))


def test_the_page_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "разбор.html"
    out.write_text("прежний", "utf-8")
    with pytest.raises(RuntimeError):
        broken_off(out)
    assert out.read_text("utf-8") == "прежний"
    with ExplanationPage(out, "x") as page:
        page.add_unread("x", "не читается")
    assert out.read_text("utf-8") == "прежний"
    assert [path.name for path in tmp_path.iterdir()] == ["разбор.html"]


def broken_off(out: Path) -> None:
    with ExplanationPage(out, "x") as page:
        page.add("x", letter(paged=False), (), (), ())
        raise RuntimeError


def test_a_full_gallery_hands_out_nothing(tmp_path: Path) -> None:
    document = letter(paged=True)
    [picture] = draw(document, tmp_path)
    gallery = Gallery(room=10)
    assert gallery.whole(picture) == ""
    assert gallery.full
    assert Gallery().whole(picture).startswith("data:image/jpeg;base64,")


spans = st.tuples(st.integers(0, 40), st.integers(1, 12))


@given(st.lists(spans, max_size=8), st.integers(0, 20), st.integers(0, 40))
def test_pieces_are_the_text_again_and_know_their_marks(
    cuts: list[tuple[int, int]], start: int, length: int
) -> None:
    text = "съешь ещё этих мягких французских булок, да выпей же чаю"
    document = Document(text, letter(paged=False).pages)
    marks = []
    for number, (begin, size) in enumerate(cuts):
        if text[begin : begin + size].strip():
            evidence = cite(document, begin, begin + size)
            name = f"e{number}"
            marks.append(Mark(name, f"a{number}", 1, 0, Outcome.OFFERED, name, evidence))
    stop = min(len(text), start + length)
    made = list(pieces(text, start, stop, marks)) if stop > start else []
    assert "".join(piece.text for piece in made) == text[start:stop]
    at = start
    for piece in made:
        over = {
            m.note
            for m in marks
            if m.evidence.start < at + len(piece.text) and at < m.evidence.stop
        }
        assert set(piece.notes) == over
        at += len(piece.text)
    anchors = [anchor for piece in made for anchor in piece.anchors]
    assert len(anchors) == len(set(anchors))


# --- wrong usage, completion -----------------------------------------------------------------


def explain(*arguments: object) -> Result:
    """The command in this process, up to where it would read the file."""
    return CliRunner().invoke(opis, ["explain", *map(str, arguments)])


def test_an_unknown_topic_is_answered_with_what_there_is(tmp_path: Path) -> None:
    paper = tmp_path / "письмо.txt"
    paper.write_text("Письмо", "utf-8")
    refused = explain(paper, "doc_dat")
    assert refused.exit_code == 2
    assert "Может быть, doc_date" in refused.stderr
    for sort, ids in topics(REGION).items():
        assert f"{sort}: {', '.join(ids)}" in refused.stderr


def test_a_page_stands_on_no_folder_and_on_no_paper(tmp_path: Path) -> None:
    paper = tmp_path / "письмо.txt"
    paper.write_text("Письмо", "utf-8")
    alias = tmp_path / "другое имя"
    alias.symlink_to(paper)
    for out in (tmp_path, paper, alias, tmp_path / "нет такой папки" / "разбор.html"):
        refused = explain(paper, "--html", out)
        assert refused.exit_code == 2, out
        assert "--html" in refused.stderr
    assert explain(tmp_path).exit_code == 2
    assert explain(tmp_path / "нет").exit_code == 2
    assert paper.read_text("utf-8") == "Письмо"


def test_topics_are_completed() -> None:
    context = click.Context(command)
    [topic] = [param for param in command.params if param.name == "topic"]
    found = {item.value: item.help for item in topic.shell_complete(context, "doc_")}
    assert found == {"doc_number": "Номер документа", "doc_date": "Дата документа"}
    assert {i.value for i in topic.shell_complete(context, "tru")} == {"truancy"}
