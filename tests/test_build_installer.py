# SPDX-License-Identifier: Apache-2.0
"""What the installers hold, tried on a folder that stands for the frozen program."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

import build_installer
import start

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build_installer, "BUILD", tmp_path)
    monkeypatch.setattr(build_installer, "DIST", tmp_path)
    made = tmp_path / "frozen" / "unionbook"
    made.mkdir(parents=True)
    program = made / "unionbook"
    program.write_text("#!/bin/sh\necho unionbook 7.8.9\n", "ascii")
    program.chmod(0o700)
    return made


def test_the_version_is_the_packages_own():
    from unionbook import __version__

    assert build_installer.read_version() == __version__


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Pdf.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("babel/locale-data/vi_VN.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/vi.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("resources/locale/vi/LC_MESSAGES/unionbook.mo", True),
    ],
)
def test_only_what_is_used_comes_along(folder: Path, name: str, stays: bool):  # noqa: FBT001 - a case
    path = folder / name
    path.parent.mkdir(parents=True)
    path.touch()
    build_installer.prune(folder)
    assert path.exists() == stays


@pytest.mark.skipif(not start.LINUX, reason="runs a shell script")
def test_what_does_not_start_is_not_packed(folder: Path):
    build_installer.prove(folder, "7.8.9")
    with pytest.raises(start.SetupError, match="does not start"):
        build_installer.prove(folder, "7.9")


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="only Debian packs for Debian")
def test_the_debian_package_has_the_command_and_a_place_in_the_menu(folder: Path):
    package = build_installer.pack_debian(folder, "7.8.9")
    listed = subprocess.run(
        ["dpkg-deb", "-c", str(package)], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "./usr/bin/unionbook -> ../lib/unionbook/unionbook" in listed
    assert "-rwxr-xr-x root/root" in next(
        line for line in listed.splitlines() if line.endswith("./usr/lib/unionbook/unionbook")
    )
    for name in ("unionbook.desktop", "unionbook.svg", "copyright"):
        assert name in listed
    shown = ["dpkg-deb", "-f", str(package), "Version"]
    assert subprocess.check_output(shown, encoding="utf-8").strip() == "7.8.9"


def test_the_archive_unpacks_into_one_folder_of_root(folder: Path):
    with tarfile.open(build_installer.pack_archive(folder, "7.8.9")) as archive:
        entries = archive.getmembers()
    assert {entry.name.partition("/")[0] for entry in entries} == {"unionbook-7.8.9"}
    assert {(entry.uid, entry.uname) for entry in entries} == {(0, "root")}
