"""psycopg 3: client.py read TABLE"""

import datetime
import os
import sys
from uuid import UUID

import psycopg

COLUMNS = "flag, tiny, small, middle, large, single, real, day, seen, seen_exactly, city, note, id"


def time(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


# PostgreSQL's timestamps have microseconds: finer ones are rounded down.
WANTED = [
    (
        *(True, -128, -32768, -2147483648, -9223372036854775808, -1.5, 1.7976931348623157e308),
        *(time("2026-01-02T03:04:05.678"), time("2026-01-02T03:04:05.678901"), time("2026-01-02T03:04:05.678901")),
        *("Zürich", 'it\'s "so" \\ ☃ 🌊', UUID("123e4567-e89b-12d3-a456-426614174000")),
    ),
    (
        *(False, 127, 32767, 2147483647, 9223372036854775807, 0.25, 0.30000000000000004),
        *(time("1969-12-31T23:59:59.999"), time("1969-12-31T23:59:59.999999"), time("1970-01-01T00:00:00")),
        *("", "", UUID(int=0)),
    ),
    (None,) * 13,
]


def check(found: object, wanted: object) -> None:
    if found != wanted:
        raise SystemExit(f"found {found!r}, not {wanted!r}")


def check_error(connection: psycopg.Connection, statement: str, code: str) -> None:
    try:
        connection.execute(statement)
    except psycopg.Error as error:
        check(error.sqlstate, code)
    else:
        raise SystemExit(f"{statement} did not fail")


def main() -> None:
    table = sys.argv[2]
    host, port = os.environ["TIDEMARK_POSTGRES"].split(":")
    address = f"host={host} port={port} user=admin password=quest dbname=tidemark"
    with psycopg.connect(address, autocommit=True) as connection:
        for binary in (False, True):
            with connection.cursor(binary=binary) as cursor:
                check(cursor.execute(f"SELECT {COLUMNS} FROM {table}").fetchall(), WANTED)
                # The server binds the parameters; the sixth time psycopg sends a statement, it has prepared it.
                query = f"SELECT large FROM {table} WHERE city = %s AND ts < %s AND middle = %s AND real > %s"
                for _ in range(7):
                    arguments = ("Zürich", time("2026-01-01T00:00:00.000002"), -2147483648, 1.5)
                    check(cursor.execute(query, arguments).fetchall(), [(-9223372036854775808,)])
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {table}_psycopg (note VARCHAR, at TIMESTAMP) TIMESTAMP(at) PARTITION BY DAY")
            rows = [(f"☃ {hour}", time(f"2026-01-01T{hour:02}:00:00")) for hour in range(24)] + [(None, time("2026-01-02"))]
            cursor.executemany(f"INSERT INTO {table}_psycopg VALUES (%s, %s)", rows)
            check(cursor.execute(f"SELECT * FROM {table}_psycopg").fetchall(), rows)
        with connection.transaction(), connection.cursor() as cursor:
            check(cursor.execute(f"SELECT count(*) FROM {table}").fetchone(), (3,))
        check_error(connection, f"SELECT nothing FROM {table}", "42703")
        check_error(connection, "SELECT * FROM nowhere", "42P01")
        check_error(connection, "SELEC 1", "42601")
        check(connection.execute("SELECT 1").fetchone(), (1,))


main()
