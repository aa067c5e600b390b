# SPDX-License-Identifier: Apache-2.0
"""Builds the Linux installers: ``python3 build_installer.py`` writes a .deb and a .tar.xz to dist/.

Both hold the program with its own Python and Qt in one folder, and need no Python on the PC. What
is built runs on the Linux it was built on and on later ones: build on the oldest to be served.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import start

ROOT = start.ROOT
BUILD, DIST = ROOT / "build", ROOT / "dist"
LOCK = "requirements-installer.lock"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

# Parts of Qt that come along with Widgets and Pdf and that nothing here uses,
_UNUSED = re.compile(
    r"/(qml|translations)/|libQt6(Qml|Quick|OpenGL|Wayland|VirtualKeyboard|EglFS|ShaderTools)"
    r"|/plugins/(egldeviceintegrations|generic|networkinformation|tls|wayland[^/]*|qmltooling)/"
    r"|/platforms/libq(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|wayland)"
    # and the formats of all the world's countries, of which three languages are spoken
    r"|/babel/locale-data/(?!(root|en|id|vi)(_|\.))"
)
# What the folder itself cannot bring: the system's own drivers and settings.
_DEPENDS = "libc6 (>= 2.34), libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0"

_DESKTOP = """[Desktop Entry]
Type=Application
Name=unionbook
Comment=The register of a union branch
Comment[vi]=Sổ đoàn viên của công đoàn cơ sở
Comment[id]=Buku anggota serikat pekerja
Exec=unionbook
Icon=unionbook
Terminal=false
Categories=Office;Database;
"""
_CONTROL = """Package: unionbook
Version: {version}
Section: misc
Priority: optional
Architecture: {architecture}
Installed-Size: {size}
Depends: {depends}
Maintainer: The unionbook makers <unionbook@localhost>
Description: encrypted register of a trade-union branch
 Members of a branch in from Excel, kept encrypted, found at once, and out again
 as cards, lists and workbooks. Works without a network.
"""


def main() -> int:
    """Build the folder, pack it twice, and say what was made."""
    if not start.LINUX:
        raise start.SetupError("This builds the Linux installers: run it on Linux.")
    python = prepare()
    version = read_version()
    folder = freeze(python)
    prune(folder)
    prove(folder, version)
    DIST.mkdir(exist_ok=True)
    for made in (pack_archive(folder, version), pack_debian(folder, version)):
        digest = hashlib.sha256(made.read_bytes()).hexdigest()
        print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1e6:.0f} MB  sha256 {digest}")
    return 0


def prepare() -> Path:
    """Give the Python of an environment of its own, with PyInstaller and what it needs."""
    # PyInstaller bundles the libraries that are there while it runs: all that a window loads.
    start.provide_libraries({**start.QT_LIBRARIES, **start.SCREEN_LIBRARIES})
    start.VENV = BUILD / "environment"
    python, packages = start.make_environment()
    start.install(python, start.RUNTIME, LOCK)
    start.make_importable(packages)
    start.compile_catalogues(python)
    needed = {"objdump": "binutils", "strip": "binutils", "dpkg-deb": "dpkg"}
    missing = sorted({needed[tool] for tool in needed if not shutil.which(tool)})
    if missing:
        start.provide_packages(missing, why="Tools for building are missing")
    return python


def read_version() -> str:
    """Give the version that the package states."""
    text = (ROOT / "unionbook" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if not found:
        raise start.SetupError("unionbook/__init__.py states no version.")
    return found[1]


def freeze(python: Path) -> Path:
    """Give the folder that PyInstaller makes of the program."""
    print("Freezing the program; this takes about a minute …", flush=True)
    log = BUILD / "pyinstaller.log"
    with log.open("w", encoding="utf-8") as stream:
        done = subprocess.run(
            [
                *(str(python), "-m", "PyInstaller", "--noconfirm", "--onedir", "--strip"),
                *("--name", "unionbook", "--log-level", "WARN"),
                *("--distpath", str(BUILD / "frozen"), "--workpath", str(BUILD / "work")),
                *("--specpath", str(BUILD), "--paths", str(ROOT)),
                *("--add-data", f"{ROOT / 'resources'}:resources"),
                *("--collect-submodules", "unionbook"),  # the command line loads its groups by name
                *("--collect-data", "fontpkg_be_vietnam_pro"),
                *("--collect-all", "pypdfium2_raw"),  # PDFium itself, and which build of it
                *("--collect-data", "pypdfium2"),
                *("--exclude-module", "tkinter", "--exclude-module", "pip"),
                str(ROOT / "unionbook" / "__main__.py"),
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise start.SetupError(f"PyInstaller failed; what it said is in {log}")
    return BUILD / "frozen" / "unionbook"


def prune(folder: Path) -> None:
    """Leave out what nothing here uses."""
    for path in sorted(folder.rglob("*")):
        if (path.is_file() or path.is_symlink()) and _UNUSED.search(path.as_posix()):
            path.unlink()


def prove(folder: Path, version: str) -> None:
    """Run what was made, with nothing of this machine's Python at hand."""
    shown = subprocess.run(
        [str(folder / "unionbook"), "--version"],
        env={"PATH": "", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if shown.returncode or version not in shown.stdout:
        raise start.SetupError(f"What was made does not start: {shown.stderr.strip()[-300:]}")


def pack_archive(folder: Path, version: str) -> Path:
    """Give the .tar.xz, to be unpacked and run from anywhere."""
    target = DIST / f"unionbook-{version}-linux-{platform.machine()}.tar.xz"
    with tarfile.open(target, "w:xz", preset=6) as archive:
        archive.add(folder, arcname=f"unionbook-{version}", filter=_owned_by_root)
    return target


def _owned_by_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def pack_debian(folder: Path, version: str) -> Path:
    """Give the .deb: the folder in its place, the command, and an entry in the menu."""
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    target = DIST / f"unionbook_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
        tree = Path(scratch) / "tree"
        lay_out(tree, folder)
        size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(
            _CONTROL.format(
                version=version, architecture=architecture, size=size, depends=_DEPENDS
            ),
            "utf-8",
        )
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def lay_out(tree: Path, folder: Path) -> None:
    """Put everything where Debian looks for it."""
    library, share = tree / "usr" / "lib" / "unionbook", tree / "usr" / "share"
    shutil.copytree(folder, library, symlinks=True)
    command = tree / "usr" / "bin" / "unionbook"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/unionbook/unionbook")
    texts = {
        share / "applications" / "unionbook.desktop": _DESKTOP.encode(),
        share / "doc" / "unionbook" / "copyright": (ROOT / "LICENSE").read_bytes(),
        share / "icons" / "hicolor" / "scalable" / "apps" / "unionbook.svg": (
            ROOT / "resources" / "icons" / "logo.svg"
        ).read_bytes(),
    }
    for path, content in texts.items():
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    for path in tree.rglob("*"):  # whoever builds may keep files to himself
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    tree.chmod(0o755)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (start.SetupError, OSError, subprocess.CalledProcessError) as trouble:
        sys.exit(f"build_installer: {trouble}")
