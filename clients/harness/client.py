"""A client as its folder describes it: client.json, a project file and the program."""

import json
from dataclasses import dataclass
from pathlib import Path

from harness.toolchain import Toolchain, toolchain_of


@dataclass(frozen=True)
class Variant:
    """One way of using a client; its words are passed on to the program."""

    transport: str
    protocol: str
    columns: tuple[str, ...]

    @property
    def acknowledged(self) -> bool:
        """Whether the client learns what became of its rows: over TCP the line protocol has no answers."""
        return self.transport != "tcp"


@dataclass(frozen=True)
class Client:
    name: str
    title: str
    package: str
    writes: bool
    slow: bool
    variants: tuple[Variant, ...]
    toolchain: Toolchain

    @property
    def version(self) -> str:
        return self.toolchain.version(self.package)


def read_client(folder: Path, target: Path, project: Path) -> Client:
    described = json.loads((folder / "client.json").read_text())
    common = described.get("columns", [])
    variants = tuple(
        Variant(
            variant.get("transport", ""),
            variant.get("protocol", ""),
            tuple(common + variant.get("columns", [])),
        )
        for variant in described.get("variants", [{}])
    )
    return Client(
        folder.name,
        described["title"],
        described["package"],
        described["role"] == "writes",
        described.get("slow", False),
        variants,
        toolchain_of(folder, target, project),
    )
