"""The commands over a real store: their lines, their refusals, their exit status."""

import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import docx
import openpyxl
import pytest
from command_line import CommandLine

from extractors.confine import Barrier
from extractors.sandbox import barriers
from review_cli.__main__ import COMMANDS, opis
from review_cli.russian import CATALOGUE

EVERY = [[name] for name in COMMANDS] + [["journal", "export"]]
EXPORT = ["journal", "export", "--year", "2025", "--out"]
CATEGORY = ("--set", 'category="sop"')


# --- help --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_is_russian_with_examples(
    command: list[str], help_of: Callable[[Sequence[str]], str]
) -> None:
    said = help_of(command)
    assert said.startswith("Использование: ")
    assert "Примеры:\n" in said
    assert "Показать эту справку и выйти." in said
    for english in ("Usage", "Options", "Show this", "default:", "[required]", "OPTIONS"):
        assert english not in said


def test_the_list_of_commands_has_the_title_and_every_command(
    help_of: Callable[[Sequence[str]], str],
) -> None:
    said = help_of([])
    assert "Опись: приём бумаг и личных дел с распознаванием" in said
    assert all(f"\n  {name} " in said for name in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    heavy = {"natasha", "spacy", "sqlalchemy", "textual", "rich", "PIL", "numpy", "docx"}
    script = (
        "import sys; from review_cli.__main__ import opis\n"
        "try: opis.main(['--help'], prog_name='opis')\n"
        "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert heavy.isdisjoint(done.stderr.split())


def test_every_sentence_of_click_that_a_user_may_see_is_translated() -> None:
    """Found by reading click itself, so that its next version can't slip English in."""
    russian = gettext.translation("messages", CATALOGUE, ["ru"])
    missing = set()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        source = Path(click.__file__).with_name(f"{name}.py").read_text("utf-8")
        for call in ast.walk(ast.parse(source)):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            if call.func.id == "_" and isinstance(call.args[0], ast.Constant):
                text = call.args[0].value
                translated = russian.gettext(text)
            elif call.func.id == "ngettext":
                text = ast.literal_eval(call.args[0])
                translated = russian.ngettext(text, ast.literal_eval(call.args[1]), 2)
            else:
                continue
            if translated == text:
                missing.add(text)
    for_programmers = re.compile(
        "DeprecationWarning|Could not determine name|No options defined|Arguments take exactly"
        "|defined twice|cannot use the same flag"
    )
    assert {text for text in missing if not for_programmers.search(text)} == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["приём"], "Нет команды 'приём'"),
        (["queue", "--jsn"], "Нет параметра '--jsn'"),
        (["confirm"], "Не указан аргумент"),
        (["confirm", "первая"], "не число"),
        (["extract", "нет такого.pdf"], "не существует"),
        (["reject", "1"], "Не указан параметр '--reason'"),
        (["confirm", "1", "--set", "address"], "пишется ПОЛЕ=ЗНАЧЕНИЕ"),
        ([*EXPORT, "a.xlsx", "--form", "2"], "не журнал"),
        ([*EXPORT, "a.xlsx", "--form", "1"], "tzhs или sop"),
        (
            ["journal", "export", "--form", "3", "--year", "2025", "--out", "a.txt"],
            ".xlsx, .docx или .pdf",
        ),
        (["ingest"], "Назовите файл или папку"),
        (["ingest", ".", "--name", "a"], "только для одного файла"),
        (["ingest", ".", "--received-at", "вчера"], "пишется 2025-03-12"),
        (["review"], "нужен терминал"),
    ],
)
def test_wrong_usage_is_status_2_in_russian(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    done = CommandLine(tmp_path).run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Использование: opis" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str, tmp_path: Path) -> None:
    done = CommandLine(tmp_path).run("completion", shell)
    assert done.exit_code == 0
    assert "_OPIS_COMPLETE" in done.stdout


def test_commands_complete_without_being_imported() -> None:
    context = opis.make_context("opis", [], resilient_parsing=True)
    assert [item.value for item in opis.shell_complete(context, "re")] == [
        "review",
        "reject",
        "reopen",
        "record",
    ]


# --- queue, show -------------------------------------------------------------------------------


def test_an_empty_store_is_made_and_has_an_empty_queue(tmp_path: Path) -> None:
    empty = CommandLine(tmp_path / "new" / "store")
    assert empty.lines("queue") == []
    assert "Очередь пуста" in empty.run("queue").stdout
    assert (tmp_path / "new" / "store").is_dir()


def test_queue_tells_of_the_letter(office: CommandLine) -> None:
    [line] = office.lines("queue")
    assert (line["id"], line["source"], line["state"]) == (1, "письмо.txt", "review")
    assert "письмо.txt" in office.run("queue").stdout


def test_show_gives_every_value_with_its_place(office: CommandLine) -> None:
    [said] = office.lines("show", 1)
    address = said["row"]["address"]
    assert address["state"] == "proposed"
    assert address["evidence"][0].keys() == {"span"}
    assert [entry["new"] for entry in said["history"]] == ["received", "processing", "review"]


def test_show_for_a_person_quotes_and_weighs(office: CommandLine) -> None:
    said = office.run("show", 1).stdout
    flat = " ".join(said.split())
    assert "✓ верно, 95%" in flat
    assert "«№ 214»" in flat
    assert "✗ пусто" in flat
    assert "читается → ждёт проверки" in flat


def test_show_first_takes_the_most_urgent_that_waits(office: CommandLine) -> None:
    assert office.lines("show", "--first") == office.lines("show", 1)
    office.lines("reject", 1, "--reason", "duplicate")
    assert office.lines("show", "--first") == []
    assert office.run("show").exit_code == 2


@pytest.mark.parametrize("command", ["show", "confirm"])
def test_an_unknown_document_is_refused(office: CommandLine, command: str) -> None:
    [line] = office.lines(command, 77, status=1)
    assert line["id"] == 77
    assert line["error"]["code"] == "not_found"
    done = office.run(command, 77)
    assert done.stdout == ""
    assert "[not_found]" in done.stderr


# --- confirm, reject, reopen -------------------------------------------------------------------


def test_confirm_refuses_until_a_person_has_chosen_the_journal(office: CommandLine) -> None:
    [line] = office.lines("confirm", 1, status=1)
    assert (line["error"]["code"], line["error"]["cell"]) == ("category_required", "category")


def test_confirm_gives_the_record_and_may_be_repeated(office: CommandLine) -> None:
    given = (*CATEGORY, "--set", 'address="п. Степной, д. 8"', "--as", "Анна")
    [first] = office.lines("confirm", 1, *given)
    assert (first["id"], first["state"]) == (1, "confirmed")
    [record] = first["records"]
    assert (record["category"], record["entry_no"], record["confirmed_by"]) == ("sop", 1, "Анна")
    cells = record["cells"]
    assert (cells["address"]["value"], cells["address"]["state"]) == (
        "п. Степной, д. 8",
        "corrected",
    )
    assert (cells["category"]["state"], cells["subjects"]["state"]) == ("entered", "confirmed")
    assert office.lines("confirm", 1, *given) == [first]
    [other] = office.lines("confirm", 1, "--set", 'category="tzhs"', status=1)
    assert other["error"]["code"] == "already_confirmed"
    assert office.lines("queue") == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--version", "99", *CATEGORY), "stale_draft"),
        (("--set", 'category="СОП"'), "invalid_value"),
        (("--set", "category=СОП"), "invalid_value"),
        ((*CATEGORY, "--set", 'paw="x"'), "unknown_cell"),
        ((*CATEGORY, "--empty", "address=forgot"), "unknown_reason"),
        (("--empty", "category=illegible"), "category_required"),
    ],
)
def test_confirm_refuses_with_a_code_and_changes_nothing(
    office: CommandLine, arguments: tuple[str, ...], code: str
) -> None:
    [line] = office.lines("confirm", 1, *arguments, status=1)
    assert line["error"]["code"] == code
    [waiting] = office.lines("queue")
    assert waiting["state"] == "review"


