# SPDX-License-Identifier: Apache-2.0
"""The set-up script: every refusal a sentence, nothing done twice, arguments handed on."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import start

MISSING = {"libno-such-thing.so.7": "libno-such-thing7"}


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Give the commands that would have taken over; the environment counts as made."""
    commands: list[list[str]] = []
    monkeypatch.setattr(start, "_hand_over", lambda command: commands.append(command) or 0)
    monkeypatch.setattr(start, "prepare", lambda **_asked: tmp_path / "python")
    monkeypatch.setattr(start, "provide_libraries", lambda _wanted: None)
    return commands


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "with a space – Nguyễn"
    monkeypatch.setattr(start, "VENV", folder)
    return folder


def test_an_older_python_can_read_it():
    source = Path(start.__file__).read_text("utf-8")
    # Nothing that came later: a match statement, a group of exceptions, a type of its own.
    assert ast.parse(source, feature_version=(3, 9)).body
    with pytest.raises(SyntaxError):
        ast.parse("match 1:\n    case _: ...", feature_version=(3, 9))


def test_it_needs_nothing_but_the_standard_library():
    tree = ast.parse(Path(start.__file__).read_text("utf-8"))
    names = {
        name.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        (node.module or "").partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names - sys.stdlib_module_names == set()


def test_a_python_too_old_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        start.SetupError, match=r"needs Python 3\.11 or later, .* is Python 3\.9\.18"
    ):
        start.main([])


def test_a_newer_python_beside_an_old_one_takes_over(
    monkeypatch: pytest.MonkeyPatch, handed_over: list[list[str]]
):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    monkeypatch.setattr(
        start.shutil, "which", lambda name: sys.executable if name == "python3.12" else None
    )
    assert start.main(["members", "list"]) == 0
    assert handed_over == [[sys.executable, start.__file__, "members", "list"]]


def test_arguments_are_handed_on_as_they_are(handed_over: list[list[str]]):
    start.main(["members", "search", "nguyễn v", "--json"])
    assert handed_over[0][1:] == [
        "-P",
        "-m",
        "unionbook",
        "members",
        "search",
        "nguyễn v",
        "--json",
    ]


def test_a_machine_without_a_screen_shows_the_sample(
    handed_over: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start, "has_screen", lambda: False)
    start.main([])
    assert handed_over[0][4:] == ["sample", "--round", "--into", str(start.ROOT / "sample")]


def test_a_machine_with_a_screen_opens_the_window(
    handed_over: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start, "has_screen", lambda: True)
    start.main([])
    assert handed_over[0][1:] == ["-P", "-m", "unionbook"]


def test_what_is_not_there_is_made_and_what_is_broken_made_anew(environment: Path):
    python, packages = start.make_environment()
    assert packages.is_dir()
    assert packages.is_relative_to(environment)
    python.unlink()
    again, _packages = start.make_environment()
    assert again == python
    assert subprocess.run([str(python), "-c", ""], check=False).returncode == 0


def test_a_folder_of_something_else_is_left_alone(environment: Path):
    environment.mkdir()
    kept = environment / "letter.txt"
    kept.write_text("Dear member", "utf-8")
    with pytest.raises(start.SetupError, match="something else than a Python environment"):
        start.make_environment()
    assert kept.read_text("utf-8") == "Dear member"


