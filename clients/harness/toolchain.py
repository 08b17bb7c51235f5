"""How a client is installed and started: one toolchain for each kind of project file.

A client is installed into clients/target/NAME, which git ignores, and again only when its files have changed. Installing needs the
network; it is bounded in time, and a client that cannot be installed is skipped with the reason, not failed: it says nothing about
the server that a registry is down.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path

_STAMP = "installed"

# Quiet about what clients do with the JVM: their messages would hide their errors.
_JAVA_OPTIONS = ("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")


class Unavailable(Exception):
    """The client cannot be had on this machine; the message says why."""


class Toolchain(ABC):
    """Installs a client's folder and tells how to start its program."""

    #: The commands that must be on the PATH.
    needs: tuple[str, ...] = ()

    def __init__(self, folder: Path, target: Path, project: Path):
        self.folder = folder
        self.target = target / folder.name
        self.project = project
        self.deadline = 0.0

    def install(self, offline: bool, deadline: float) -> None:
        """Makes the client ready to start, until a time of time.monotonic(); raises Unavailable."""
        self.deadline = deadline
        for tool in self.needs:
            if shutil.which(tool) is None:
                raise Unavailable(f"no {tool}")
        stamp = self.target / _STAMP
        wanted = self._fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        if offline and self.uses_network():
            raise Unavailable("not installed")
        shutil.rmtree(self.target, ignore_errors=True)
        self.target.mkdir(parents=True)
        self.fetch()
        stamp.write_text(wanted)

    def uses_network(self) -> bool:
        return True

    @abstractmethod
    def fetch(self) -> None:
        """Installs into the empty folder target."""

    @abstractmethod
    def command(self) -> list[str | Path]:
        """What starts the program."""

    @abstractmethod
    def version(self, package: str) -> str:
        """The version of the client, as its project file pins it."""

    def environment(self) -> dict[str, str]:
        """Variables that the program needs besides those of the caller."""
        return {}

    def call(self, *command: str | Path, **variables: str) -> None:
        """Runs a step of the installation in the client's folder."""
        log = self.target / "install.log"
        try:
            with log.open("ab") as out:
                subprocess.run(
                    command,
                    cwd=self.folder,
                    env={**os.environ, **variables},
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    timeout=max(0.0, self.deadline - time.monotonic()),
                    check=True,
                )
        except subprocess.TimeoutExpired:
            raise Unavailable("not installed in time") from None
        except subprocess.CalledProcessError:
            lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
            raise Unavailable(f"cannot be installed: {lines[-1].strip() if lines else command[0]}") from None

    def _fingerprint(self) -> str:
        """Changes with any file of the client, and with the place where it is."""
        digest = hashlib.sha256(str(self.target).encode())
        for file in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            digest.update(str(file.relative_to(self.folder)).encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()

    def _pinned(self, file: str, pattern: str) -> str:
        found = re.search(pattern, (self.folder / file).read_text())
        return found.group(1) if found else "?"


class Shell(Toolchain):
    """client.sh: a program of the machine's own, such as curl."""

    def __init__(self, folder: Path, target: Path, project: Path):
        super().__init__(folder, target, project)
        declared = re.search(r"^# needs: (.*)$", (folder / "client.sh").read_text(), re.MULTILINE)
        self.needs = tuple(declared.group(1).split()) if declared else ()

    def uses_network(self) -> bool:
        return False

    def fetch(self) -> None:
        pass

    def command(self) -> list[str | Path]:
        return ["bash", self.folder / "client.sh"]

    def version(self, package: str) -> str:
        said = subprocess.run((package, "--version"), capture_output=True, text=True, check=False).stdout
        found = re.search(r"\d+(\.\d+)+", said)
        return found.group() if found else "?"


class Python(Toolchain):
    """client.py and requirements.txt."""

    def fetch(self) -> None:
        options = ("--quiet", "--disable-pip-version-check", "--no-input", "--target", self.target / "packages")
        self.call(sys.executable, "-m", "pip", "install", *options, "--requirement", "requirements.txt")

    def command(self) -> list[str | Path]:
        return [sys.executable, self.folder / "client.py"]

    def version(self, package: str) -> str:
        return self._pinned("requirements.txt", re.escape(package) + r"(?:\[\w+\])?==(\S+)")

    def environment(self) -> dict[str, str]:
        return {"PYTHONPATH": str(self.target / "packages"), "PYTHONDONTWRITEBYTECODE": "1"}


class Node(Toolchain):
    """client.mjs, package.json and package-lock.json; the program runs from a copy beside its node_modules."""

    needs = ("node", "npm")

    def fetch(self) -> None:
        for file in ("client.mjs", "package.json", "package-lock.json"):
            shutil.copy(self.folder / file, self.target)
        self.call("npm", "ci", "--prefix", self.target, "--no-audit", "--no-fund", "--ignore-scripts")

    def command(self) -> list[str | Path]:
        return ["node", self.target / "client.mjs"]

    def version(self, package: str) -> str:
        return self._pinned("package.json", f'"{re.escape(package)}": "([^"]+)"')


class Go(Toolchain):
    """main.go, go.mod and go.sum."""

    needs = ("go",)

    def fetch(self) -> None:
        self.call("go", "build", "-o", self.target / "client", ".", GOTOOLCHAIN="local")

    def command(self) -> list[str | Path]:
        return [self.target / "client"]

    def version(self, package: str) -> str:
        return self._pinned("go.mod", re.escape(package) + r" v(\S+)")


class Java(Toolchain):
    """Client.java and pom.xml; Java runs the source file as it is."""

    def fetch(self) -> None:
        self.call(
            *(self.project / "mvnw", "--batch-mode", "--quiet", "--file", "pom.xml"),
            *("dependency:copy-dependencies", f"-DoutputDirectory={self.target / 'jars'}"),
        )

    def command(self) -> list[str | Path]:
        finder = self.project / "bin" / "find-jdk.sh"
        home = subprocess.run(
            ("sh", "-c", '. "$0"; find_jdk', finder), capture_output=True, text=True, check=True
        ).stdout.strip()
        return [Path(home, "bin", "java"), *_JAVA_OPTIONS, "--class-path", f"{self.target}/jars/*", self.folder / "Client.java"]

    def version(self, package: str) -> str:
        return self._pinned("pom.xml", f"<artifactId>{re.escape(package)}</artifactId>\\s*<version>([^<]+)")


_BY_FILE = {
    "client.sh": Shell,
    "requirements.txt": Python,
    "package.json": Node,
    "go.mod": Go,
    "pom.xml": Java,
}


def toolchain_of(folder: Path, target: Path, project: Path) -> Toolchain:
    for file, kind in _BY_FILE.items():
        if (folder / file).exists():
            return kind(folder, target, project)
    raise SystemExit(f"clients/run: {folder} has none of {', '.join(_BY_FILE)}")
