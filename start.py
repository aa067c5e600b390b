# SPDX-License-Identifier: Apache-2.0
"""Sets unionbook up on this PC and starts it; needs nothing but Python 3.11 or later.

    python3 start.py                 set up, then open the window (with no screen: show a sample)
    python3 start.py members list    set up, then the command line, as ``unionbook members list``
    python3 start.py test [ARGS]     set up for developers, then every check and test
    python3 start.py texts | lock    renew the catalogues | the locked dependencies

On Windows write ``py start.py``. ``UNIONBOOK_VENV`` names another place for the packages than
``.venv`` beside this file. Written so that an older Python reads it, and says what it lacks.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("UNIONBOOK_VENV") or ROOT / ".venv").absolute()
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
OLDEST = (3, 11)
# Each process begins with a half of its own, so what the tests of a file share is made once.
SPREAD = ("-n", "2", "--dist", "worksteal")
RUNTIME, DEVELOPERS = "requirements.lock", "requirements-dev.lock"

# What Qt loads from the system, by the name it is loaded with and Debian's package for it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}
# What pip says when it fails, and what that means for the person who waits.
_NO_NETWORK = "The package index cannot be reached: connect to the network and start again."
_NO_PACKAGE = (
    "A package was not found for this Python and this system: 64-bit Python 3.11 to 3.14 on"
    " Windows 10, macOS 13 or Debian 12 and later are known to work."
)
_PIP_FAILURES = {
    "DO NOT MATCH THE HASHES": "A package is not the one that was locked. Try another network.",
    "No space left": "The disk is full: free at least 600 MB and start again.",
    "Temporary failure": _NO_NETWORK,
    "connection broken by": _NO_NETWORK,
    "No matching distribution": _NO_PACKAGE,
}


class SetupError(Exception):
    """Something a person has to do first, in one sentence."""


def main(arguments: list[str]) -> int:
    """Set up what the first argument needs and hand over to it."""
    if sys.version_info < OLDEST:
        return _with_a_newer_python(arguments)
    if sys.maxsize < 2**32:
        raise SetupError("This is a 32-bit Python: install the 64-bit one from python.org.")
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb == "test":
        return run_tests(rest)
    if verb in {"texts", "lock"}:
        tool = {"texts": "catalogues.py", "lock": "lock.py"}[verb]
        return _hand_over([str(prepare(for_developers=True)), str(ROOT / "tools" / tool), *rest])
    python = prepare()
    if verb in {"", "open"} and has_screen():
        provide_libraries({**QT_LIBRARIES, **SCREEN_LIBRARIES})
    if not arguments and not has_screen():
        say("There is no screen here: the sample branch goes its whole round without one.")
        arguments = ["sample", "--round", "--into", str(ROOT / "sample")]
    os.environ["UNIONBOOK_COMMAND"] = f"{'py' if WINDOWS else 'python3'} start.py"
    return _hand_over([str(python), "-P", "-m", "unionbook", *arguments])


def prepare(*, for_developers: bool = False) -> Path:
    """Make or renew the environment and give its Python; quick when nothing changed."""
    began = time.monotonic()
    python, packages = make_environment()
    if install(python, RUNTIME, *([DEVELOPERS] if for_developers else [])):
        say(f"Everything is installed ({time.monotonic() - began:.0f} s).")
    make_importable(packages)
    compile_catalogues(python)
    return python


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_environment() -> tuple[Path, Path]:
    """Give the environment's Python and its folder of packages; make it where it is missing."""
    python = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
    packages = _folder_of_packages(python)
    if packages is None:
        if VENV.exists() and any(VENV.iterdir()):
            _remove_broken_environment()
        say(f"Making a Python environment in {VENV} …")
        # pip comes by another road: Debian's Python has no ensurepip unless asked for it.
        venv.EnvBuilder(with_pip=False, symlinks=not WINDOWS).create(VENV)
        packages = _folder_of_packages(python)
    if packages is None:
        raise SetupError(
            f"No Python environment could be made in {VENV}: set UNIONBOOK_VENV to another folder."
        )
    return python, packages


