"""The documents say what the program does: every command, setting, code, limit and key."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from pathlib import Path

import click
import pytest
import story_pages
from textual.binding import Binding

from casework.calendar_file import shipped_calendar
from casework.cell_checks import CELL_RULES
from casework.draft import DecisionRefused, EmptyReason
from casework.forms import load_region
from casework.kinds import KINDS
from casework.queue import FAILURES, MOVES, State
from casework.rejection import RejectionReason
from extractors.limits import Limits
from papers.outcome import ACCEPTED_WITH, REFUSALS, WARNINGS, RefusalCode, WarningCode
from papers.source import Channel
from pipeline.settings import Settings, load_settings
from review_cli.__main__ import opis
from review_cli.commands.fsck import TITLES
from review_cli.desk import fields as desk_fields
from review_cli.desk.app import DeskScreen
from review_cli.wording import EMPTY_REASONS, STATES
from storage.tables import Base

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGES = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
PAGES = sorted(
    path
    for folder in (ROOT, DOCS, DOCS / "ru", DOCS / "decisions", ROOT / "samples")
    for path in folder.glob("*.md")
)
#: The only hosts that a page may name: two standards, and invented ones.
HOSTS = {"keepachangelog.com", "semver.org", "example.org"}
_HOST = re.compile(r"(?<![\w./@-])(?:https?://)?((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ru|eu))\b")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_readme_has_the_commands_of_both_stories() -> None:
    stories = ("story_kalmykia.md", "story_surgut.md")
    told = (story_pages.commands(story_pages.PAGES / story) for story in stories)
    assert story_pages.commands(ROOT / "README.md") == list(chain.from_iterable(told))


def section(name: str, heading: str) -> str:
    """From the heading's line to the next heading of the same or a higher rank."""
    text = page(name)
    found = re.search(rf"^(#+) {re.escape(heading)}\n", text, re.MULTILINE)
    assert found, f"{name} has no section «{heading}»"
    rest = text[found.end() :]
    following = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def rows(text: str) -> list[list[str]]:
    """The cells of every table row of `text`."""
    lines = (line for line in text.splitlines() if line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def first_cells(text: str) -> set[str]:
    """What stands in backquotes in the first cell of each row."""
    return {code for row in rows(text) for code in re.findall(r"`([^`]+)`", row[0])}


def named(page_path: Path) -> str:
    return str(page_path.relative_to(ROOT))


# --- pages -----------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as renderers make them."""
    headings = _HEADING.findall(_FENCE.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    lost = []
    for link in _LINK.findall(_FENCE.sub("", path.read_text("utf-8"))):
        target, _, anchor = link.partition("#")
        if target.startswith("https:"):
            continue
        place = (path.parent / target).resolve() if target else path
        if not place.exists() or (anchor and anchor not in anchors(place)):
            lost.append(link)
    assert not lost


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_files_that_a_page_names_are_there(path: Path) -> None:
    tops = [entry.name for entry in ROOT.iterdir() if entry.is_dir() and entry.name != "var"]
    quoted = re.findall(r"`([^`\s]+/[^`\s]*)`", _FENCE.sub("", path.read_text("utf-8")))
    mine = [name for name in quoted if name.split("/")[0] in tops and "<" not in name]
    assert [name for name in mine if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_name_no_hosts(path: Path) -> None:
    assert set(_HOST.findall(path.read_text("utf-8"))) <= HOSTS


def test_every_page_is_reached_from_the_readme() -> None:
    seen, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        if path in seen or path.suffix != ".md" or not path.exists():
            continue
        seen.add(path)
        text = path.read_text("utf-8")
        links = (link.partition("#")[0] for link in _LINK.findall(text))
        ahead += [(path.parent / link).resolve() for link in links if link]
        ahead += [ROOT / quoted for quoted in re.findall(r"`([\w./-]+\.md)`", text)]
    assert seen >= set(PAGES)


def test_the_product_is_called_by_its_name() -> None:
    assert page("README.md").startswith("# Опись: приём бумаг и личных дел с распознаванием\n")


# --- commands --------------------------------------------------------------------------------


def commands(group: click.Group, before: str = "opis") -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, with its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield f"{before} {name}", command
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(commands(opis))


def options(command: click.Command) -> set[str]:
    given = (param for param in command.params if isinstance(param, click.Option))
    return {option for param in given for option in param.opts if option.startswith("--")}


def test_the_readme_lists_every_command_and_no_other() -> None:
    assert first_cells(section("README.md", "Commands")) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_commands_lists_every_option_and_no_other(name: str) -> None:
    told = {code.split()[0] for code in first_cells(section("docs/ru/commands.md", name))}
    assert told == options(COMMANDS[name])


def test_the_page_of_commands_lists_the_options_before_a_command() -> None:
    head = page("docs/ru/commands.md").partition("\n## ")[0]
    told = {code.split()[0] for code in first_cells(head)}
    assert told == {*options(opis), "--help", "-h"}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_commands_that_a_page_shows_can_be_run(path: Path) -> None:
    """Each `opis …` names a command, and its options are those of that command."""
    text = _FENCE.sub("", path.read_text("utf-8"))
    shown = re.findall(r"^ {4}(?:\S*/)?(opis .*)$", text, re.MULTILINE)
    shown += re.findall(r"`(?:\S*/)?(opis [^`]+)`", text)
    for line in (line.partition(" # ")[0].partition(">")[0] for line in shown):
        words = re.sub(r"^opis (?:\[?--data \S+ )?", "opis ", line).split()
        said = (n for n in COMMANDS if words[: len(n.split())] == n.split())
        name = max(said, key=len, default=None)
        if name is None:
            assert words[1] in ("--help", "КОМАНДА"), line
            continue
        told = {word for word in words if word.startswith("--")}
        assert told <= {*options(COMMANDS[name]), "--help"}, line


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_make_commands_that_a_page_shows_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    shown = re.findall(r"(?:`|^ {4})make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE)
    assert set(shown) <= targets


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("ingest", {channel.value for channel in Channel}),
        ("reject", {reason.value for reason in RejectionReason}),
        ("confirm", {reason.value for reason in EmptyReason}),
    ],
)
def test_the_page_of_commands_lists_every_line_of_closed_lists(name: str, closed: set[str]) -> None:
    told = section("docs/ru/commands.md", f"opis {name}")
    assert {value for value in closed if f"`{value}`" in told} == closed


# --- settings and limits ---------------------------------------------------------------------


def test_every_setting_and_variable_is_told() -> None:
    told = section("docs/ru/administrator.md", "Настройки")
    source = page("pipeline/settings.py")
    assert set(re.findall(r'said\.get\("(\w+)"\)', source)) == set(re.findall(r"OPIS_\w+", told))
    in_file = set(re.findall(r'file\.take\("(\w+)"', source)) | {"[limits]"}
    assert {code for row in rows(told)[2:] for code in re.findall(r"`(.+?)`", row[0])} == in_file
    assert {field.name for field in fields(Settings)} == {
        *in_file - {"[limits]"}, "data", "user", "limits",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["docs/ru/administrator.md", "docs/limits.md"])
def test_the_settings_that_are_shown_can_be_loaded(name: str, tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```", page(name), re.MULTILINE | re.DOTALL)
    (tmp_path / "opis.toml").write_text(shown, "utf-8")
    assert load_settings(tmp_path).limits.pages == 1000


def test_every_limit_is_told_with_its_default() -> None:
    table = rows(section("docs/limits.md", "Чтение файла"))[2:]
    told = {row[0].strip("`"): int(row[1].split()[0]) for row in table}
    assert told == {field.name: int(getattr(Limits(), field.name)) for field in fields(Limits)}


# --- codes -----------------------------------------------------------------------------------


def literals(function: str, argument: int = 0) -> set[str]:
    """The texts with which `function` is called anywhere in the program."""
    trees = (
        ast.parse(path.read_text("utf-8"))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
    )
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = (
        call.args[argument]
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == function
        and len(call.args) > argument
    )
    return {
        node.value
        for node in given
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def told_messages(heading: str) -> dict[str, str]:
    table = rows(section("docs/codes.md", heading))[2:]
    return {row[0].replace(" (later)", "").strip("`"): row[1] for row in table}


def test_every_refusal_and_warning_is_told_with_its_message() -> None:
    partial = {c: m for c, m in WARNINGS.items() if c not in ACCEPTED_WITH}
    others = {c: WARNINGS[c] for c in ACCEPTED_WITH}
    assert told_messages("Refusals") == REFUSALS
    assert told_messages("Partial") == partial
    assert told_messages("Other warnings") == others
    failures = told_messages("Failures")
    assert failures.pop("unreadable")
    assert failures == FAILURES


def test_codes_marked_as_later_are_those_that_nobody_gives() -> None:
    later = set(re.findall(r"`(\w+)` \(later\)", page("docs/codes.md")))
    given = set[str]()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if path != ROOT / "papers" / "outcome.py":
                found = re.findall(r"\b(?:RefusalCode|WarningCode)\.[A-Z_]+", path.read_text())
                given |= set(found)
    every: list[RefusalCode | WarningCode] = [*RefusalCode, *WarningCode]
    silent = {code.value for code in every if f"{type(code).__name__}.{code.name}" not in given}
    assert later == silent


def test_every_decision_code_check_and_problem_is_told() -> None:
    decisions = literals("DecisionRefused")
    assert first_cells(section("docs/codes.md", "Decisions")) == decisions
    assert all(code in (DecisionRefused.__doc__ or "") for code in decisions)
    problems = literals("Problem")
    assert first_cells(section("docs/codes.md", "Problems of the store")) == problems
    checks = CELL_RULES | literals("Check") - set(TITLES)
    shipped = (load_region(name) for name in ("kalmykia", "hmao_alimony"))
    rules = {rule.id for region in shipped for form in region.forms for rule in form.rules}
    assert first_cells(section("docs/codes.md", "Checks of cells")) == checks | rules


def test_the_page_of_terms_names_the_years_that_the_calendar_covers() -> None:
    told = section("docs/ru/deadlines.md", "Производственный календарь")
    years = ", ".join(str(year) for year in sorted(shipped_calendar().years))
    assert f"названы в программе: {years}." in " ".join(told.split())


def test_states_and_reasons_are_told_with_their_words() -> None:
    assert told_messages("States") == STATES
    reasons = first_cells(section("docs/codes.md", "Reasons"))
    assert reasons == {*RejectionReason, *EMPTY_REASONS}


def test_a_specialist_finds_every_code_in_plain_words() -> None:
    told = first_cells(page("docs/ru/trouble.md"))
    decided = literals("DecisionRefused")
    assert told == {*RefusalCode, *WarningCode, *FAILURES, "unreadable", *decided}


def test_an_administrator_finds_every_check_and_problem_of_fsck() -> None:
    table = rows(section("docs/ru/administrator.md", "Целость хранилища"))[2:]
    assert {row[0] for row in table} == set(TITLES.values())
    assert {c for row in table for c in re.findall(r"`(\w+)`", row[1])} == literals("Problem")


# --- the desk --------------------------------------------------------------------------------

_WRITTEN = {
    "enter": "Enter", "escape": "Esc", "down": "↓", "up": "↑", "tab": "Tab",
    "shift+tab": "Shift+Tab", "question_mark": "?", "comma": ",", "f1": "F1",
}  # fmt: skip


def bound_keys() -> set[str]:
    """Every key of the desk as a page writes it; capitals go without saying."""
    bindings = (b for b in DeskScreen.BINDINGS if isinstance(b, Binding))
    keys = {key.lower() for binding in bindings for key in binding.key.split(",")}
    return {_WRITTEN.get(key, key) for key in keys} - set("2345678")


def test_every_key_of_the_desk_is_told() -> None:
    table = rows(section("docs/ru/desk.md", "Клавиши"))[2:]
    assert {key for row in table for key in re.findall(r"`([^`]+)`", " ".join(row[:2]))} == (
        bound_keys()
    )


def test_every_sign_of_the_desk_is_told() -> None:
    told = first_cells(section("docs/ru/desk.md", "Знаки"))
    assert set(desk_fields.COLOURS) <= told


def test_states_of_the_queue_are_told_to_a_specialist() -> None:
    table = rows(section("docs/ru/intake.md", "Состояния бумаги"))[2:]
    assert {row[0] for row in table} == set(STATES.values())


# --- the map ---------------------------------------------------------------------------------


def test_the_map_shows_every_move_of_a_document_and_no_other() -> None:
    drawn = re.findall(r"^ {4}(\w+) --> (\w+)", page("docs/architecture.md"), re.MULTILINE)
    moves = {(State(old), State(new)) for old, new in drawn if old in set(State)}
    assert moves == {(old, new) for old, others in MOVES.items() for new in others}


def test_the_map_shows_every_package_and_table() -> None:
    packages = first_cells(section("docs/architecture.md", "Packages"))
    assert packages == {f"{name}/" for name in PACKAGES if name not in ("samples", "tests")}
    assert first_cells(section("docs/architecture.md", "The database")) == set(Base.metadata.tables)


def test_the_numbers_that_the_readme_gives_are_true() -> None:
    text = page("README.md")
    assert f"its kind ({len(KINDS) - 1} of them" in text
    papers = [path for path in (ROOT / "samples" / "papers").iterdir() if path.is_file()]
    assert len(papers) == 16
    assert "sixteen invented papers" in text
