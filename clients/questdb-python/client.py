"""QuestDB's client for Python: client.py write|refuse http|tcp PROTOCOL TABLE"""

import os
import sys
import time
from decimal import Decimal

import numpy as np
from questdb import QuestDBError, Sender, TimestampMicros, TimestampNanos

ARRAYS, DECIMALS = 2, 3


def connect(transport: str, protocol: int) -> Sender:
    address = os.environ["TIDEMARK_HTTP" if transport == "http" else "TIDEMARK_LINE"]
    return Sender.from_conf(f"{transport}::addr={address};protocol_version={protocol};auto_flush=off;")


def write(sender: Sender, protocol: int, table: str) -> None:
    first = {
        "level": -3.5,
        "count": 9007199254740991,
        "big": 9223372036854775807,
        "open": True,
        "note": 'say "hi" \\ ☃, a=b',
        "face": "🌊",
        "story": "one\ntwo",
        "seen": TimestampMicros(1767225601234567),
    }
    second = {
        "level": 1.7976931348623157e308,
        "count": -9007199254740991,
        "big": -9223372036854775807,
        "smallest": -9223372036854775808,
        "open": False,
        "note": "",
        "face": "a𝄞z",
        "story": "\n",
        "seen": TimestampMicros(0),
    }
    if protocol >= ARRAYS:
        first |= {"readings": np.array([1.5, -2.25, 1e300]), "grid": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])}
        second |= {"readings": np.array([], dtype=np.float64), "grid": np.array([[-0.5]])}
    if protocol >= DECIMALS:
        first |= {"price": Decimal("12345.678")}
        second |= {"price": Decimal("-0.001")}
    zurich = {"city": "Zürich", "site": 'north, "A"=1', "path": "C:\\data"}
    tokyo = {"city": "東京", "site": "south", "path": "\\"}
    sender.row(table, symbols=zurich, columns=first, at=TimestampNanos(1767225602000001000))
    sender.row(table, symbols=tokyo, columns=second, at=TimestampNanos(1767225603000000000))
    sender.row(table, symbols={"city": "Zürich"}, columns={"count": 0, "level": None}, at=TimestampNanos(1767139200000000000))
    sender.row(table, symbols={"city": "Oslo"}, columns={"level": 0.30000000000000004}, at=TimestampNanos(1767225602000001000))
    sender.flush()


def refuse(sender: Sender, table: str) -> None:
    second = 1767225600
    sender.row(table, columns={"level": 1.0}, at=TimestampNanos(second * 10**9))
    sender.flush()
    try:
        for level in (2.0, "high", 3.0):
            second += 1
            sender.row(table, columns={"level": level}, at=TimestampNanos(second * 10**9))
        sender.flush()
        # Over TCP nobody answers; that the connection was closed shows when more is sent.
        for _ in range(50):
            time.sleep(0.1)
            sender.row(table, columns={"level": 4.0}, at=TimestampNanos(second * 10**9))
            sender.flush()
    except QuestDBError as error:
        print(error)


def main() -> None:
    action, transport, protocol, table = sys.argv[1:]
    sender = connect(transport, int(protocol))
    sender.establish()
    if action == "write":
        write(sender, int(protocol), table)
    else:
        refuse(sender, table)
    sender.close(False)


main()
