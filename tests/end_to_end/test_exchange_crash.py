# SPDX-License-Identifier: Apache-2.0
"""Processes are killed while they make and take in files; sticks fill up and are pulled.

Two PCs of a branch and a desk above them, in real registers. A child makes a file for the other PC
or for the month, or takes one in, and is killed at a random moment. After each kill every register
must be whole, with all of the file or nothing of it; done again it counts once, every file that
lies on the stick is taken in, the PCs are equal, the books balance and the receipt confirms. The
suite does this a few times; by hand ``python tests/end_to_end/test_exchange_crash.py --kills 200``
(``--stick FOLDER`` for a real stick, or one in memory that is nearly full).
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent.parent.parent)]

import offices  # noqa: E402 - the project is found by the line above when run by hand
import pytest  # noqa: E402 - likewise
import registers  # noqa: E402 - likewise
import replicas  # noqa: E402 - likewise

from unionbook.errors import UnionbookError  # noqa: E402 - likewise
from unionbook.operations import (  # noqa: E402 - likewise
    bundle_files,
    bundle_history,
    bundles,
    dues,
    dues_rules,
    federation_down,
    ledger,
    members,
    months,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from offices import PC

SHORT_KILLS = 6
FULL = (4_000, 20_000, 60_000)
"""Bytes after which a file can grow no more."""


class Offices:
    """Two PCs of a branch, a desk, and the stick that goes round."""

    def __init__(self, place: Path, stick: Path, dice: random.Random, people: int) -> None:
        self.stick, self.dice, self.people = stick, dice, people
        self.one = offices.found(place / "a", "one", branch="Công đoàn Sao Mai")
        self.desk = offices.found(
            place / "f", "desk", branch="Liên đoàn Phường Sao", kind="federation"
        )
        with self.one.open() as session:
            ledger.set_up_books(session)
            dues_rules.adopt_rule(session, key="wage_capped", since="2025-08-01")
        self.two = offices.join(place / "a", "two", self.one, stick)
        self.unit = offices.connect(self.desk, self.one, stick, "Sao Mai")
        self.carry(self.two, self.one)
        self.carry(self.one, self.two)
        self.lives: dict[str, float] = {}

    def carry(self, giver: PC, taker: PC) -> None:
        """Carry a file over with nothing going wrong."""
        with giver.open() as session:
            made = bundles.make_for_branch(session, to=self.stick)
        with taker.open() as session:
            assert bundles.apply_bundle(session, path=made.path).state == "applied"
        made.path.unlink()

    def work(self, pc: PC) -> None:
        """Let people come, be corrected, owe and pay."""
        with pc.open() as session:
            people = registers.invent(self.people, self.dice.randrange(10**6))
            for person in people:
                person.pop("employee_number")
                person["wage"] = 8_000_000
            ids = registers.enrol_many(session, [drop_wage(one) for one in people])
            members.change_members(session, ids=ids[::3], values={"job": "Thợ may"})
            lines = [
                ledger.Line(ledger.by_role(session, "cash"), 1000),
                ledger.Line(ledger.by_role(session, "bank"), -1000),
            ]
            ledger.post_voucher(session, kind="transfer", lines=lines, on="2025-09-15")
            dues.assess_month(session, month=self.dice.choice(["2025-08", "2025-09"]))

    def expect_one_register(self) -> None:
        """Fail where the PCs of the branch do not come to hold the same, or it does not balance."""
        for giver, taker in ((self.one, self.two), (self.two, self.one), (self.one, self.two)):
            self.carry(giver, taker)
        with self.one.open() as one, self.two.open() as two:
            replicas.expect_equal(one, two)
            assert not one.database.rows(
                "SELECT voucher_id FROM voucher_lines GROUP BY voucher_id HAVING sum(amount) <> 0"
            )

    def expect_all_told(self) -> None:
        """Fail where the desk does not know just the members of the branch, or its receipt not."""
        with self.one.open() as session:
            wanted = session.database.rows("SELECT full_name FROM members ORDER BY 1")
            assert months.preview_month(session).tables == ()
            assert bundle_history.waiting(session).steps == 0
        with self.desk.open() as session:
            held = session.database.rows("SELECT full_name FROM unit_members ORDER BY 1")
            registers.expect_whole(session)
        assert held == wanted


def drop_wage(person: dict[str, Any]) -> dict[str, Any]:
    """Give what a person holds that needs no date."""
    return {name: value for name, value in person.items() if name != "wage"}


def make(session: Any, what: str, unit: int, to: Path) -> Path:
    """Make a file: for the other PC, for the month, or down to the branch."""
    if what == "month":
        return months.make_month(session, to=to).path
    if what == "down":
        return federation_down.make_down(session, unit_id=unit, to=to).path
    return bundles.make_for_branch(session, to=to).path


def do(what: str, folder: Path, unit: int, path: Path, most: int = 0) -> None:
    """Do one thing and say when it begins and when it is done: this is the child.

    ``most`` is how many bytes a file may have from then on.
    """
    session = registers.reopen(folder)
    os.write(1, b"open\n")
    if most:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        if what == "take":
            bundles.apply_bundle(session, path=path)
        else:
            make(session, what, unit, path)
    except UnionbookError as refusal:
        os.write(1, f"refused {refusal}\n".encode())
    os.write(1, b"done\n")
    session.close()


def child_of(pc: PC, what: str, unit: int, path: Path, *limit: str) -> subprocess.Popen[bytes]:
    """Start a child that does one thing at a PC."""
    return subprocess.Popen(
        [sys.executable, str(HERE), "--do", what, str(pc.folder), str(unit), str(path), *limit],
        env={**os.environ, "UNIONBOOK_HOME": str(pc.home), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def kill_at(room: Offices, pc: PC, what: str, path: Path) -> bool:
    """Let a child do something and kill it at a random moment; tell whether it was cut short."""
    child = child_of(pc, what, room.unit, path)
    ready, _, _ = select.select([child.stdout], [], [], 60)
    told = os.read(child.stdout.fileno(), 5) if ready else b""
    began = time.monotonic()
    if told.startswith(b"open"):
        usual = room.lives.get(what, 0.5)
        ready, _, _ = select.select([child.stdout], [], [], room.dice.random() * usual * 1.1)
        room.lives[what] = (usual + time.monotonic() - began) / 2 if ready else usual * 1.05
    child.send_signal(signal.SIGKILL)
    rest, complaint = child.communicate()
    told += rest
    if b"refused" in told or (b"open" not in told) or child.returncode not in (0, -signal.SIGKILL):
        pytest.fail(f"{what}: {told.decode()} {complaint.decode()}")
    return b"done" not in told


def make_under_kills(room: Offices, pc: PC, what: str, done: Counter[str]) -> list[Path]:
    """Kill who makes a file, look at what is left, and make it; give all files there are now."""
    if kill_at(room, pc, what, room.stick):
        done[f"killed while making ({what})"] += 1
    with pc.open() as session:
        registers.expect_whole(session)
        left = sorted(room.stick.glob("*.unionbundle"))
        for path in left:
            bundles.inspect_bundle(path=path)
            done["files that were whole already"] += 1
        made = make(session, what, room.unit, room.stick)
    return [*left, made]


def take_under_kills(room: Offices, pc: PC, paths: list[Path], done: Counter[str]) -> None:
    """Kill who takes files in; it is all or nothing, and counts once however often it is done."""
    room.dice.shuffle(paths)
    for path in paths:
        with pc.open() as session:
            before, taken = registers.content(session), files_taken(session)
        if kill_at(room, pc, "take", path):
            done["killed while taking in"] += 1
        with pc.open() as session:
            registers.expect_whole(session)
            if files_taken(session) == taken:
                assert told(registers.content(session)) == told(before)
            else:
                done["taken in before the kill"] += 1
            state = bundles.apply_bundle(session, path=path).state
            assert state in ("applied", "known", "kept"), state
    for path in paths:
        with pc.open() as session:
            before, taken = registers.content(session), files_taken(session)
            assert bundles.apply_bundle(session, path=path).state == "known"
            assert told(registers.content(session)) == told(before)
            assert files_taken(session) == taken
        path.unlink()


def files_taken(session: Any) -> list[tuple[Any, ...]]:
    """Give the files that were taken in."""
    return list(session.database.rows("SELECT * FROM bundles ORDER BY id"))


def told(content: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Give what a file may bring: not what a PC notes of itself when it is opened."""
    return {name: rows for name, rows in content.items() if name in BROUGHT}