def test_people_are_set_as_json(office: CommandLine) -> None:
    people = '[{"full_name": "Бадмаева Айса", "roles": ["mother"]}, "Бадмаева Дана"]'
    [line] = office.lines("confirm", 1, *CATEGORY, "--set", f"subjects={people}")
    [record] = line["records"]
    assert [one["full_name"] for one in record["cells"]["subjects"]["value"]] == [
        "Бадмаева Айса",
        "Бадмаева Дана",
    ]


def test_reject_and_reopen(office: CommandLine) -> None:
    [refused] = office.lines("reject", 1, "--reason", "other", status=1)
    assert refused["error"]["code"] == "value_required"
    assert office.lines("reject", 1, "--reason", "duplicate") == [{"id": 1, "state": "rejected"}]
    assert office.lines("reopen", 1, "--reason", "ошибка") == [{"id": 1, "state": "review"}]
    [line] = office.lines("show", 1)
    assert [entry["new"] for entry in line["history"]][-2:] == ["rejected", "review"]


def test_reopen_annuls_the_row_and_keeps_its_number(office: CommandLine, tmp_path: Path) -> None:
    office.lines("confirm", 1, *CATEGORY)
    office.lines("reopen", 1, "--reason", "перепутан адрес")
    [again] = office.lines("confirm", 1, *CATEGORY)
    assert again["records"][0]["entry_no"] == 2
    out = tmp_path / "журнал.xlsx"
    [line] = office.lines(
        "journal", "export", "--form", 1, "--category", "sop", "--year", 2025, "--out", out
    )
    assert (line["rows"], line["out"]) == (2, str(out))
    sheet = openpyxl.load_workbook(out).active
    texts = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert any("перепутан адрес" in text for row in texts for text in row)


