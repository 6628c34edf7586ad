"""What every command is handed: the settings of this run and the program built from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pipeline.lazy import load

if TYPE_CHECKING:
    from pipeline.build import Opis
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Program:
    """The command line's own options; `data` is None when not given."""

    data: Path | None = None
    jobs: int | None = None

    def with_jobs(self, jobs: int | None) -> Program:
        return replace(self, jobs=jobs)

    def settings(self) -> Settings:
        with wrong_settings():
            return cast("Settings", load("pipeline.settings:load_settings")(self.data, self.jobs))

    def build(self) -> Opis:
        """The whole program over the store, which is made when missing."""
        settings = self.settings()
        with wrong_settings():
            return cast("Opis", load("pipeline.build:build")(settings))


@contextmanager
def wrong_settings() -> Iterator[None]:
    """Wrong settings are wrong usage: status 2 with the reason."""
    try:
        yield
    except load("pipeline.settings:SettingsError") as error:
        raise click.UsageError(str(error)) from error


pass_program = click.make_pass_decorator(Program)
