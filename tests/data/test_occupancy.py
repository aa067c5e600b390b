# SPDX-License-Identifier: Apache-2.0
"""One writer at a time, who is named; a PC that failed lets go."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
import registers

from unionbook.data import occupancy
from unionbook.errors import InUseError
from unionbook.operations import members, sessions

HOLDER = """
import sys, time
from pathlib import Path
import registers
session = registers.open_as(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
session.close()
"""


@contextmanager
def another_process(folder: Path, user: str = registers.HEAD):
    tests = Path(__file__).parent.parent
    paths = [str(tests), str(tests.parent)]
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), user],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline() == b"open\n"
        yield process
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(20)


def test_a_second_writer_is_told_who_where_and_since_when(folder: Path):
    with another_process(folder):
        with pytest.raises(InUseError) as caught:
            registers.reopen(folder)
        said = str(caught.value)
        assert registers.HEAD in said
        assert occupancy.computer() in said
        assert re.search(r"since \d\d/\d\d/\d{4} \d\d:\d\d", said)
        assert "read-only" in said
        holder = sessions.holder_of(folder)
        assert (holder.user, holder.computer) == (registers.HEAD, occupancy.computer())


def test_it_can_be_read_while_another_writes(folder: Path):
    with another_process(folder):
        reader = registers.reopen(folder, read_only=True)
        assert len(members.list_member_ids(reader)) == 3
        reader.close()
        with pytest.raises(InUseError):
            registers.reopen(folder)


def test_it_is_free_when_the_other_has_closed_it(folder: Path):
    with another_process(folder):
        pass
    assert sessions.holder_of(folder) is None
    registers.reopen(folder).close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_it_is_free_when_the_other_was_killed(folder: Path):
    with another_process(folder) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        assert sessions.holder_of(folder) is None
        session = registers.reopen(folder)
        registers.enrol(session)
        registers.expect_whole(session)
        session.close()


def test_two_windows_of_one_process_do_not_share_it(session):
    with pytest.raises(InUseError):
        registers.reopen(session.register.folder)


def test_a_holder_that_cannot_be_read_is_still_a_holder(folder: Path):
    with another_process(folder):
        (folder / "in-use.json").write_bytes(b"{")
        with pytest.raises(InUseError, match="another window or on another PC"):
            registers.reopen(folder)
        assert sessions.holder_of(folder) is not None


def test_what_is_said_of_the_holder_names_no_member(session):
    held = msgspec.json.decode((session.register.folder / "in-use.json").read_bytes())
    assert set(held) == {"user", "computer", "since"}


def test_a_refused_opening_leaves_the_register_free(folder: Path):
    (folder / "cases.db").rename(folder / "gone.db")
    for _turn in range(2):
        with pytest.raises(Exception, match="missing or empty"):
            registers.reopen(folder)
    (folder / "gone.db").rename(folder / "cases.db")
    assert sessions.holder_of(folder) is None
    registers.reopen(folder).close()


def test_a_note_that_stays_behind_keeps_nobody_out(folder: Path):
    session = registers.reopen(folder)
    note = (folder / "in-use.json").read_bytes()
    session.close()
    (folder / "in-use.json").write_bytes(note)
    assert sessions.holder_of(folder) is None
    registers.reopen(folder).close()


def test_a_folder_that_goes_away_while_open_does_not_keep_the_lock(folder: Path):
    session = registers.reopen(folder)
    (folder / "in-use.json").unlink()
    session.close()
    assert sessions.holder_of(folder) is None
    registers.reopen(folder).close()
