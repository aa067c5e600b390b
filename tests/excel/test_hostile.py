# SPDX-License-Identifier: Apache-2.0
"""Files that would do harm: each ends in rows or in one sentence, in time, and leaves nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sheets import all_hostile, subject
from sheets.checking import NOT_TAKEN

if TYPE_CHECKING:
    from sheets.model import Hostile

SECONDS = 30  # of the processor: how busy the PC is besides is not the file's doing
PATIENCE = 300  # seconds after which it hangs
KILOBYTES = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_OURS = ("Traceback (most recent call last)", "panicked at", "guard:", "Segmentation fault")


@pytest.mark.parametrize("hostile", all_hostile(), ids=lambda hostile: hostile.name)
def test_no_file_does_harm(hostile: Hostile, tmp_path: Path) -> None:
    folder, scratch = tmp_path / "file", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    path = hostile.build(folder)
    before = everything_in(folder)
    code, out, err, seconds, peak = run(path, scratch)
    said = (out[-2000:] + err[-2000:])[-3000:]
    assert code >= 0, f"died of signal {-code} after {seconds:.1f} s\n{said}"
    assert not [word for word in _OURS if word in out + err], said
    assert seconds <= SECONDS
    assert peak <= max(KILOBYTES, own_peak()), f"took {peak // 1024} MB"
    assert not everything_in(scratch), "files were written"
    assert everything_in(folder) == before
    expect_outcome(hostile, code, out, err)


def run(path: Path, scratch: Path) -> tuple[int, str, str, float, int]:
    """Preview the file in a guarded child; give code, output, errors, seconds, peak kilobytes."""
    environment = subject.environment(scratch) | {"HOME": str(scratch)}
    outputs = [os.memfd_create(name) for name in ("out", "err")] if _HAS_MEMORY_FILES else []
    if not outputs:
        return _run_simply(path, scratch, environment)
    child = subprocess.Popen(
        subject.guarded(path), stdin=subprocess.DEVNULL, stdout=outputs[0], stderr=outputs[1],
        cwd=scratch, env=environment,
    )  # fmt: skip
    code, seconds, peak = _wait(child, time.monotonic() + PATIENCE)
    texts = []
    for output in outputs:
        with os.fdopen(output, "rb") as stream:
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    return code, texts[0], texts[1], seconds, peak


def own_peak() -> int:
    """Give this process's own peak in kilobytes: for the kernel a child starts with it."""
    if not _HAS_MEMORY_FILES:
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


_HAS_MEMORY_FILES = hasattr(os, "memfd_create") and hasattr(os, "wait4")


def _wait(child: subprocess.Popen[bytes], until: float) -> tuple[int, float, int]:
    """Wait for the child by its own resource usage; end it when its time is over."""
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss
        if time.monotonic() > until:
            child.kill()
        time.sleep(0.01)


def _run_simply(
    path: Path, scratch: Path, environment: dict[str, str]
) -> tuple[int, str, str, float, int]:
    done = subprocess.run(
        subject.guarded(path), capture_output=True, cwd=scratch, env=environment,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return done.returncode, out, err, 0, 0


def everything_in(folder: Path) -> list[str]:
    """Give every path below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def expect_outcome(hostile: Hostile, code: int, out: str, err: str) -> None:
    """Hold the answer against what was expected of it."""
    for text in hostile.absent:
        assert text not in out + err, f"{text!r} stands in the answer"
    if code != 0:
        sentence = subject.sentence_of(out, err)
        assert hostile.outcome != "rows", f"refused: {sentence}"
        assert sentence, "refused without a word"
        assert len(sentence.splitlines()) <= 2, sentence
        assert hostile.says in sentence
        return
    answer = json.loads(out)
    assert not control_signs(answer), "control signs reached a member's record"
    names = taken_names(answer)
    assert not hostile.says, f"read although it should be refused: {answer['warnings']}"
    if hostile.outcome == "refused":
        assert not names, f"should be refused, yet {len(names)} people were taken"
        reasons = [sheet.get("reason") for sheet in answer["sheets"]]
        assert any(answer["warnings"] + reasons), "nobody is taken, and nothing is said"
    elif hostile.outcome == "rows" or names:
        missing = [name for name in hostile.names if name not in names]
        assert not missing, f"{missing} not found among {names[:5]}"


def control_signs(answer: dict[str, Any]) -> list[str]:
    """Give the values of people taken that hold signs which no text should hold."""
    rows = [row for row in answer["rows"] if row["action"] not in NOT_TAKEN]
    values = [str(value) for row in rows for value in (row.get("member") or {}).values()]
    return [value for value in values if _CONTROL.search(value)]


def taken_names(answer: dict[str, Any]) -> list[str]:
    """Give the names of the people taken."""
    rows = [row for row in answer["rows"] if row["action"] not in NOT_TAKEN]
    return [str((row.get("member") or {}).get("full_name")) for row in rows]


def test_every_hostile_file_has_its_own_name() -> None:
    names = [hostile.name for hostile in all_hostile()]
    assert len(names) == len(set(names))
    assert len(names) >= 40
