"""A PostgreSQL server of the tests' own: on a port and in a folder of its own, and as an ordinary account."""

import os
import shutil
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

ACCOUNT = "nobody"
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version's; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    beside = shutil.which("initdb")
    return Path(beside).resolve().parent if beside else None


def in_memory() -> Path | None:
    """Return a folder that is kept in memory, where there is one: a busy disk makes a server slow."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@dataclass
class Server:
    """One server."""

    folder: Path
    port: int
    settings: str = "fsync=off synchronous_commit=off full_page_writes=off"

    @property
    def data(self) -> Path:
        """Where its data is."""
        return self.folder / "data"

    def make(self) -> "Server":
        """Make its data."""
        self.folder.mkdir(parents=True, exist_ok=True)
        own(self.folder)
        self.run(
            "initdb", "-D", self.data, "-A", "trust", "-U", "charting", "--no-locale", "-E", "UTF8", "-N"
        )
        return self

    def start(self) -> "Server":
        """Start it, and return when it answers."""
        settings = " ".join(f"-c {one}" for one in self.settings.split())
        options = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=60 "
            f"-c shared_buffers=32MB {settings}"
        )
        self.run("pg_ctl", "-D", self.data, "-o", options, "-l", self.folder / "log", "-w", "start")
        return self

    def stop(self, how: str = "fast") -> None:
        """Stop it, at once and without a word where ``how`` is “immediate”."""
        self.run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")

    @property
    def is_up(self) -> bool:
        """Whether it runs, as far as its folder tells."""
        return (self.data / "postmaster.pid").exists()

    def kill(self) -> None:
        """End every process of it as a power cut would."""
        pid = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        ended = (pid, *map(int, children))
        for one in ended:
            with suppress(ProcessLookupError):
                os.kill(one, 9)
        while not all(map(_is_gone, ended)):
            os.sched_yield()
        # Where nobody collects ended processes, their locks look alive to the next start.
        (self.data / "postmaster.pid").unlink()
        (self.folder / f".s.PGSQL.{self.port}.lock").unlink(missing_ok=True)

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://charting@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty place in the one database, which costs less than another, and return its address."""
        name = f"clinic{next(_numbers)}"
        self.execute(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def execute(self, text: str) -> None:
        """Run a statement past the program."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(text)

    def run(self, program: str, *words: object) -> None:
        """Run one of PostgreSQL's programs as whoever runs the server."""
        found = programs()
        assert found is not None
        command = [str(found / program), *map(str, words)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd="/", env={**os.environ, "LC_ALL": "C"}
        )
        assert done.returncode == 0, done.stdout + done.stderr


def _is_gone(process: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text()
    return True


def own(folder: Path) -> None:
    """Give a folder to whoever runs the server, and let that account reach it."""
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT)
        folder.chmod(0o700)
        for above in folder.parents:
            if above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o011)


_numbers = count(1)
