"""A server under test: its addresses, and SQL over HTTP."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any


class SqlError(Exception):
    """The server refused a statement."""


@dataclass(frozen=True)
class Answer:
    columns: dict[str, str]
    rows: list[list[Any]]


@dataclass(frozen=True)
class Database:
    host: str
    line_port: int
    http_port: int
    postgres_port: int

    def addresses(self) -> dict[str, str]:
        """What a client program finds in its environment."""
        return {
            "TIDEMARK_LINE": f"{self.host}:{self.line_port}",
            "TIDEMARK_HTTP": f"{self.host}:{self.http_port}",
            "TIDEMARK_POSTGRES": f"{self.host}:{self.postgres_port}",
        }

    def sql(self, statement: str) -> Answer:
        """Runs a statement. Numbers come as int or float, exactly as the server wrote them."""
        query = urllib.parse.urlencode({"query": statement})
        url = f"http://{self.host}:{self.http_port}/exec?{query}"
        try:
            with urllib.request.urlopen(url, timeout=20) as response:
                body = json.load(response)
        except urllib.error.HTTPError as refused:
            raise SqlError(refused.read().decode()) from None
        columns = {column["name"]: _type_name(column) for column in body.get("columns", [])}
        return Answer(columns, body.get("dataset", []))

    def count(self, table: str) -> int:
        """The number of rows; 0 if there is no such table yet."""
        known = self.sql(f"SELECT table_name FROM information_schema.tables WHERE table_name = '{table}'")
        return self.sql(f"SELECT count(*) FROM {table}").rows[0][0] if known.rows else 0

    def wait_for_rows(self, table: str, rows: int, seconds: float = 10) -> int:
        """Waits until a table has at least that many rows; the line protocol over TCP acknowledges nothing."""
        deadline = time.monotonic() + seconds
        while (count := self.count(table)) < rows and time.monotonic() < deadline:
            time.sleep(0.05)
        return count


def _type_name(column: dict[str, Any]) -> str:
    if column["type"] == "ARRAY":
        return column["elemType"] + "[]" * column["dim"]
    return column["type"]
