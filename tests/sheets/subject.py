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


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The file was refused with this sentence."""


def command(path: Path, *more: str) -> list[str]:
    """Give the command that previews ``path``."""
    asked = ["import", "members", str(path), "--preview", "--json", *more]
    return [sys.executable, "-m", "unionbook", *asked]


def guarded(path: Path, *more: str) -> list[str]:
    """Give the same command with its hands tied: no network, no programs, no file written."""
    _, _, _, *asked = command(path, *more)
    return [sys.executable, str(Path(__file__).with_name("guard.py")), *asked]


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
    assert "Traceback" not in out + err, (out + err)[-2000:]
    raise Refused((err.strip() or out.strip())[-1000:])


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