def _folder_of_packages(python: Path) -> Path | None:
    question = "import sys, sysconfig; print(sys.version_info[:2], sysconfig.get_path('purelib'))"
    try:
        answer = subprocess.run(
            [str(python), "-I", "-X", "utf8", "-c", question],
            capture_output=True,
            check=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.CalledProcessError):
        return None  # there is none yet, or the Python it was made from is gone
    version, _, packages = answer.stdout.strip().partition(") ")
    major, minor = version.strip("(").split(", ")
    return Path(packages) if (int(major), int(minor)) >= OLDEST else None


def _remove_broken_environment() -> None:
    if not (VENV / "pyvenv.cfg").is_file():
        raise SetupError(
            f"{VENV} is something else than a Python environment: move it away, or"
            " set UNIONBOOK_VENV to another folder."
        )
    say(f"The Python of {VENV} no longer works or is too old; it is made anew.")
    shutil.rmtree(VENV)


def install(python: Path, *locks: str) -> bool:
    """Install what the last lock holds unless just that is there; tell whether it was needed.

    The locks before it are those whose packages it holds too.
    """
    digests = [hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks]
    stamp = VENV / "installed-locks.txt"
    if stamp.is_file() and set(digests) <= set(stamp.read_text("ascii").split()):
        return False
    say("Installing the packages; the first time about 120 MB are downloaded …")
    command = [
        *find_pip(python),
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
        "--no-warn-script-location",
        "-r",
        str(ROOT / locks[-1]),
    ]
    log = VENV / "install.log"
    if _run_pip(command, log) != 0:
        raise SetupError(explain(log.read_text("utf-8", "replace"), log))
    stamp.write_text("\n".join(digests) + "\n", "ascii")
    return True


def find_pip(python: Path) -> list[str]:
    """Give the command that installs into the environment, however Python was packaged here."""
    inside = [str(python), "-m", "pip"]
    if _succeeds([*inside, "--version"]):
        return inside
    if importlib.util.find_spec("ensurepip") and _succeeds([str(python), "-m", "ensurepip"]):
        return inside
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(python)]
    provide_packages(["python3-venv"], why="Python's own installer, pip, is missing")
    if _succeeds([str(python), "-m", "ensurepip"]):
        return inside
    raise SetupError("Python's own installer, pip, is missing: install it and start again.")


def _run_pip(command: list[str], log: Path) -> int:
    """Run pip, its words in ``log``; show what is being downloaded, which is what takes long."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    pip = subprocess.Popen(
        command,
        env={**os.environ, **quiet, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with pip, log.open("w", encoding="utf-8") as kept:
        for line in pip.stdout or ():
            kept.write(line)
            kept.flush()
            if " MB)" in line and line.lstrip().startswith("Downloading "):
                name, size = line.split()[1], line[line.rindex("(") :].strip()
                say(f"  {name.split('-')[0]} {size}")
    return pip.returncode


def explain(output: str, log: Path) -> str:
    """Say in one sentence why pip gave up, and where all it said is kept."""
    sentence = next((meaning for sign, meaning in _PIP_FAILURES.items() if sign in output), "")
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    last = errors[-1] if errors else "pip stopped without a word."
    return f"{sentence or 'The packages could not be installed.'}\n  {last}\n  More in {log}"


def make_importable(packages: Path) -> None:
    """Let the environment's Python find the package in this checkout."""
    # Python 3.11 reads a .pth in the system's encoding: as code it needs no letter beyond ASCII.
    line = f"import sys; sys.path.append({str(ROOT)!a})\n"
    pointer = packages / "unionbook-checkout.pth"
    if not pointer.is_file() or pointer.read_text("ascii") != line:
        pointer.write_text(line, "ascii")
    _write_launcher()


def _write_launcher() -> None:
    """Put the command ``unionbook`` beside the environment's Python."""
    if WINDOWS:
        place = VENV / "Scripts" / "unionbook.cmd"
        text = '@"%~dp0python.exe" -P -m unionbook %*\r\n'
    else:
        place = VENV / "bin" / "unionbook"
        text = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m unionbook "$@"\n'
    if not place.is_file() or place.read_bytes() != text.encode("ascii"):
        place.write_bytes(text.encode("ascii"))
        place.chmod(0o755)


def compile_catalogues(python: Path) -> None:
    """Compile the translations that changed; where nothing may be written, the program does."""
    for source in sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        if os.access(source.parent, os.W_OK):
            command = [str(python), "-m", "babel.messages.frontend", "-q", "compile"]
            if not _succeeds([*command, "-i", str(source), "-o", str(compiled)]):
                raise SetupError(f"The catalogue {source} has a mistake: run 'start.py texts'.")