def test_the_package_is_found_from_anywhere_in_any_encoding(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    checkout = tmp_path / "Bàn làm việc"
    (checkout / "unionbook").mkdir(parents=True)
    (checkout / "unionbook" / "__init__.py").write_text("here = True\n", "ascii")
    monkeypatch.setattr(start, "ROOT", checkout)
    python, packages = start.make_environment()
    start.make_importable(packages)
    found = subprocess.run(
        [str(python), "-c", "import unionbook; assert unionbook.here"],
        cwd=tmp_path,
        env={"LC_ALL": "C", "PATH": ""},
        check=False,
    )
    assert found.returncode == 0
    assert environment.is_dir()
    launcher = python.with_name("unionbook.cmd" if start.WINDOWS else "unionbook")
    assert "-m unionbook" in launcher.read_text("ascii")


class Installing:
    """Stands in for pip: counts its runs and fails when told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.runs: list[str] = []
        self.output, self.code = "", 0
        monkeypatch.setattr(start, "ROOT", root)
        monkeypatch.setattr(start, "find_pip", lambda _python: ["pip"])
        monkeypatch.setattr(start, "_run_pip", self.run)

    def run(self, command: list[str], log: Path) -> int:
        assert "--require-hashes" in command
        self.runs.append(Path(command[-1]).name)
        log.write_text(self.output, "utf-8")
        return self.code


@pytest.fixture
def pip(environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installing:
    environment.mkdir()
    (tmp_path / "requirements.lock").write_text("one==1\n", "ascii")
    (tmp_path / "requirements-dev.lock").write_text("one==1\ntwo==2\n", "ascii")
    return Installing(monkeypatch, tmp_path)


def test_packages_are_installed_only_when_the_lock_changed(pip: Installing, tmp_path: Path):
    python = tmp_path / "python"
    assert start.install(python, start.RUNTIME)
    assert not start.install(python, start.RUNTIME)
    assert start.install(python, start.RUNTIME, start.DEVELOPERS)
    assert not start.install(python, start.RUNTIME, start.DEVELOPERS)
    assert not start.install(python, start.RUNTIME)
    assert pip.runs == ["requirements.lock", "requirements-dev.lock"]
    (tmp_path / "requirements.lock").write_text("one==1.1\n", "ascii")
    assert start.install(python, start.RUNTIME)


def test_a_failed_installation_is_tried_again(pip: Installing, environment: Path, tmp_path: Path):
    pip.code = 1
    with pytest.raises(start.SetupError):
        start.install(tmp_path / "python", start.RUNTIME)
    digest = hashlib.sha256((tmp_path / "requirements.lock").read_bytes()).hexdigest()
    assert not any(digest in path.read_text("utf-8") for path in environment.iterdir())
    pip.code = 0
    assert start.install(tmp_path / "python", start.RUNTIME)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "Retrying after connection broken by 'x'\nERROR: No matching distribution found for y",
            "connect to the network",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE.", "not the one that was"),
        ("ERROR: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for pyside6", "64-bit Python 3.11"),
        ("ERROR: something new", "could not be installed"),
        ("", "pip stopped without a word"),
    ],
)
def test_why_pip_gave_up_is_said_in_a_sentence(output: str, sentence: str, tmp_path: Path):
    said = start.explain(output, tmp_path / "install.log")
    assert sentence in said
    assert "install.log" in said


def test_libraries_that_are_there_are_not_asked_for():
    assert start.missing_libraries(MISSING) == list(MISSING)
    start.provide_libraries({})


@pytest.mark.skipif(not start.LINUX, reason="other systems bring Qt's libraries along")
def test_who_is_not_root_is_told_the_line_to_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(start.shutil, "which", lambda name: f"bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    with pytest.raises(start.SetupError, match=r"sudo apt-get install .* libno-such-thing7"):
        start.provide_libraries(MISSING)


@pytest.mark.skipif(not start.LINUX, reason="other systems bring Qt's libraries along")
def test_root_on_debian_gets_them_after_one_update(monkeypatch: pytest.MonkeyPatch):
    calls: list[str] = []
    lists = {"fetched": False}

    def succeeds(command: list[str]) -> bool:
        calls.append(command[1])
        if command[1] == "update":
            lists["fetched"] = True
        return lists["fetched"]

    monkeypatch.setattr(start.shutil, "which", lambda name: f"bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    monkeypatch.setattr(start, "_succeeds", succeeds)
    start.provide_packages(["libno-such-thing7"], why="System libraries are missing")
    assert calls == ["install", "update", "install"]


def test_the_tests_closing_line_is_said_last_even_after_a_failed_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    fake = tmp_path / "bin" / "python"
    monkeypatch.setattr(start, "prepare", lambda **_asked: fake)
    monkeypatch.setattr(start, "provide_libraries", lambda _wanted: None)
    monkeypatch.setattr(start, "_is_clean", lambda name, _command: name != "mypy")
    tests = "print('....'); print('4 passed in 0.12s')"
    real = start._run_pytest
    monkeypatch.setattr(start, "_run_pytest", lambda _command: real([sys.executable, "-c", tests]))
    assert start.run_tests([]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[-1] == "4 passed in 0.12s"
    assert "Not clean: mypy" in lines[-2]


def test_the_exit_code_is_the_tests_own():
    code, closing = start._run_pytest(
        [sys.executable, "-c", "import sys; print('1 failed in 3s'); sys.exit(3)"]
    )
    assert (code, closing) == (3, "1 failed in 3s")
