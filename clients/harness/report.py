"""The table of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Result:
    client: str
    version: str
    variant: str
    status: Status
    seconds: float
    reason: str = ""


_HEADER = ("client", "version", "by", "result", "s", "")


def print_table(results: Sequence[Result]) -> None:
    lines = [_HEADER]
    for result in results:
        reason = " ".join(result.reason.split())
        seconds = f"{result.seconds:.1f}"
        lines.append((result.client, result.version, result.variant, result.status.value, seconds, reason))
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADER) - 1)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=False))
        print("  ".join((*padded, line[-1])).rstrip())
    counts = {status: sum(result.status is status for result in results) for status in Status}
    print(f"clients: {', '.join(f'{count} {status.value}' for status, count in counts.items())}")
