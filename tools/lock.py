# SPDX-License-Identifier: Apache-2.0
"""Renews the locked dependencies from pyproject.toml: ``python3 start.py lock``.

One lock serves every system and every Python from 3.11 on. It carries versions and hashes and no
address of a package index, so that pip and uv take the packages from wherever they are set up to.
``--upgrade`` takes the newest versions; without it only what pyproject.toml asks for changes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.lock"
DEVELOPERS = ROOT / "requirements-dev.lock"
INSTALLER = ROOT / "requirements-installer.lock"
_FORM = ["--universal", "--generate-hashes", "--no-header", "--no-annotate"]
# The only lines a lock may have: a package with its version, and its hashes.
_LINE = re.compile(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")


def find_uv() -> str:
    """Give the path of uv, of the environment or of the system."""
    found = shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")
    if not found:
        sys.exit("Renewing the locks needs uv: run 'pipx install uv' and start again.")
    return found


def compile_lock(uv: str, target: Path, options: list[str]) -> None:
    """Write one lock; end with uv's own words where it refuses."""
    command = [
        uv,
        "pip",
        "compile",
        "--quiet",
        *_FORM,
        "--python-version=3.11",
        "pyproject.toml",
        *options,
    ]
    done = subprocess.run([*command, "-o", target.name], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    strange = strange_lines(target.read_text("utf-8"))
    if strange:
        sys.exit(f"{target.name} must hold only versions and hashes, not: {strange[0]}")


def strange_lines(lock: str) -> list[str]:
    """Give the lines of a lock that are neither a package nor a hash."""
    return [line for line in lock.splitlines() if not _LINE.fullmatch(line)]


def main(arguments: list[str]) -> int:
    """Renew the locks; the others hold the same versions as the one the program runs on."""
    uv = find_uv()
    compile_lock(uv, RUNTIME, arguments)
    for lock, group in ((DEVELOPERS, "dev"), (INSTALLER, "installer")):
        compile_lock(uv, lock, ["--group", group, "-c", RUNTIME.name, *arguments])
    print("The locks are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