def provide_libraries(wanted: dict[str, str]) -> None:
    """See to it that Qt finds the system's libraries it loads; only Linux may lack them."""
    missing = missing_libraries(wanted) if LINUX else []
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise SetupError("Install these system libraries and start again: " + ", ".join(missing))
    provide_packages([wanted[name] for name in missing], why="System libraries are missing")
    missing = missing_libraries(wanted)
    if missing:
        raise SetupError("These system libraries are still missing: " + ", ".join(missing))


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Give those of the wanted libraries that cannot be loaded."""
    return [name for name in wanted if not _can_load(name)]


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_packages(packages: list[str], *, why: str) -> None:
    """Install Debian packages as root, or say the one line that does."""
    apt = shutil.which("apt-get")
    line = "apt-get install --no-install-recommends " + " ".join(packages)
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(f"{why}. Run this line and start again:\n  sudo {line}")
    say(f"{why}; installing {', '.join(packages)} …")
    command = [apt, "install", "-y", "--no-install-recommends", *packages]
    # A fresh machine has no lists of packages yet: then fetch them, once, and try again.
    if not (_succeeds(command) or (_succeeds([apt, "update"]) and _succeeds(command))):
        raise SetupError(f"{why}, and this line failed; run it to see why:\n  {line}")


def run_tests(arguments: list[str]) -> int:
    """Run every check, then pytest, whose closing line is the last thing said."""
    python = prepare(for_developers=True)
    on_screen = has_screen() and os.environ.get("QT_QPA_PLATFORM", "offscreen") != "offscreen"
    provide_libraries({**QT_LIBRARIES, **(SCREEN_LIBRARIES if on_screen else {})})
    script = python.parent / ("lint-imports.exe" if WINDOWS else "lint-imports")
    checks = {
        "mypy": [str(python), "-m", "mypy"],
        "ruff check": [str(python), "-m", "ruff", "check", "."],
        "ruff format": [str(python), "-m", "ruff", "format", "--check", "."],
        "lint-imports": [str(script)],
    }
    with ThreadPoolExecutor(2) as both:  # mypy on one core, the others on another
        clean = dict(zip(checks, both.map(_is_clean, checks, checks.values())))
    unclean = [name for name in checks if not clean[name]]
    code, closing = _run_pytest([str(python), "-m", "pytest", *SPREAD, *arguments])
    if unclean:
        print(f"\nNot clean: {', '.join(unclean)} (see above the tests)\n{closing}", flush=True)
    return code or (1 if unclean else 0)


def _is_clean(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        encoding="utf-8",
        check=False,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    verdict = "not clean" if done.returncode else "clean"
    told = f"{name}: {verdict} ({time.monotonic() - began:.1f} s)\n"
    # In one piece: another check speaks at the same time.
    print(told + (f"{done.stdout}\n" if done.returncode else ""), end="", flush=True)
    return done.returncode == 0


def _run_pytest(command: list[str]) -> tuple[int, str]:
    """Run the tests, shown as they go; give their exit code and closing line."""
    tests = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    tail = b""
    with tests:
        while tests.stdout and (piece := os.read(tests.stdout.fileno(), 65536)):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            tail = (tail + piece)[-4096:]
    lines = tail.decode("utf-8", "replace").split("\n")
    return tests.returncode, next((line for line in reversed(lines) if line.strip()), "")


def say(sentence: str) -> None:
    """Tell the person what goes on, beside the program's own output."""
    print(sentence, file=sys.stderr, flush=True)


def _succeeds(command: list[str]) -> bool:
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=surroundings, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def _hand_over(command: list[str]) -> int:
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 - the program takes this process's place
    return subprocess.call(command)


def _with_a_newer_python(arguments: list[str]) -> int:
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and _succeeds([newer, "-c", "import venv"]):
            return _hand_over([newer, str(Path(__file__).resolve()), *arguments])
    found = ".".join(str(part) for part in sys.version_info[:3])
    raise SetupError(
        f"unionbook needs Python 3.11 or later, and this is Python {found}: install a"
        " newer one from python.org or your system's packages."
    )


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a path may hold letters the terminal lacks
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as refusal:
        sys.exit(f"unionbook: {refusal}")
    except OSError as trouble:
        sys.exit(f"unionbook: This PC refuses a step of the set-up. {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
