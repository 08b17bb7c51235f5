"""The rows that every writing client sends, and what SQL must answer when they have arrived.

A client sends the columns that all clients know and those of its own list in client.json. The rows hold text beyond ASCII,
characters that the line protocol escapes, the limits of the number types, missing values, a late row and two rows of one time.
"""

from dataclasses import dataclass
from typing import Any

TIMESTAMP = "timestamp"

# Column -> type as SHOW COLUMNS names it.
COMMON_COLUMNS = {
    "city": "SYMBOL",
    "site": "SYMBOL",
    "level": "DOUBLE",
    "count": "LONG",
    "open": "BOOLEAN",
    "note": "VARCHAR",
}
OPTIONAL_COLUMNS = {
    "path": "SYMBOL",  # clients that escape a backslash in a tag
    "face": "VARCHAR",  # clients that can send characters of four bytes
    "story": "VARCHAR",  # clients that can send a line feed in a text
    "big": "LONG",  # clients whose integers have 64 bits
    "smallest": "LONG",  # clients that do not take the smallest integer for a missing one
    "hash": "LONG256",
    "seen": "TIMESTAMP",
    "seen_exactly": "TIMESTAMP_NS",
    "readings": "DOUBLE[]",
    "grid": "DOUBLE[][]",
    "price": "DECIMAL(18,3)",
}


@dataclass(frozen=True)
class Row:
    """A row as SQL must answer it: the designated timestamp, and the cells that are not NULL."""

    timestamp: str
    cells: dict[str, Any]


# In the order in which clients send them: the third row is late, by a day; the fourth has the time of the first.
SENT = (
    Row(
        "2026-01-01T00:00:02.000001Z",
        {
            "city": "Zürich",
            "site": 'north, "A"=1',
            "path": "C:\\data",
            "level": -3.5,
            "count": 9007199254740991,
            "big": 9223372036854775807,
            "open": True,
            "note": 'say "hi" \\ ☃, a=b',
            "face": "🌊",
            "story": "one\ntwo",
            "hash": "0x" + "f" * 64,
            "seen": "2026-01-01T00:00:01.234567Z",
            "seen_exactly": "2026-01-01T00:00:01.234567891Z",
            "readings": [1.5, -2.25, 1e300],
            "grid": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
            "price": "12345.678",
        },
    ),
    Row(
        "2026-01-01T00:00:03.000000Z",
        {
            "city": "東京",
            "site": "south",
            "path": "\\",
            "level": 1.7976931348623157e308,
            "count": -9007199254740991,
            "big": -9223372036854775807,
            "smallest": -9223372036854775808,
            "open": False,
            "note": "",
            "face": "a𝄞z",
            "story": "\n",
            "hash": "0x1",
            "seen": "1970-01-01T00:00:00.000000Z",
            "seen_exactly": "1970-01-01T00:00:00.000000001Z",
            "readings": [],
            "grid": [[-0.5]],
            "price": "-0.001",
        },
    ),
    Row("2025-12-31T00:00:00.000000Z", {"city": "Zürich", "count": 0}),
    Row("2026-01-01T00:00:02.000001Z", {"city": "Oslo", "level": 0.30000000000000004}),
)


def stored() -> list[Row]:
    """The rows as a table gives them: in the order of time, equal times in the order of arrival."""
    return sorted(SENT, key=lambda row: row.timestamp)
