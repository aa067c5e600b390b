# SPDX-License-Identifier: Apache-2.0
"""The one place that knows how the importer is reached: its command, as issue 2 describes it.

``preview`` runs the command inside this process and gives its JSON as a dictionary; ``guarded``
is the command line to run it as a process of its own. ``Refused`` carries a refusal's sentence.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The file was refused with this sentence."""


def arguments(path: Path, *more: str) -> list[str]:
    """Give the arguments that preview ``path``."""
    return ["import", "members", str(path), "--preview", "--json", *more]


def guarded(path: Path, *more: str) -> list[str]:
    """Give the command with its hands tied: no network, no programs, no file written."""
    guard = str(Path(__file__).with_name("guard.py"))
    return [sys.executable, guard, "unionbook", *arguments(path, *more)]


def environment(scratch: Path) -> dict[str, str]:
    """Give the environment of a child: English, no register, its own scratch folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNIONBOOK")}
    kept |= {"PYTHONPATH": str(ROOT), "UNIONBOOK_LANGUAGE": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | {name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP", "UNIONBOOK_HOME")}


def preview(path: Path, *more: str) -> dict[str, Any]:
    """Preview a file without a register and give the answer, or raise ``Refused``."""
    from click.testing import CliRunner

    from unionbook.cli.root import root

    done = CliRunner().invoke(root, arguments(path, *more), standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    if done.return_value:
        raise Refused(sentence_of(done.stdout, done.stderr))
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def sentence_of(out: str, err: str) -> str:
    """Give the sentence of a refusal; a mistake of the program is none."""
    assert "Traceback" not in out + err, (out + err)[-2000:]
    try:
        error = json.loads(out or err)["error"]
    except (ValueError, KeyError, TypeError):
        return (err.strip() or out.strip())[-1000:]
    assert not error.get("report"), error
    return str(error["message"])


def answer_or_refusal(path: Path, *more: str) -> dict[str, Any] | str:
    """Preview a file and give the answer, or the sentence with which it was refused."""
    try:
        return preview(path, *more)
    except Refused as refusal:
        return str(refusal)
