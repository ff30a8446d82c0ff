"""What every test obeys: under ``script/test`` and in CI, a skipped test is a failed test.

And what several share: the sample session rendered once, in both states, with the outside judges at
work on it while the other tests run; what stays together when several workers run the tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from campagnes.ampleur import Ampleur
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
        "--ampleur",
        type=int,
        default=1,
        metavar="N",
        help="N times as many examples in the tests that draw them (script/campagne)",
    )
    parser.addoption(
        "--graine", type=int, default=1, metavar="N", help="where the draws of a campaign start"
    )
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


@pytest.fixture
def ampleur(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Ampleur:
    """How much a test that draws its examples draws, and where it leaves its figures."""
    from campagnes.ampleur import Ampleur

    option = request.config.getoption
    return Ampleur(option("--ampleur"), option("--graine"), record_property)


JUGES = ("verapdf", "libreoffice")
TRAVAUX = ("projet", "definitif", "rh", "tous", "verdicts", "conversions")
"""The fixtures that wait for whole sessions to be rendered, or judged."""
COMPOSEES = ("preparation", "preparations", "vae")
"""Those that compose a whole session with the built-in templates."""


def pytest_configure(config: pytest.Config) -> None:
    """In a campaign, laws are tried on more examples, drawn from its seed."""
    fois = config.getoption("--ampleur")
    if fois > 1:
        hypothesis.settings.register_profile(
            "campagne", hypothesis.settings.default, derandomize=False, max_examples=100 * fois
        )
        hypothesis.settings.load_profile("campagne")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """What waits for a session to be rendered or composed is slow; what waits for veraPDF and
    LibreOffice comes last."""
    for item in items:
        if _list_fixtures(item).intersection((*TRAVAUX, *COMPOSEES)):
            item.add_marker("lent")
    yield
    if hasattr(config, "workerinput"):
        _sort_pour_ouvriers(items)
    else:
        items.sort(key=_is_juge)


def _list_fixtures(item: pytest.Item) -> set[str]:
    """The fixtures a test asks for; a parameter of the same name is none."""
    given = item.callspec.params if hasattr(item, "callspec") else ()
    return set(getattr(item, "fixturenames", ())).difference(given)


def _is_juge(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(juge) for juge in JUGES)


def _sort_pour_ouvriers(items: list[pytest.Item]) -> None:
    """Sort for workers, who take file after file: those with slow tests, then those of the judges,
    who work meanwhile; quick ones fill what is left."""
    lents = {item.path for item in items if item.get_closest_marker("lent")}
    juges = {item.path for item in items if _is_juge(item)}
    items.sort(key=lambda item: 1 if item.path in juges else 0 if item.path in lents else 2)


@pytest.fixture(scope="session", autouse=True)
def travaux(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Travaux | None]:
    """The long works the chosen tests need, all started at once (by the first worker alone: the
    others wait for its own)."""
    wanted = {name for item in request.session.items for name in _list_fixtures(item)}
    if not wanted.intersection(TRAVAUX):
        yield None
        return
    from papiers_outils import Travaux

    ouvrier = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp()
    ici = (base if ouvrier is None else base.parent) / "rendus"
    ici.mkdir(exist_ok=True)
    works = Travaux(ici)
    for name in TRAVAUX if ouvrier in (None, "gw0") else ():
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


@pytest.fixture(scope="session")
def dossier_petits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two small templates. To be read, never changed."""
    from papiers_outils import choose_petits

    return choose_petits(tmp_path_factory.mktemp("modeles") / "petits")


@pytest.fixture
def petits_modeles(monkeypatch: pytest.MonkeyPatch, dossier_petits: Path) -> None:
    """Two small templates stand as the built-in ones: for what is about one template or one
    input."""
    from papiers_outils import stand_in

    stand_in(monkeypatch, dossier_petits)


@pytest.fixture
def huit_modeles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight small templates stand as the built-in ones: for what is about a folder of papers."""
    from papiers_outils import PETITS_MODELES, stand_in

    stand_in(monkeypatch, PETITS_MODELES)
