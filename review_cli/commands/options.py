"""Options that several commands share, so that they read alike everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Печатать JSON Lines: один объект в строке."
)
by_user = click.option(
    "--as", "by", metavar="КТО", help="От чьего имени; по умолчанию пользователь системы."
)
jobs = click.option(
    "--jobs",
    metavar="ЧИСЛО",
    type=click.IntRange(1, 64),
    help="Сколько файлов читать сразу; по умолчанию по одному на ядро.",
)
paths = click.argument(
    "paths", metavar="ПУТЬ…", nargs=-1, required=True, type=click.Path(exists=True)
)
any_paths = click.argument("paths", metavar="[ПУТЬ…]", nargs=-1, type=click.Path(exists=True))
name = click.option("--name", metavar="ИМЯ", help="Под каким именем принять (единственный) файл.")
document_id = click.argument("document_id", metavar="НОМЕР", type=int)


def one_name(paths: Sequence[str], name: str | None) -> str | None:
    """`--name` names a single file; wrong usage with several, or with a folder."""
    if name is not None:
        one_file(paths, "--name")
    return name


def one_file(paths: Sequence[str], option: str) -> None:
    """Refuse an option that says something of a single file where there are several."""
    if len(paths) != 1 or Path(paths[0]).is_dir():
        raise click.BadParameter("годится только для одного файла.", param_hint=option)


def in_a_folder(path: Path, option: str) -> None:
    """Refuse a file to be written where there is no folder for it."""
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(f"нет папки {path.absolute().parent}.", param_hint=option)


def one_of(path: Path, suffixes: Sequence[str], option: str) -> None:
    """Refuse a file whose name does not say which of these kinds it is to be."""
    if path.suffix.lower() not in suffixes:
        *first, last = suffixes
        raise click.BadParameter(f"нужен файл {', '.join(first)} или {last}.", param_hint=option)
