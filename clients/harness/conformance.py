"""What is asked of a client: rows that arrive exactly, and an error that says where."""

import os
import subprocess

from harness import rows, typed_table
from harness.client import Client, Variant
from harness.database import Database

_PROGRAM_SECONDS = 90

#: What a client sends in its second act: one good row alone, then three rows together, of which the second is bad.
_ROWS_BEFORE_REFUSAL = 1
_BAD_LINE = 2


class Failed(Exception):
    """The client, or the server as seen through it, did not do what it should."""


def check(client: Client, variant: Variant, database: Database) -> None:
    """Runs one variant of a client against a server; raises Failed."""
    if client.writes:
        name = "_".join(part for part in (client.name, variant.transport, variant.protocol) if part)
        table = "".join(letter if letter.isalnum() else "_" for letter in name)
        _check_rows(client, variant, database, table)
        _check_refusal(client, variant, database, table + "_refused")
    else:
        typed_table.create(database)
        _run(client, database, "read", typed_table.NAME)


def _check_rows(client: Client, variant: Variant, database: Database, table: str) -> None:
    _run(client, database, "write", variant.transport, variant.protocol, table)
    if not variant.acknowledged:
        database.wait_for_rows(table, len(rows.SENT))
    names = list(rows.COMMON_COLUMNS) + list(variant.columns)
    types = rows.COMMON_COLUMNS | rows.OPTIONAL_COLUMNS
    wanted_types = {name: types[name] for name in names} | {rows.TIMESTAMP: "TIMESTAMP"}
    answer = database.sql(f"SELECT * FROM {table}")
    if answer.columns != wanted_types:
        wrong = wanted_types.items() ^ answer.columns.items()
        raise Failed(f"columns differ: {sorted(wrong)} are in only one of the table and the expectation")
    stored = [dict(zip(answer.columns, cells, strict=True)) for cells in answer.rows]
    wanted = [
        {name: row.cells.get(name) for name in names} | {rows.TIMESTAMP: row.timestamp} for row in rows.stored()
    ]
    if len(stored) != len(wanted):
        raise Failed(f"{len(stored)} rows instead of {len(wanted)}")
    for number, (is_row, wanted_row) in enumerate(zip(stored, wanted, strict=True), 1):
        for name, cell in wanted_row.items():
            if is_row[name] != cell or type(is_row[name]) is not type(cell):
                raise Failed(f"row {number}: {name} is {is_row[name]!r}, not {cell!r}")


def _check_refusal(client: Client, variant: Variant, database: Database, table: str) -> None:
    said = _run(client, database, "refuse", variant.transport, variant.protocol, table).strip()
    if not said:
        raise Failed("the client noticed nothing of the bad line")
    if variant.acknowledged:
        kept = _ROWS_BEFORE_REFUSAL
        if f"line {_BAD_LINE}" not in said:
            raise Failed(f"the error does not name line {_BAD_LINE}: {said}")
    else:
        kept = _ROWS_BEFORE_REFUSAL + _BAD_LINE - 1
        database.wait_for_rows(table, kept)
    count = database.count(table)
    if count != kept:
        raise Failed(f"{count} rows instead of {kept} are left after a bad line")


def _run(client: Client, database: Database, *arguments: str) -> str:
    """Runs the client's program and gives what it said on standard output."""
    environment = {**os.environ, **database.addresses(), **client.toolchain.environment()}
    command = (*client.toolchain.command(), *arguments)
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PROGRAM_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{arguments[0]}: no end within {_PROGRAM_SECONDS} s") from None
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip())[-2000:]
        raise Failed(f"{arguments[0]}: status {done.returncode}: {said}")
    return done.stdout
