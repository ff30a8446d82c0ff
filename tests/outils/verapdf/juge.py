"""The child process of ``verify_pdf``: reads its order as JSON on stdin, prints one JSON line per
file and flavour."""

from __future__ import annotations

import json
import sys
from typing import Any

import jpype

_MOST_FAILURES_TOLD = 50
_OPTIONS = ("-Xmx1g", "-Djava.awt.headless=true", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""The last two: a JVM of some minutes compiles and tidies more than it gains."""


def main() -> None:
    order = json.load(sys.stdin)
    try:
        jpype.startJVM(*_OPTIONS, classpath=order["class_path"], convertStrings=True)
    except (jpype.JVMNotFoundException, OSError) as error:
        sys.exit(f"no Java to run veraPDF with (Debian: default-jre-headless): {error}")
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    for path in order["files"]:
        for flavour in order["flavours"]:
            try:
                answer = judge(foundry, path, flavour)
            except jpype.JException as error:
                sys.exit(f"{path} [{flavour}]: {error}")
            print(json.dumps(answer), flush=True)


def judge(foundry: Any, path: str, flavour_id: str) -> dict[str, object]:
    """One file against one flavour; raises a Java exception when the file is no PDF."""
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour_id)
    if str(flavour.getId()) != flavour_id:
        sys.exit(f"veraPDF does not know the flavour {flavour_id}")
    parser = foundry.createParser(jpype.JClass("java.io.File")(path), flavour)
    try:
        validator = foundry.createValidator(flavour, _MOST_FAILURES_TOLD, False, False, False)
        results = list(validator.validateAll(parser))
    finally:
        parser.close()
    (result,) = results
    if str(result.getJobEndStatus()) != "normal":
        sys.exit(f"{path} [{flavour_id}]: the validation ended as {result.getJobEndStatus()}")
    return {
        "path": path,
        "flavour": flavour_id,
        "compliant": bool(result.isCompliant()),
        "checks": int(result.getTotalAssertions()),
        "failed": _failed_rules(result),
    }


def _failed_rules(result: Any) -> list[dict[str, object]]:
    messages = {
        (str(told.getRuleId().getClause()), int(told.getRuleId().getTestNumber())): str(
            told.getMessage()
        )
        for told in result.getTestAssertions()
    }
    rules = [
        (str(rule.getClause()), int(rule.getTestNumber()), int(count))
        for rule, count in result.getFailedChecks().items()
    ]
    return [
        {
            "clause": clause,
            "test": test,
            "count": count,
            "message": messages.get((clause, test), ""),
        }
        for clause, test, count in sorted(rules)
    ]


if __name__ == "__main__":
    main()
