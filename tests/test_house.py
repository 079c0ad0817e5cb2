"""What holds for the project as a whole: its package, its locks, its files."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

import fraudlens
from fraudlens import errors

TOP = Path(__file__).parent.parent
PACKAGES = ("fraudlens", "urlguard", "apkscan")
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Written so that the patterns do not find themselves.
MACHINE_PATH = re.compile(
    r"(?<![\w.<>-])/(?:root|home/\w+|farm|work/(?:main|lab|steering|shared|venv|[.]))/|[A-Z]:\\Users\\"
)
REGISTRY = re.compile(r"(?:pypi|pythonhosted|npmjs|deb[.]debian)[.](?:org|com)")


def pyproject() -> dict[str, dict[str, object]]:
    """Give the project's own settings."""
    return tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Give each file that git knows or would add, by path from the top."""
    if not (TOP / ".git").exists():
        pytest.skip("this is no git checkout")
    command = ["git", "ls-files", "-coz", "--exclude-standard"]
    listing = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in listing.split("\0") if name and (TOP / name).is_file()]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the names in the wheel, built with nothing but what is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(TOP)).build(directory=str(folder), versions=["standard"])
    with ZipFile(built) as archive:
        return archive.namelist()


def text_of(path: Path) -> str:
    """Give the text of a tracked file, "" for a binary one."""
    raw = (TOP / path).read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", "replace")


def test_version_is_the_same_in_project_and_package() -> None:
    assert pyproject()["project"]["version"] == fraudlens.__version__


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(fraudlens.__all__) == fraudlens.__all__
    assert [] == [name for name in fraudlens.__all__ if not hasattr(fraudlens, name)]


def test_only_package_roots_have_public_lists() -> None:
    with_list = {
        path.relative_to(TOP).as_posix()
        for package in PACKAGES
        for path in (TOP / package).rglob("*.py")
        if re.search(r"^__all__\b", path.read_text("utf-8"), re.MULTILINE)
    }

    assert with_list <= {f"{package}/__init__.py" for package in PACKAGES}


def test_wheel_has_only_the_packages_and_its_metadata(wheel: list[str]) -> None:
    info = f"fraudlens-{fraudlens.__version__}.dist-info"

    assert {*PACKAGES, info} == {name.split("/")[0] for name in wheel}


@pytest.mark.parametrize("package", PACKAGES)
def test_wheel_says_that_each_package_is_typed(wheel: list[str], package: str) -> None:
    assert f"{package}/py.typed" in wheel


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("models/url", "urlguard/_model"),
        ("models/registration", "urlguard/_registration_model"),
        ("models/apk", "apkscan/_model"),
        ("datasets/reference", "fraudlens/_reference"),
        ("datasets/training", "fraudlens/_training"),
    ],
)
def test_wheel_has_each_data_file(
    wheel: list[str], tracked: list[Path], source: str, target: str
) -> None:
    files = [path.relative_to(source) for path in tracked if path.is_relative_to(source)]

    assert [] == [str(file) for file in files if f"{target}/{file.as_posix()}" not in wheel]


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_release_is_exact_and_has_hashes(name: str) -> None:
    text = (TOP / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]

    assert lines
    assert [] == [line for line in lines if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", line)]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_place_to_download_from(name: str) -> None:
    assert [] == re.findall(
        r"\w+://\S+|--(?:index|extra|find|trusted)\S*", (TOP / name).read_text()
    )


def test_both_locks_agree() -> None:
    run, dev = (
        set(re.findall(r"^[a-z0-9-]+==\S+", (TOP / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    )

    assert set() == run - dev


def test_each_direct_dependency_is_locked() -> None:
    listed = pyproject()["project"]["dependencies"]
    assert isinstance(listed, list)
    names = {re.split(r"[^\w-]", name)[0].replace("_", "-") for name in listed}
    lock = (TOP / "requirements.lock").read_text("utf-8")

    assert set() == names - set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry"])
def test_no_file_names_a_machine(tracked: list[Path], pattern: re.Pattern[str]) -> None:
    found = [
        f"{path}: {match.group()}" for path in tracked for match in pattern.finditer(text_of(path))
    ]

    assert [] == found


def test_data_folders_have_no_code(tracked: list[Path]) -> None:
    code = [path for path in tracked if path.parts[0] in {"models", "datasets"}]

    assert [] == [path for path in code if path.suffix in {".py", ".pyi", ".pkl", ".joblib"}]


def error_classes(root: type[errors.FraudlensError]) -> list[type[errors.FraudlensError]]:
    """Give `root` and all below it that the module defines."""
    below = [one for child in root.__subclasses__() for one in error_classes(child)]
    return [root, *(one for one in below if one.__module__ == errors.__name__)]


def drawn_tree(text: str) -> dict[str, str]:
    """Give the parent of each name of a drawn tree; the root's is ""."""
    path: list[str] = []
    parents = {}
    for lead, name in re.findall(
        r"^((?:[│ ]   )*[├└]── |(?=FraudlensError))(\w+) ", text, re.MULTILINE
    ):
        depth = len(lead) // 4
        path[depth:] = [name]
        parents[name] = path[depth - 1] if depth else ""
    return parents


def test_drawn_error_tree_is_the_real_one() -> None:
    real = {
        kind.__name__: kind.__mro__[1].__name__ for kind in error_classes(errors.FraudlensError)
    }
    real["FraudlensError"] = ""

    assert real == drawn_tree(errors.__doc__ or "")


def test_each_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in error_classes(errors.FraudlensError)]

    assert sorted(set(codes)) == sorted(codes)


def test_exit_codes_are_those_that_the_tree_states() -> None:
    stated = dict(re.findall(r"(\w+) .*\(exit (\d)\)", errors.__doc__ or ""))

    assert stated
    assert {name: str(getattr(errors, name).exit_code) for name in stated} == stated


def test_only_the_error_module_defines_errors() -> None:
    elsewhere = [
        f"{path.relative_to(TOP)}: {node.name}"
        for package in PACKAGES
        for path in (TOP / package).rglob("*.py")
        if path.name != "errors.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(base, ast.Name) and base.id.endswith(("Error", "Exception"))
            for base in node.bases
        )
    ]

    assert [] == elsewhere


def test_tests_cannot_reach_a_network() -> None:
    with pytest.raises(AssertionError, match=r"^a test may not use the network$"):
        socket.create_connection(("localhost", 9), timeout=1)


@pytest.mark.usefixtures("no_socket")
def test_sockets_can_be_forbidden_altogether() -> None:
    with pytest.raises(AssertionError, match=r"^a test may not use the network$"):
        socket.socket()
