"""`opis`: the table of commands. Nothing heavy is imported before a command is run."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from review_cli.lazy_group import Entry, LazyGroup
from review_cli.program import Program

COMMANDS = {
    "ingest": Entry("review_cli.commands.ingest:ingest", "принять бумаги и поставить в очередь"),
    "queue": Entry("review_cli.commands.queue:queue", "что ждёт проверки, самое срочное сверху"),
    "review": Entry("review_cli.commands.review:review", "стол проверки на весь экран"),
    "show": Entry("review_cli.commands.show:show", "одна бумага: поля и где они в бумаге"),
    "confirm": Entry("review_cli.commands.confirm:confirm", "подтвердить бумагу"),
    "reject": Entry("review_cli.commands.reject:reject", "отклонить бумагу с причиной"),
    "reopen": Entry("review_cli.commands.reopen:reopen", "вернуть подтверждённую или отклонённую"),
    "family": Entry("review_cli.commands.family:family", "семьи: связать, объединить, разделить"),
    "record": Entry("review_cli.commands.record:record", "записи всех форм и предложения бумаг"),
    "deadlines": Entry("review_cli.commands.deadlines:deadlines", "сроки: что сделать и когда"),
    "import": Entry("review_cli.commands.import_:import_", "перенести журнал из XLSX"),
    "form": Entry("review_cli.commands.form:form", "бланки Порядка, пустые и заполненные"),
    "letter": Entry("review_cli.commands.letter:letter", "письма: подготовить, ответы на них"),
    "file": Entry("review_cli.commands.file:file", "личное дело: состав, опись, печать"),
    "journal": Entry("review_cli.commands.journal:journal", "журналы: выгрузка в XLSX, DOCX, PDF"),
    "extract": Entry("review_cli.commands.extract:extract", "прочитать поля, ничего не сохраняя"),
    "explain": Entry("review_cli.commands.explain:explain", "объяснить, почему понято именно так"),
    "text": Entry("review_cli.commands.text:text", "прочитать текст, ничего не сохраняя"),
    "split": Entry("review_cli.commands.split:split", "толстый скан: его бумаги и их границы"),
    "search": Entry("review_cli.commands.search:search", "найти людей, номера, слова бумаг"),
    "fsck": Entry("review_cli.commands.fsck:fsck", "проверить целость хранилища"),
    "doctor": Entry("review_cli.commands.doctor:doctor", "что установлено и чего не хватает"),
    "completion": Entry(
        "review_cli.commands.completion:completion", "дополнение команд в оболочке"
    ),
}

EXAMPLES = """\b
Примеры:
  opis ingest --wait входящие/      принять папку и дождаться чтения
  opis review                       проверить и подтвердить
  opis journal export --form 1 --category sop --year 2025 --out журнал.xlsx
  opis КОМАНДА --help               справка по команде
"""


def _version() -> str:
    try:
        return version("opis")
    except PackageNotFoundError:
        return "0 (без установки)"


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"opis {_version()}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.option(
    "--data",
    metavar="ПАПКА",
    type=click.Path(file_okay=False, path_type=Path),
    help="Папка хранилища; создаётся, если её нет. По умолчанию OPIS_DATA или папка пользователя.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Показать версию и выйти.",
)
@click.pass_context
def opis(ctx: click.Context, data: Path | None) -> None:
    """Опись: приём бумаг и личных дел с распознаванием.

    Бумаги читаются на этом компьютере, поля заполняются предположениями, подтверждает их
    только человек. Ничего не уходит за пределы компьютера.
    """
    ctx.obj = Program(data)


def main() -> None:
    """The entry point of the `opis` program."""
    opis.main(prog_name="opis")


if __name__ == "__main__":
    main()
