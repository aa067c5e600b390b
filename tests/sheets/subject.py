# SPDX-License-Identifier: Apache-2.0
"""The one place that knows how the importer is reached: its answer is issue 2's JSON.

``preview`` asks for a preview without a register and gives the answer as a dictionary;
``Refused`` carries the sentence of a refusal. Run as a program it prints the same as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Until the command line can import, this file does its part.
_BRIDGED = not (ROOT / "unionbook" / "cli" / "imports.py").exists()
_PROGRAM = [__file__] if _BRIDGED else ["-m", "unionbook"]


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The file was refused with this sentence."""


def command(path: Path, *more: str) -> list[str]:
    """Give the command that previews ``path``."""
    return [sys.executable, *_PROGRAM, *_asked(path, more)]


def guarded(path: Path, *more: str) -> list[str]:
    """Give the same command with its hands tied: no network, no programs, no file written."""
    guard = str(Path(__file__).with_name("guard.py"))
    return [sys.executable, guard, _PROGRAM[-1], *_asked(path, more)]


def _asked(path: Path, more: tuple[str, ...]) -> list[str]:
    return ["import", "members", str(path), "--preview", "--json", *more]


def environment(scratch: Path | None = None) -> dict[str, str]:
    """Give the environment of a child: English, no register, its own scratch folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNIONBOOK")}
    kept |= {"PYTHONPATH": str(ROOT), "UNIONBOOK_LANGUAGE": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    if scratch is not None:
        kept |= {name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP", "UNIONBOOK_HOME")}
    return kept


def understood(code: int, out: str, err: str) -> dict[str, Any]:
    """Give the answer of a finished child, or raise ``Refused``."""
    if code == 0:
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer
    raise Refused(sentence_of(out, err))


def sentence_of(out: str, err: str) -> str:
    """Give the sentence of a refusal; a mistake of the program is none."""
    assert "Traceback" not in out + err, (out + err)[-2000:]
    try:
        error = json.loads(out or err)["error"]
    except (ValueError, KeyError, TypeError):
        return (err.strip() or out.strip())[-1000:]
    assert not error.get("report"), error
    return str(error["message"])


def preview(path: Path, *more: str) -> dict[str, Any]:
    """Preview a file without a register and give the answer."""
    done = subprocess.run(
        command(path, *more), capture_output=True, env=environment(), timeout=120, check=False
    )
    return understood(done.returncode, done.stdout.decode(), done.stderr.decode())


def answer_or_refusal(path: Path, *more: str) -> dict[str, Any] | str:
    """Preview a file and give the answer, or the sentence with which it was refused."""
    try:
        return preview(path, *more)
    except Refused as refusal:
        return str(refusal)


def main() -> None:
    """Do what the command line will: print the preview as JSON, or a sentence and exit 1."""
    from unionbook.errors import UnionbookError
    from unionbook.operations.imports import preview_import

    try:
        answer = preview_import(None, path=Path(sys.argv[3])).as_json()
    except UnionbookError as refusal:
        sys.exit(str(refusal))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
