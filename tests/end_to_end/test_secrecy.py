# SPDX-License-Identifier: Apache-2.0
"""Nothing planted in a working day is found in any file but those a person asked for.

The day runs in processes of its own, whose every folder is known. Python's own audit events tell
what they open to write and what they remove; on Linux, where there is ``strace``, the system tells
what the libraries in C open as well.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import secret_work  # noqa: E402 - beside this file

STRACE = shutil.which("strace") if sys.platform == "linux" else None
OPENED = re.compile(r'(?:openat\([^,]*, |open\(|creat\()"([^"]*)"(.*)')


class Office:
    """The folders of a PC, and the processes that run on it."""

    def __init__(self, base: Path) -> None:
        self.base = base
        for name in ("given", "out", *secret_work.FOLDERS):
            (base / name).mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(base / "home"),
            "USERPROFILE": str(base / "home"),
            "XDG_CACHE_HOME": str(base / "home" / "cache"),
            "TMPDIR": str(base / "tmp"),
            "TEMP": str(base / "tmp"),
            "TMP": str(base / "tmp"),
            "UNIONBOOK_HOME": str(base / "settings"),
            "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE.parent.parent)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "LANG": "C.UTF-8",
        }
        self.told: list[str] = []
        self.opened: set[str] = set()

    def run(self, *command: str, watched: bool = True, **more: str) -> subprocess.CompletedProcess:
        trace = self.base / "trace.txt"
        watching = [STRACE, "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,creat",
                    "-o", str(trace)] if STRACE and watched else []  # fmt: skip
        done = subprocess.run(
            [*watching, sys.executable, *command],
            env=self.environment | more, cwd=self.base / "here",
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        self.told += done.stdout.splitlines()
        if watching:
            self.opened |= set(written(trace.read_text("utf-8", "replace")))
        return done

    def work(self, phase: str) -> subprocess.CompletedProcess:
        return self.run(str(HERE / "secret_work.py"), str(self.base), phase)

    def says(self, *command: str) -> str:
        done = self.run(
            "-m", "unionbook", "--register", str(self.base / "office" / "branch.unionbook"),
            "--user", secret_work.HEAD, *command,
            watched=False, UNIONBOOK_PASSPHRASE=secret_work.PASSPHRASE,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def written(trace: str) -> list[str]:
    """Give the paths that a trace shows opened to be written, of calls that succeeded."""
    found = []
    for line in trace.splitlines():
        match = OPENED.search(line)
        if match and re.search(r"O_WRONLY|O_RDWR|O_CREAT|creat\(", line) and "= -1" not in line:
            found.append(match[1].encode().decode("unicode_escape").encode("latin-1").decode())
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A day of work, a crash in the middle of a bulk change, and the day after."""
    office = Office(tmp_path_factory.mktemp("pc"))
    office.run(str(HERE / "secret_work.py"), str(office.base), "prepare", watched=False)
    for phase in ("work", "crash", "after"):
        done = office.work(phase)
        expected = (-9, 137) if phase == "crash" else (0,)
        assert done.returncode in expected, f"{phase}: {done.stdout}{done.stderr}"
        if phase == "crash":
            wal = office.base / "office" / "branch.unionbook" / "office.db-wal"
            assert wal.stat().st_size > 0
            office.told += [
                f"FOUND a crash: {one}" for one in secret_work.look_everywhere(places(office))
            ]
    name = secret_work.PLANTED["imported name"]
    assert name in office.says("members", "search", name)
    office.says("--language", "vi", "members", "search", name, "--json")
    office.says("history", "list", "--json")
    office.says("verify")
    return office


def places(office: Office) -> list[Path]:
    return [office.base / name for name in secret_work.FOLDERS]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the crash is a SIGKILL, which is POSIX's")
def test_nothing_planted_is_found_while_the_register_is_open_closed_or_crashed(office: Office):
    assert [line for line in office.told if line.startswith("FOUND")] == []


def test_nothing_planted_is_found_at_the_end(office: Office):
    assert secret_work.look_everywhere(places(office)) == []


def test_everything_written_lies_in_a_folder_that_was_looked_at(office: Office):
    """No file was written anywhere else, and none in the temporary folder but encrypted ones."""
    from_python = {line[6:] for line in office.told if line.startswith("WROTE ")}
    assert len(from_python) > 10
    known = [*places(office), office.base / "out"]
    strange = [
        path
        for path in sorted(from_python | office.opened)
        if Path(path).is_absolute()
        and not any(place in Path(path).parents or place == Path(path) for place in known)
        and not path.startswith(("/dev/", "/proc/"))
        and path != str(office.base / "trace.txt")
    ]
    assert strange == []
    if STRACE:
        assert any(path.endswith("office.db-wal") for path in office.opened)


def test_what_was_asked_for_was_written(office: Office):
    """The search above can fail: what is deliberately written out holds what is planted."""
    names = {path.name for path in (office.base / "out").iterdir()}
    assert {"list.xlsx", "cards.pdf", "template.xlsx", "auditor.xlsx"} <= names
    import zipfile

    with zipfile.ZipFile(office.base / "out" / "list.xlsx") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    inside = {what for form, what in secret_work.FORMS.items() if form in content}
    assert {"imported name", "phone", "wage", "department", "note"} <= inside
    assert {"cash-book.pdf", "dues-members.xlsx", "overview.pdf", "vouchers.pdf"} <= names
    assert secret_work.look(office.base / "out" / "scan.pdf")
    assert len(list((office.base / "stick").glob("*.unionbundle"))) == 5


def test_the_terminal_is_not_a_file(office: Office):
    assert [path.name for path in (office.base / "here").iterdir()] == []


def test_the_temporary_folder_is_left_empty(office: Office):
    assert list((office.base / "tmp").rglob("*")) == []


def test_the_settings_of_the_pc_hold_no_name(office: Office):
    files = {path.name for path in (office.base / "settings").iterdir()}
    assert "registers" in files
    assert any(name.startswith("crash-") for name in files)
