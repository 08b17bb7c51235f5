"""A fresh server on free ports and an empty folder, started as a user starts it."""

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from harness.database import Database

_READY = re.compile(r"line protocol (\S+):(\d+), HTTP \S+:(\d+), PostgreSQL \S+:(\d+),")
_STOP_SECONDS = 30


@contextlib.contextmanager
def fresh_server(launcher: Path, log: Path) -> Iterator[Database]:
    """Starts a server, and stops it and removes its folder at the end. What it logs goes to a file."""
    with tempfile.TemporaryDirectory(prefix="tidemark-clients-") as folder, log.open("w") as log_file:
        ports = ("--ilp-port", "0", "--http-port", "0", "--pg-port", "0")
        process = subprocess.Popen(
            (launcher, "serve", "--data-dir", folder, *ports), stdout=subprocess.PIPE, stderr=log_file, text=True
        )
        try:
            yield _read_ready_line(process, log)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def _read_ready_line(process: subprocess.Popen, log: Path) -> Database:
    for line in process.stdout:
        if ready := _READY.search(line):
            host, line_port, http_port, postgres_port = ready.groups()
            return Database(host, int(line_port), int(http_port), int(postgres_port))
    raise SystemExit(f"clients/run: the server did not start; see {log}")
