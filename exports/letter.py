"""A letter from a Word template. Templates name values and repeat lines; they never compute.

An office may bring its own template, so it is looked at before anything of it is used: the file
by `_check_package`, every text of it that Jinja2 would compile by `_check`. What is left runs in
Jinja2's sandbox with every value escaped.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from casework.draft import DecisionRefused
from casework.letter_spec import LISTS, VALUES
from casework.letters import Value, Values

#: Bytes of a template, of all that is packed in it, of one part with text; parts; loops in loops.
_FILE, _UNPACKED, _PART, _PARTS, _DEEP = 5 << 20, 20 << 20, 1 << 20, 200, 2

#: All that a template may be made of; anything else is code.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For,
    nodes.If, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
#: Parts that run something or bring something from elsewhere.
_ACTIVE = re.compile(r"vbaproject|vbadata|activex|/embeddings/|/afchunk|\.bin$", re.IGNORECASE)
_FETCHING = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b")
#: Names of values, with the fields that lines of theirs have.
_KNOWN: dict[str, frozenset[str]] = dict.fromkeys(VALUES, frozenset[str]()) | LISTS
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_XML = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
#: docxtpl makes breaks of these; a value has none of its own but ends of lines.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def render_letter(template: bytes, name: str, values: Values, out: Path) -> None:
    """Write the letter as `out`; nothing is written unless all of it could be made.

    `name` is what the template is called in messages. DecisionRefused: unsafe_template,
    broken_template.
    """
    out.write_bytes(rendered(template, name, values))


def rendered(template: bytes, name: str, values: Values) -> bytes:
    """The DOCX of the letter."""
    _check_package(template, name)
    made = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(_clean(values), _Environment(name), autoescape=True)
        document.docx.core_properties.author = "Опись"
        document.save(made)
    except TemplateError as error:
        raise _broken(name, f"ошибка в подстановках: {error}") from error
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, etree.LxmlError) as error:
        raise _broken(name, "это не документ Word (.docx)") from error
    return made.getvalue()


class _Environment(SandboxedEnvironment):
    """Looks at every text before it is compiled; knows no functions, filters or tests."""

    def __init__(self, name: str) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._name = name
        for names in (self.globals, self.filters, self.tests):
            names.clear()

    def from_string(self, source: Any, *rest: Any, **options: Any) -> Any:
        if len(source) > _PART:
            raise _broken(self._name, "в нём слишком много текста")
        _check(self.parse(source), self._name)
        return super().from_string(source, *rest, **options)


def _check(tree: nodes.Template, name: str) -> None:
    """Refuse whatever is no name of a value, no list of people, no condition."""
    for node in _nodes(tree):
        if not isinstance(node, _ALLOWED):
            raise _unsafe(name, f"«{type(node).__name__}»")
        if isinstance(node, nodes.For):
            _check_loop(node, name)
    _check_names(tree, name, _KNOWN, 0)


def _check_loop(loop: nodes.For, name: str) -> None:
    plain = isinstance(loop.iter, nodes.Name) and isinstance(loop.target, nodes.Name)
    if not plain or loop.recursive or loop.test is not None or loop.else_:
        raise _unsafe(name, "список, которого нет в письмах")


def _check_names(
    node: nodes.Node, name: str, known: Mapping[str, frozenset[str]], depth: int
) -> None:
    """Names are values of letters; of a line only the fields that it has."""
    if isinstance(node, nodes.For):
        source, target = _name_of(node.iter), _name_of(node.target)
        if source not in LISTS or target in VALUES or depth == _DEEP:
            raise _unsafe(name, f"список «{source}»")
        inner = dict(known) | {target: LISTS[source]}
        for child in node.body:
            _check_names(child, name, inner, depth + 1)
        return
    if isinstance(node, nodes.Getattr):
        line = _name_of(node.node)
        if line in VALUES or node.attr not in known.get(line, frozenset()):
            raise _unsafe(name, f"«{line}.{node.attr}»")
        return
    if isinstance(node, nodes.Name) and node.name not in known:
        raise _broken(name, f"в письмах нет значения «{node.name}»")
    for child in node.iter_child_nodes():
        _check_names(child, name, known, depth)


def _nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _nodes(child)


def _name_of(node: nodes.Node) -> str:
    return node.name if isinstance(node, nodes.Name) else type(node).__name__


def _check_package(template: bytes, name: str) -> None:
    """Refuse macros, objects, contents that are fetched from elsewhere, packed bombs."""
    if len(template) > _FILE:
        raise _broken(name, "файл слишком большой")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            parts = package.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise _broken(name, "файл слишком большой")
            for part in parts:
                _check_part(package, part, name)
    except (zipfile.BadZipFile, etree.LxmlError, NotImplementedError, RuntimeError) as error:
        raise _broken(name, "это не документ Word (.docx)") from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    if _ACTIVE.search(part.filename):
        raise _unsafe(name, f"вложение {part.filename}")
    if not part.filename.endswith((".xml", ".rels")):
        return
    tree = etree.fromstring(package.read(part), _XML)
    if tree.getroottree().docinfo.doctype:
        raise _unsafe(name, "объявление DTD")
    for relation in tree.iter(_RELATIONSHIP):
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise _unsafe(name, f"ссылка на другой файл ({kind})")
    fields = "".join(str(one.text or "") for one in tree.iter("{*}instrText"))
    simple = " ".join(value for one in tree.iter("{*}fldSimple") for value in one.attrib.values())
    if found := _FETCHING.search(f"{fields} {simple}".upper()):
        raise _unsafe(name, f"поле {found[0]}")


def _clean(values: Values) -> dict[str, Any]:
    """Values without characters that a Word document can't hold."""
    return {name: _clean_value(value) for name, value in values.items()}


def _clean_value(value: Value) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub(" ", value.replace("\r\n", "\n"))
    return [{key: _clean_value(text) for key, text in line.items()} for line in value]


def _unsafe(name: str, what: str) -> DecisionRefused:
    return DecisionRefused(
        "unsafe_template",
        f"Шаблон {name} не используется: в нём есть {what}. В шаблонах писем бывают только "
        "подстановки {{ имя }}, условия и списки людей и событий.",
    )


def _broken(name: str, why: str) -> DecisionRefused:
    return DecisionRefused("broken_template", f"Шаблон {name} не используется: {why}.")
