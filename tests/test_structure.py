# SPDX-License-Identifier: Apache-2.0
"""The rules of the house that no linter sees; each failure names the places."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools import lock

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "unionbook"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

MODULE_LINES, FUNCTION_LINES = 400, 50
# Slow to import and not needed at every start: the only libraries that may be imported late.
LATE = {
    "babel",
    "cryptography",
    "fontpkg_be_vietnam_pro",
    "openpyxl",
    "PIL",
    "platformdirs",
    "python_calamine",
    "reportlab",
    "segno",
    "sqlite_utils",
    "zstandard",
    "zxingcpp",
}
# Standard modules, or parts of them, that not every system has.
ELSEWHERE = {"ctypes", "fcntl", "msvcrt", "pwd", "resource", "winreg"}
# Where a start is felt, a module of ours may wait until it is asked for.
FRONTS = ("__main__.py", "cli/", "ui/")
SAYS_NOTHING = {"common", "helper", "helpers", "manager", "misc", "service", "util", "utils"}
# Folders of tests that mirror no package, and files that mirror no module.
NO_PACKAGE = {
    "benchmarks": "figures beside peers, measured in small",
    "databases": "one frozen register per released schema",
    "end_to_end": "the program from outside",
    "sheets": "workbooks made up to try the importer with",
}
NO_MODULE = {
    "test_structure.py": "this file",
    "data/test_replicas_machine.py": "several PCs of one branch, any operations, any bundles",
    "operations/test_rights.py": "every operation that writes, and the right it asks for",
    "operations/test_register_machine.py": "any operations in any order",
    "operations/test_report_snapshots.py": "every report in three languages, as text",
    "ui/test_accessibility.py": "every screen for who cannot see it or use a mouse",
    "ui/test_contrast.py": "every rule of the style sheet, and what is painted",
    "ui/test_first_run.py": "from the first start to the first list, in clicks and seconds",
    "ui/test_keyboard_round.py": "a morning's work by keyboard alone",
    "ui/test_leaving_nothing.py": "what a closed window leaves behind",
    "ui/test_no_cut_text.py": "every screen in three languages and two sizes",
    "ui/test_responsiveness.py": "every screen while the register works",
    "sync/test_vectors.py": "the format beside a reader written from its document",
    "sync/test_hostile.py": "bundles altered, cut, mixed up and made to harm",
    "sync/test_wycheproof.py": "known attacks on the primitives under signing and sealing",
    "excel/test_hostile.py": "the whole importer on files that would do harm",
    "excel/test_real_shapes.py": "the whole importer on workbooks shaped like real ones",
}
# Folders of packages that one declared dependency fills together with its own parts.
BROUGHT_ALONG = {"PySide6": ["pyside6-essentials"], "shiboken6": ["pyside6-essentials"]}
GETTEXT = {"_": 1, "gettext": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
# Written so that they do not find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(home|root|Users|work|tmp|mnt|media)/\w|[A-Z]:\\+Users")
UNDONE = re.compile(r"\b(TO[D]O|FIX[M]E)\b|# ?X[X]X|\bX[X]X:")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def tracked() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.CalledProcessError):
        return sorted(path for path in ROOT.rglob("*") if is_ours(path))
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def is_ours(path: Path) -> bool:
    """Tell whether a file belongs to the project, where there is no git to ask."""
    folders = path.relative_to(ROOT).parts[:-1]
    made = {"__pycache__", "build", "dist", "sample"}
    hidden = any(name.startswith(".") and name != ".ci" for name in folders)
    made_here = bool(made & set(folders)) or path.suffix in {".mo", ".pyc"}
    return path.is_file() and not hidden and not made_here


@cache
def tracked_texts() -> list[tuple[Path, str]]:
    contents = [(path, path.read_bytes()) for path in tracked()]
    return [
        (path, content.decode("utf-8", "replace"))
        for path, content in contents
        if b"\0" not in content
    ]


def place(path: Path, line: int | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{line}" if line else name


def found(pattern: re.Pattern[str], texts: list[tuple[Path, str]]) -> list[str]:
    return [
        f"{place(path, number)} {line.strip()[:80]}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def expect_none(wrong: list[str]) -> None:
    if wrong:
        pytest.fail("\n" + "\n".join(wrong), pytrace=False)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def test_modules_fit_in_a_head():
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    expect_none([f"{name} {lines}" for name, lines in lengths.items() if lines > MODULE_LINES])


def test_functions_fit_on_a_screen():
    long = [
        f"{place(path, node.lineno)} {node.name} {lines}"
        for path in MODULES
        for node in functions(path)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    expect_none(long)


def test_names_say_what_a_module_is():
    expect_none([place(path) for path in MODULES if path.stem in SAYS_NOTHING])


def test_every_file_of_code_names_its_licence_first():
    first = "# SPDX-License-Identifier: Apache-2.0"
    code = [path for path in tracked() if path.suffix == ".py"]
    lines = {place(path): (path.read_text("utf-8").splitlines() or [""])[0] for path in code}
    expect_none([name for name, line in lines.items() if line != first])


def test_nothing_processes_events_by_hand():
    texts = [(path, path.read_text("utf-8")) for path in MODULES]
    expect_none(found(re.compile(r"\bprocessEvents\b"), texts))


def test_the_window_never_sleeps():
    texts = [(path, path.read_text("utf-8")) for path in (PACKAGE / "ui").rglob("*.py")]
    sleeping = re.compile(r"\b(time\.sleep|from time import .*\bsleep|Q?Thread\.m?u?sleep)\b")
    expect_none(found(sleeping, texts))


def test_no_file_names_a_folder_of_somebodys_machine():
    expect_none(found(MACHINE_PATH, tracked_texts()))


def test_nothing_is_left_undone():
    expect_none(found(UNDONE, tracked_texts()))


def test_texts_are_translated_before_they_are_filled_in():
    wrong = []
    for path in MODULES:
        for call in ast.walk(tree(path)):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            messages = call.args[: GETTEXT.get(call.func.id, 0)]
            if any(is_filled_in(part) for part in messages):
                wrong.append(place(path, call.lineno))
    expect_none(wrong)


def is_filled_in(message: ast.expr) -> bool:
    """Tell whether a text was put together before it could be looked up."""
    if isinstance(message, ast.Call):
        return isinstance(message.func, ast.Attribute) and message.func.attr == "format"
    return isinstance(message, ast.JoinedStr | ast.BinOp)


def late_imports(path: Path) -> list[tuple[int, str]]:
    """Give the line and the module of each import inside a function."""
    late = set()
    for node in (inner for outer in functions(path) for inner in ast.walk(outer)):
        if isinstance(node, ast.Import):
            late |= {(node.lineno, name.name) for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            late.add((node.lineno, node.module or "."))
    return sorted(late)


def may_be_late(path: Path, module: str) -> bool:
    library = module.partition(".")[0]
    front = path.relative_to(PACKAGE).as_posix().startswith(FRONTS)
    return library in LATE | ELSEWHERE or (library == "unionbook" and front)


def test_only_slow_libraries_are_imported_late():
    late = [(path, line, module) for path in MODULES for line, module in late_imports(path)]
    wrong = [f"{place(path, line)} {module}" for path, line, module in late
             if not may_be_late(path, module)]  # fmt: skip
    expect_none(wrong)


def test_every_late_import_gives_its_reason():
    wrong = [
        place(path, line)
        for path in MODULES
        for line, _module in late_imports(path)
        if not re.search(r"# noqa: PLC0415 - \w", path.read_text("utf-8").splitlines()[line - 1])
    ]
    expect_none(wrong)


def test_every_lint_exception_gives_its_reason():
    silent = re.compile(r"# (noqa|type: ignore)\b(?!(: [A-Z0-9, ]+|\[[a-z, -]+\]) +[-#] \w)")
    texts = [(path, text) for path, text in tracked_texts() if path.suffix == ".py"]
    expect_none([hit for hit in found(silent, texts) if "test_structure" not in hit])


def mirrored(test: Path) -> Path:
    """Give the module that a file of tests stands for."""
    inside = test.relative_to(ROOT / "tests")
    name = inside.name.removeprefix("test_")
    if inside.parts[0] == "tools":
        return ROOT / "tools" / name
    if name in {"start.py", "build_installer.py"}:
        return ROOT / name
    return PACKAGE / inside.parent / name


def test_tests_mirror_the_package():
    tests = (ROOT / "tests").rglob("test_*.py")
    free = [test for test in tests if test.relative_to(ROOT / "tests").parts[0] not in NO_PACKAGE]
    lonely = [
        place(test)
        for test in free
        if test.relative_to(ROOT / "tests").as_posix() not in NO_MODULE
        # A package may be tested as a whole: tests/data/test_migrations.py for data/migrations/.
        if not mirrored(test).is_file() and not mirrored(test).with_suffix("").is_dir()
    ]
    expect_none(lonely)


def test_every_package_has_its_layer():
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = re.findall(r"unionbook\.\w+", " ".join(contracts[0]["layers"]))
    packages = {f"unionbook.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert packages <= set(layers)


def requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in requirements}


RUNTIME = requirement_names(PROJECT["project"]["dependencies"])
DEVELOPERS = requirement_names(PROJECT["dependency-groups"]["dev"])
PACKERS = requirement_names(PROJECT["dependency-groups"]["installer"])


def test_every_dependency_has_its_reason():
    rows = (ROOT / "docs" / "dependencies.md").read_text("utf-8").splitlines()
    told = re.compile(r"\| `([a-z0-9-]+)`[^|]*\| \w")
    explained = {match[1] for row in rows if (match := told.match(row))}
    assert explained == RUNTIME | DEVELOPERS | PACKERS


def third_party_imports(path: Path) -> set[str]:
    nodes = list(ast.walk(tree(path)))
    modules = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    modules |= {
        node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level
    }
    roots = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    here = {path.stem for path in [*ROOT.glob("*"), *(ROOT / "tests").rglob("*")]}
    return roots - here - {""}


@pytest.mark.parametrize(
    ("folder", "declared"),
    [("unionbook", RUNTIME), ("tests", RUNTIME | DEVELOPERS), ("tools", RUNTIME | DEVELOPERS)],
)
def test_what_is_imported_is_declared(folder: str, declared: set[str]):
    makers = packages_distributions() | BROUGHT_ALONG
    wrong = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for module in sorted(third_party_imports(path)):
            names = {name.lower().replace("_", "-") for name in makers.get(module, [])}
            if not names & declared:
                wrong.append(f"{place(path)} {module}")
    expect_none(wrong)


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    "path", [lock.RUNTIME, lock.DEVELOPERS, lock.INSTALLER], ids=lambda path: path.name
)
def test_locks_hold_versions_and_hashes_only(path: Path):
    assert lock.strange_lines(path.read_text("utf-8")) == []


def test_locks_hold_every_dependency():
    runtime, developers = pins(lock.RUNTIME), pins(lock.DEVELOPERS)
    assert RUNTIME - set(runtime) == set()
    assert DEVELOPERS - set(developers) == set()
    assert runtime.items() <= developers.items()
    packers = pins(lock.INSTALLER)
    assert PACKERS - set(packers) == set()
    assert runtime.items() <= packers.items()