BROUGHT = ("members", "member_events", "vouchers", "voucher_lines", "unit_members")


def rounds(room: Offices, done: Counter[str]) -> Iterator[None]:
    """Go round: between the PCs of the branch, up to the desk, and its receipt down again."""
    while True:
        giver, taker = room.dice.sample([room.one, room.two], 2)
        room.work(giver)
        files = make_under_kills(room, giver, "branch", done)
        yield
        take_under_kills(room, taker, files, done)
        yield
        room.expect_one_register()
        files = make_under_kills(room, room.one, "month", done)
        yield
        take_under_kills(room, room.desk, files, done)
        yield
        files = make_under_kills(room, room.desk, "down", done)
        take_under_kills(room, room.one, files, done)
        room.expect_all_told()
        done["rounds"] += 1
        yield


def killed(done: Counter[str]) -> int:
    """Count the processes that were cut short."""
    return sum(number for name, number in done.items() if name.startswith("killed"))


def crash(
    room: Offices, kills: int, until: float = float("inf"), done: Counter[str] | None = None
) -> Counter[str]:
    """Go round until so many were killed; give how often what happened."""
    done = Counter() if done is None else done
    for _step in rounds(room, done):
        whole = done["rounds"] > 0
        if whole and (killed(done) >= kills or time.monotonic() > until):
            return done
    raise AssertionError


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_who_is_killed_leaves_all_or_nothing(tmp_path: Path, stick: Path):
    seed = random.randrange(10**9)
    room = Offices(tmp_path, stick, random.Random(seed), people=40)
    done = crash(room, SHORT_KILLS, until=time.monotonic() + 20)
    assert done["rounds"] >= 1, (seed, done)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def branch(tmp_path: Path, stick: Path) -> tuple[PC, PC]:
    one = offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")
    two = offices.join(tmp_path / "a", "two", one, stick)
    for giver, taker in ((two, one), (one, two)):
        with giver.open() as session:
            made = bundles.make_for_branch(session, to=stick)
        with taker.open() as session:
            bundles.apply_bundle(session, path=made.path)
        made.path.unlink()
    with one.open() as session:
        registers.enrol_many(session, registers.invent(400))
    return one, two


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind are POSIX's")
@pytest.mark.parametrize("most", FULL)
def test_a_full_stick_leaves_nothing_behind(branch: tuple[PC, PC], stick: Path, most: int):
    one, two = branch
    said, complaint = child_of(one, "branch", 0, stick, str(most)).communicate()
    assert complaint == b""
    with one.open() as session:
        registers.expect_whole(session)
    if b"refused" in said:
        assert list(stick.iterdir()) == []
    with one.open() as session:
        made = bundles.make_for_branch(session, to=stick)
    with two.open() as session:
        assert bundles.apply_bundle(session, path=made.path).state == "applied"
        assert session.database.value("SELECT count(*) FROM members") == 400
    assert b"refused" in said or most > made.size


