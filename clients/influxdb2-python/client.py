"""InfluxDB's client for its version 2, for Python: client.py write|refuse http|gzip PROTOCOL TABLE"""

import os
import sys

from influxdb_client import InfluxDBClient, Point, WritePrecision
from influxdb_client.client.write_api import SYNCHRONOUS, WriteApi
from influxdb_client.rest import ApiException

BUCKET = "tidemark"


def write(api: WriteApi, table: str) -> None:
    rows = [
        Point(table)
        .tag("city", "Zürich")
        .tag("site", 'north, "A"=1')
        .field("level", -3.5)
        .field("count", 9007199254740991)
        .field("big", 9223372036854775807)
        .field("open", True)
        .field("note", 'say "hi" \\ ☃, a=b')
        .field("face", "🌊")
        .time("2026-01-01T00:00:02.000001Z"),
        Point(table)
        .tag("city", "東京")
        .tag("site", "south")
        .field("level", 1.7976931348623157e308)
        .field("count", -9007199254740991)
        .field("big", -9223372036854775807)
        .field("smallest", -9223372036854775808)
        .field("open", False)
        .field("note", "")
        .field("face", "a𝄞z")
        .time("2026-01-01T00:00:03Z"),
        Point(table).tag("city", "Zürich").field("count", 0).field("level", None).time("2025-12-31T00:00:00Z"),
        Point(table).tag("city", "Oslo").field("level", 0.30000000000000004).time("2026-01-01T00:00:02.000001Z"),
    ]
    api.write(BUCKET, record=rows)


def refuse(api: WriteApi, table: str) -> None:
    def rows(*levels: float | str) -> list[Point]:
        return [
            Point(table).field("level", level).time(1767225600 + second, WritePrecision.S)
            for second, level in enumerate(levels)
        ]

    api.write(BUCKET, record=rows(1.0), write_precision=WritePrecision.S)
    try:
        api.write(BUCKET, record=rows(2.0, "high", 3.0), write_precision=WritePrecision.S)
    except ApiException as error:
        print(error.body)


def main() -> None:
    action, transport, _, table = sys.argv[1:]
    url = "http://" + os.environ["TIDEMARK_HTTP"]
    with InfluxDBClient(url, token="unused", org="tidemark", enable_gzip=transport == "gzip") as client:
        api = client.write_api(write_options=SYNCHRONOUS)
        if action == "write":
            write(api, table)
        else:
            refuse(api, table)


main()
