"""A real PostgreSQL of one's own: started from the installed programs, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_NEW_CLUSTER = ["-U", "opis", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is installed; Debian keeps them off the PATH."""
    return shutil.which(name, path=os.pathsep.join([*map(str, _PROGRAMS), *os.get_exec_path()]))


class Server:
    """Speaks through a socket in `folder` only; has one database, emptied for each who asks."""

    def __init__(self, folder: Path) -> None:
        self.url = f"postgresql://opis@/postgres?host={folder}"

    def ready(self) -> bool:
        try:
            self._say("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def new_database(self) -> str:
        """The URL of the database, empty; whoever used it before must have left it."""
        self._say("SET lock_timeout = '10s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self.url

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a temp folder; PostgreSQL refuses to run as root, so another user does."""
    folder = Path(tempfile.mkdtemp(prefix="opis-pg-"))
    command: list[str] = []
    if os.geteuid() == 0:
        user = _unprivileged()
        os.chown(folder, user.pw_uid, user.pw_gid)
        command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    command += ["setpriv", "--pdeathsig", "INT"]
    data = folder / "data"
    subprocess.run(
        [*command, _found("initdb"), "-D", data, *_NEW_CLUSTER],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    options = ["-c", "listen_addresses=", "-c", "fsync=off", "-k", folder]
    process = subprocess.Popen(
        [*command, _found("postgres"), "-D", data, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        server = Server(folder)
        while not server.ready():
            if process.poll() is not None:
                raise RuntimeError("PostgreSQL does not start")
            time.sleep(0.05)
        yield server
    finally:
        # Nobody will want these data again: no time is spent on putting them in order.
        process.send_signal(signal.SIGQUIT)
        process.wait()
        shutil.rmtree(folder)


def _found(name: str) -> str:
    path = program(name)
    if path is None:
        raise FileNotFoundError(name)
    return path


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