class Failing:
    """Lets the n-th call to the stick fail, as one that is pulled at that moment does."""

    def __init__(self, patch: pytest.MonkeyPatch, turn: int) -> None:
        self.left = turn
        opened, replaced, fsync = Path.open, Path.replace, os.fsync

        def open_(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            stream = opened(path, mode, *more, **named)
            return Stream(stream, self) if path.suffix in (".part", ".unionbundle") else stream

        def replace_(path: Path, target: Path) -> Path:
            self.count()
            return replaced(path, target)

        def fsync_(handle: int) -> None:
            self.count()
            fsync(handle)

        patch.setattr(Path, "open", open_)
        patch.setattr(Path, "replace", replace_)
        patch.setattr(bundle_files.os, "fsync", fsync_)

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.EIO, "the system's own words")


class Stream:
    """A file on a stick that may fail at any moment."""

    def __init__(self, stream: Any, failing: Failing) -> None:
        self.stream, self.failing = stream, failing

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.stream.close()

    def write(self, data: bytes) -> int:
        self.failing.count()
        return int(self.stream.write(data))

    def flush(self) -> None:
        self.failing.count()
        self.stream.flush()

    def read(self, size: int = -1) -> bytes:
        self.failing.count()
        return bytes(self.stream.read(size))


def test_a_stick_pulled_at_any_moment_leaves_nothing_behind(branch: tuple[PC, PC], stick: Path):
    one, two = branch
    turn = 0
    with one.open() as session:
        before = bundle_history.list_bundles(session)
        while True:
            turn += 1
            with pytest.MonkeyPatch.context() as patch:
                failing = Failing(patch, turn)
                try:
                    made = bundles.make_for_branch(session, to=stick)
                except UnionbookError as refusal:
                    told = str(refusal)
                    assert "still connected" in told or "another stick" in told
                else:
                    assert failing.left > 0
                    break
            assert list(stick.iterdir()) == [], turn
            assert bundle_history.list_bundles(session) == before
    assert turn > 5
    with two.open() as session:
        assert bundles.apply_bundle(session, path=made.path).state == "applied"


def main() -> None:
    """Kill by hand, or be the child that is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--people", type=int, default=300, help="who come in each round")
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--stick", type=Path, help="where the files lie; a folder that is empty")
    parser.add_argument("--do", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.do:
        what, folder, unit, path, *limit = chosen.do
        do(what, Path(folder), int(unit), Path(path), *map(int, limit))
        return
    print(f"seed {chosen.seed}", flush=True)  # noqa: T201 - run by hand
    with tempfile.TemporaryDirectory() as place:
        stick = chosen.stick or Path(place) / "stick"
        stick.mkdir(exist_ok=True)
        room = Offices(Path(place), stick, random.Random(chosen.seed), chosen.people)
        until, done = time.monotonic() + chosen.minutes * 60, Counter[str]()
        try:
            crash(room, chosen.kills, until, done)
        finally:
            print(dict(done))  # noqa: T201 - run by hand


if __name__ == "__main__":
    main()
