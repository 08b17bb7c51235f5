"""InfluxDB's client for its version 1, for Python: client.py write|refuse http PROTOCOL TABLE"""

import os
import sys

from influxdb import InfluxDBClient
from influxdb.exceptions import InfluxDBClientError


def write(client: InfluxDBClient, table: str) -> None:
    rows = [
        {
            "measurement": table,
            "tags": {"city": "Zürich", "site": 'north, "A"=1', "path": "C:\\data"},
            "fields": {
                "level": -3.5,
                "count": 9007199254740991,
                "big": 9223372036854775807,
                "open": True,
                "note": 'say "hi" \\ ☃, a=b',
                "face": "🌊",
            },
            "time": "2026-01-01T00:00:02.000001Z",
        },
        {
            "measurement": table,
            "tags": {"city": "東京", "site": "south", "path": "\\"},
            "fields": {
                "level": 1.7976931348623157e308,
                "count": -9007199254740991,
                "big": -9223372036854775807,
                "smallest": -9223372036854775808,
                "open": False,
                "note": "",
                "face": "a𝄞z",
            },
            "time": "2026-01-01T00:00:03Z",
        },
        {"measurement": table, "tags": {"city": "Zürich"}, "fields": {"count": 0}, "time": "2025-12-31T00:00:00Z"},
        {
            "measurement": table,
            "tags": {"city": "Oslo"},
            "fields": {"level": 0.30000000000000004},
            "time": "2026-01-01T00:00:02.000001Z",
        },
    ]
    client.write_points(rows)


def refuse(client: InfluxDBClient, table: str) -> None:
    def rows(*levels: float | str) -> list[dict]:
        return [
            {"measurement": table, "fields": {"level": level}, "time": 1767225600 + second}
            for second, level in enumerate(levels)
        ]

    client.write_points(rows(1.0), time_precision="s")
    try:
        client.write_points(rows(2.0, "high", 3.0), time_precision="s")
    except InfluxDBClientError as error:
        print(error)


def main() -> None:
    action, _, _, table = sys.argv[1:]
    host, port = os.environ["TIDEMARK_HTTP"].split(":")
    with InfluxDBClient(host, int(port), database="tidemark") as client:
        client.ping()
        if action == "write":
            write(client, table)
        else:
            refuse(client, table)


main()
