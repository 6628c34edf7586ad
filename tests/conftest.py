"""What all tests share; that this file is here lets them import the modules beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from postgresql_server import Server, program, running_server

from nlp.russian import Russian

# How long an example takes says more of the machine than of the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL; the test is skipped where its programs are not installed."""
    if program("initdb") is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def russian() -> Russian:
    """The language models, loaded once for all tests of nlp."""
    return Russian.load()
