"""The table that every reading client reads: each type, at its limits and as NULL."""

from harness.database import Database

NAME = "every_type"

_COLUMNS = (
    "flag BOOLEAN, tiny BYTE, small SHORT, middle INT, large LONG, single FLOAT, real DOUBLE, day DATE, seen TIMESTAMP,"
    " seen_exactly TIMESTAMP_NS, city SYMBOL, note VARCHAR, id UUID, ts TIMESTAMP"
)
_ROWS = (
    "(true, -128, -32768, -2147483648, -9223372036854775808, -1.5, 1.7976931348623157e308, '2026-01-02T03:04:05.678Z',"
    " '2026-01-02T03:04:05.678901Z', '2026-01-02T03:04:05.678901234Z', 'Zürich', 'it''s \"so\" \\ ☃ 🌊',"
    " '123e4567-e89b-12d3-a456-426614174000', '2026-01-01T00:00:00.000001Z')",
    "(false, 127, 32767, 2147483647, 9223372036854775807, 0.25, 0.30000000000000004, '1969-12-31T23:59:59.999Z',"
    " '1969-12-31T23:59:59.999999Z', '1970-01-01T00:00:00.000000001Z', '', '',"
    " '00000000-0000-0000-0000-000000000000', '2026-01-01T00:00:00.000002Z')",
    "(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-01T00:00:00.000003Z')",
)


def create(database: Database) -> None:
    """Makes the table unless it is there."""
    if database.count(NAME) == 0:
        database.sql(f"CREATE TABLE {NAME} ({_COLUMNS}) TIMESTAMP(ts) PARTITION BY DAY")
        database.sql(f"INSERT INTO {NAME} VALUES {', '.join(_ROWS)}")
