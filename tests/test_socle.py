"""What holds of the whole project: what its files may say, its locks, which package is under
test."""

from __future__ import annotations

import importlib.metadata
import os
import re
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from packaging.dependency_groups import resolve_dependency_groups
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pathspec import GitIgnoreSpec

import amo_docs

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "amo_docs"
LOCKS = ("construction.txt", "execution.txt", "developpement.txt", "banc.txt")

# Written in pieces, so that this file does not name what it forbids.
REGISTRIES = [
    "pypi" + r"\.(?:org|io)",
    "python" + r"hosted\.org",
    "(?:deb|debian|security|archive)" + r"\.(?:debian|ubuntu)\.(?:org|com)|\bdebian" + r"\.org",
    "npm" + r"js\.(?:org|com)",
    "maven" + r"\.org|repo1\.maven",
]
MACHINE = [
    rf"(?<![\w.~-])/{folder}/"
    for folder in ("work", "root", "tmp/plan", "opt/pypi" + "[a-z-]*", "opt/wheels")
]
FORBIDDEN = re.compile("|".join([*REGISTRIES, *MACHINE]), re.IGNORECASE)


def own_files(root: Path = ROOT) -> list[Path]:
    """The files of a checkout or of an archive of it: all but those `.gitignore` names. No git is
    needed, and a file not added yet is looked at too."""
    ignored = GitIgnoreSpec.from_lines((root / ".gitignore").read_text().splitlines())
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = [n for n in folders if n != ".git" and not ignored.match_file(f"{here / n}/")]
        found += [root / here / n for n in names if not ignored.match_file(here / n)]
    return [path for path in found if path.is_file() and path != root / ".git"]


def test_what_is_ignored_and_the_history_are_not_the_projects(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("__pycache__/\n*.py[cod]\n/sortie/\n")
    for name in ("a.py", "b.pyc", "sortie/c.py", "x/sortie/d.py", "x/__pycache__/e.py", ".git/f"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    kept = {path.relative_to(tmp_path).as_posix() for path in own_files(tmp_path)}
    assert kept == {".gitignore", "a.py", "x/sortie/d.py"}


@pytest.mark.parametrize(
    "text",
    [
        "https://" + "pypi" + ".org/simple",
        "files.python" + "hosted.org",
        "http://deb." + "debian" + ".org/debian",
        "registry.npm" + "js.org",
        "cd /" + "work/main",
        "`/" + "root/.cache`",
        "file:///" + "opt/pypi/simple",
    ],
)
def test_the_pattern_finds_what_it_forbids(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize(
    "text", ["net" + "work/", "./work/", "~/work/", "Debian 12", "sortie/work/x", "rootfs"]
)
def test_the_pattern_lets_the_rest_pass(text: str) -> None:
    assert not FORBIDDEN.search(text)


def test_no_file_names_a_registry_or_the_build_machine() -> None:
    files = own_files()
    assert {ROOT / "README.md", SOURCE / "__init__.py", ROOT / "script/test"} <= set(files)
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in files
        for hit in FORBIDDEN.finditer(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert not found


def requirements_of(lock: str) -> list[str]:
    """The requirements of a lock, one string each, continuation lines joined."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock: str) -> None:
    requirements = requirements_of(lock)
    assert requirements
    loose = [
        line
        for line in requirements
        if not re.match(r"[\w.-]+==[\w.!+]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert not loose


def test_the_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for line in requirements_of(lock):
            name, version = line.split()[0].split("==")
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


def test_every_group_has_its_lock() -> None:
    assert {*GROUPS, "execution"} == {lock.removesuffix(".txt") for lock in LOCKS}
    assert {path.name for path in (ROOT / "requirements").iterdir()} == set(LOCKS)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_follow_the_declared_dependencies(lock: str) -> None:
    """After a change of pyproject.toml, ``script/lock``."""
    group = lock.removesuffix(".txt")
    declared = [
        *(PROJECT["project"]["dependencies"] if group != "construction" else ()),
        *(resolve_dependency_groups(GROUPS, group) if group in GROUPS else ()),
    ]
    locked = dict(line.split()[0].split("==") for line in requirements_of(lock))
    unmet = [
        text
        for text in declared
        for wanted in [Requirement(text)]
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), "0"))
    ]
    assert declared
    assert not unmet


def test_the_package_under_test_is_the_one_of_the_run() -> None:
    """Under ``script/test`` the installed wheel is tested, not the source folder."""
    tested = Path(str(amo_docs.__file__)).resolve()
    if os.environ.get("AMO_DOCS_ROUE") == "1":
        site = Path(sysconfig.get_path("purelib")).resolve()
        assert tested.is_relative_to(site), f"{tested} is not the installed wheel"
        assert (site / "amo_docs" / "_donnees" / "templates" / "documents.toml").is_file()
        assert (site / "amo_docs" / "_donnees" / "referentiel.toml").is_file()
        assert (site / "amo_docs" / "py.typed").is_file()
        elsewhere = [path for path in sys.path if Path(path or ".").resolve() == ROOT]
        assert elsewhere == [], "the source folder is on the path too"
    else:
        assert tested.is_relative_to(SOURCE), f"{tested} is not this source folder"


def test_the_version_is_written_once() -> None:
    """In `amo_docs/__init__.py`: what is installed and what is published say the same."""
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert importlib.metadata.version("amo-docs") == amo_docs.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(amo_docs.__version__)}\] ", changelog, re.M)


@pytest.mark.lent
def test_a_skip_is_a_failure_where_nothing_may_be_skipped(pytester: pytest.Pytester) -> None:
    """The rule of ``conftest.py``, on tests that skip in each of the ways there are."""
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        test_marks="import pytest\n@pytest.mark.skip\ndef test_a(): pass\ndef test_b(): "
        "pytest.skip('non')\n",
        test_module="import pytest\npytest.importorskip('un_module_qui_n_existe_pas')\n",
        test_good="import pytest\ndef test_c(): pass\n@pytest.mark.xfail\ndef test_d(): assert "
        "False\n",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMO_DOCS_SANS_SAUT", "1")
        strict = pytester.runpytest_subprocess(
            "-p", "no:cacheprovider", "--continue-on-collection-errors"
        )
        patch.delenv("AMO_DOCS_SANS_SAUT")
        patch.delenv("CI", raising=False)
        lenient = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    strict.assert_outcomes(failed=1, errors=2, passed=1, xfailed=1)
    lenient.assert_outcomes(skipped=3, passed=1, xfailed=1)
