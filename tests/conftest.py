"""What every test obeys: under ``script/test`` and in CI, a skipped test is a failed test."""

from __future__ import annotations

import os
from collections.abc import Generator

import hypothesis
import pytest

pytest_plugins = ("pytester",)

_NO_SKIP = any(os.environ.get(name) for name in ("CI", "AMO_DOCS_SANS_SAUT"))

# Time limits are the business of the tests that measure; with _NO_SKIP, the same examples at every run.
hypothesis.settings.register_profile("amo-docs", deadline=None, derandomize=_NO_SKIP)
hypothesis.settings.load_profile("amo-docs")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure (xfail) is reported as skipped too: it ran, and xfail_strict watches over it.
    if _NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and nothing may be: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _NO_SKIP and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped whole, and nothing may be: {report.longrepr}"
    return report