# --- journal, fsck, doctor ---------------------------------------------------------------------


@pytest.mark.parametrize("category", ["tzhs", "sop"])
def test_an_empty_store_exports_empty_journals(tmp_path: Path, category: str) -> None:
    empty, out = CommandLine(tmp_path / "store"), tmp_path / "журнал.docx"
    done = empty.run(
        "journal", "export", "--form", 1, "--category", category, "--year", 2025, "--out", out
    )
    assert done.exit_code == 0
    assert "Записей: 0" in done.stdout
    assert docx.Document(str(out)).tables


def test_fsck_is_clean_and_names_what_is_lost(office: CommandLine) -> None:
    checks = office.lines("fsck", "--full")
    assert all(check.keys() == {"check", "checked", "problems"} for check in checks)
    assert not any(check["problems"] for check in checks)
    [original] = [path for path in (office.data / "originals").rglob("*") if path.is_file()]
    original.chmod(0o600)
    original.write_bytes(b"torn")
    damaged = office.lines("fsck", status=1)
    codes = [problem["code"] for check in damaged for problem in check["problems"]]
    assert codes == ["original_damaged"]
    assert "original_damaged" in office.run("fsck").stdout


def test_doctor_names_every_part_and_what_to_do(tmp_path: Path) -> None:
    found = {line["check"]: line for line in CommandLine(tmp_path).lines("doctor")}
    assert {"python", "tesseract", "tesseract-rus", "spacy", "sandbox-network", "disk"} <= set(
        found
    )
    assert found["tesseract-rus"]["ok"] is True


def test_doctor_tells_what_a_reading_process_says_of_its_walls(tmp_path: Path) -> None:
    found = {line["check"]: line for line in CommandLine(tmp_path).lines("doctor")}
    held = barriers()
    assert (found["sandbox-files"]["found"] == "Landlock") == (Barrier.FILES in held)
    assert ("seccomp" in str(found["sandbox-network"]["found"])) == (Barrier.CALLS in held)


def test_doctor_tells_whose_forms_are_kept_and_what_is_wrong_with_them(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    found = {told["check"]: told for told in line.lines("doctor")}
    assert found["region"]["ok"]
    assert found["region"]["found"] == "Республика Калмыкия, 2025-07-29"
    pack = tmp_path / "regions/mine"
    pack.mkdir(parents=True)
    (pack / "region.toml").write_text('id = "mine"\nbase = "kalmykia"\n', "utf-8")
    (tmp_path / "opis.toml").write_text('region = "mine"', "utf-8")
    found = {told["check"]: told for told in line.lines("doctor", status=1)}
    assert not found["region"]["ok"]
    assert found["region"]["advice"].startswith("mine/region.toml: ")


def test_doctor_tells_which_words_of_the_office_it_found(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "signs.toml").write_text("[truancy]\nphrases = ['прогул*']", "utf-8")
    found = {line["check"]: line for line in CommandLine(tmp_path).lines("doctor")}
    assert (found["lexicon"]["ok"], found["lexicon"]["found"]) == (True, "signs.toml")


def test_wrong_words_of_the_office_are_wrong_usage_and_the_doctor_says_so(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "signs.toml").write_text("[truancy]\nunless = ['(']", "utf-8")
    (tmp_path / "paper.txt").write_text("Заявление", "utf-8")
    for command in ("extract", "explain"):
        done = CommandLine(tmp_path).run(command, tmp_path / "paper.txt")
        assert done.exit_code == 2, done.output
        assert "truancy, unless: неверное выражение «(»" in " ".join(done.output.split())
    found = {line["check"]: line for line in CommandLine(tmp_path).lines("doctor", status=1)}
    assert "signs.toml, truancy, unless" in str(found["lexicon"]["advice"])


def test_doctor_says_which_package_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = CommandLine(tmp_path).lines("doctor", status=1)
    missing = {line["check"]: line["advice"] for line in lines if not line["ok"]}
    assert "tesseract-ocr-rus" in missing["tesseract-rus"]
    assert "apt-get install tesseract-ocr" in missing["tesseract"]


def test_wrong_settings_are_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "opis.toml").write_text("jobs = 'many'", "utf-8")
    done = CommandLine(tmp_path).run("queue")
    assert done.exit_code == 2
    assert "jobs" in done.stderr
