"""What every test obeys: under ``script/test`` and in CI, a skipped test is a failed test.

And what several share: the sample session rendered once, in both states, with the outside judges at
work on it while the other tests run."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from papiers_outils import Rendu, Travaux

pytest_plugins = ("pytester",)

_NO_SKIP = any(os.environ.get(name) for name in ("CI", "AMO_DOCS_SANS_SAUT"))

# Time limits are the business of the tests that measure; with _NO_SKIP, the same examples at every
# run.
hypothesis.settings.register_profile("amo-docs", deadline=None, derandomize=_NO_SKIP)
hypothesis.settings.load_profile("amo-docs")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure (xfail) is reported as skipped too: it ran, and xfail_strict watches over
    # it.
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
        report.longrepr = (
            f"{collector.nodeid} was skipped whole, and nothing may be: {report.longrepr}"
        )
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rafraichir",
        action="store_true",
        default=bool(os.environ.get("AMO_DOCS_RAFRAICHIR")),
        help="write the golden files of tests/references anew (or AMO_DOCS_RAFRAICHIR=1)",
    )


@pytest.fixture(scope="session")
def rafraichir(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--rafraichir"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """What waits for a session to be rendered is slow; what waits for veraPDF and LibreOffice comes
    last."""
    for item in items:
        if {"projet", "definitif", "petit"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("lent")
    yield
    items.sort(
        key=lambda item: any(item.get_closest_marker(name) for name in ("verapdf", "libreoffice"))
    )


@pytest.fixture(scope="session", autouse=True)
def travaux(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Travaux | None]:
    """The long works the chosen tests need, all started at once."""
    wanted = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    works_of = ("projet", "definitif", "rh", "tous", "verdicts", "conversions")
    if not wanted.intersection(works_of):
        yield None
        return
    from papiers_outils import Travaux

    works = Travaux(tmp_path_factory.mktemp("rendus"))
    for name in works_of:
        if name in wanted:
            getattr(works, name)()
    yield works
    works.close()


@pytest.fixture(scope="session")
def projet(travaux: Travaux) -> Rendu:
    """The sample session rendered without ``--definitif``. To be read, never changed."""
    return travaux.projet().result()


@pytest.fixture(scope="session")
def definitif(travaux: Travaux) -> Rendu:
    """The sample session rendered with ``--definitif``. To be read, never changed."""
    return travaux.definitif().result()


@pytest.fixture(scope="session")
def rh(travaux: Travaux) -> Rendu:
    """The RH sample rendered without ``--definitif``. To be read, never changed."""
    return travaux.rh().result()


@pytest.fixture(scope="session")
def tous(travaux: Travaux) -> list[Rendu]:
    """Every sample session rendered, each without ``--definitif`` then with it. To be read, never
    changed."""
    return [work.result() for work in travaux.tous()]


@pytest.fixture(scope="session")
def conversions(travaux: Travaux) -> dict[Path, Path]:
    """The PDF that LibreOffice makes of each DOCX of ``tous``."""
    return travaux.conversions().result()
