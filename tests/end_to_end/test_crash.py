# SPDX-License-Identifier: Apache-2.0
"""The process is killed at random moments of its work: nothing acknowledged is ever lost.

A child works on a register (single changes, bulk imports, undoing, backups, encrypting anew) and
tells each finished step through a pipe. It is killed, the register is opened again, and must
verify, hold every step told, and be the same index as one made anew. The suite does this a few
times; by hand, with a thousand kills: ``python tests/end_to_end/test_crash.py --kills 1000``.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent.parent.parent)]

import pytest  # noqa: E402 - the project is found by the line above when run by hand
import registers  # noqa: E402 - likewise

from unionbook.operations import backups, imports, members, users, verify  # noqa: E402 - likewise
from unionbook.operations.events import record_event  # noqa: E402 - likewise
from unionbook.operations.history import last_step, undo_commit  # noqa: E402 - likewise

SHORT_KILLS = 20
PATIENCE = 300  # seconds in which a step has to be told
MOST_STEPS = 16  # told before the kill
LONGEST_MOMENT = 0.1  # seconds between the last of them and the kill


class Work:
    """What the child does until it is killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.session = registers.reopen(folder)
        self.ids = list(members.list_member_ids(self.session))

    def say(self, what: str, commit: int = 0) -> None:
        """Acknowledge a step: from here on it must not be lost."""
        os.write(1, f"{what} {commit}\n".encode())

    def forever(self) -> None:
        self.say("open")
        steps = [
            *[self.enrol] * 6, *[self.correct] * 6, *[self.event] * 3, *[self.undo] * 3,
            *[self.many] * 2, *[self.take_in] * 2, self.change_many, self.backup, self.rekey,
        ]  # fmt: skip
        while True:
            step = self.dice.choice(steps) if len(self.ids) > 1 else self.many
            step()

    def enrol(self) -> None:
        [person] = registers.invent(1, self.dice.randrange(10**6))
        person.pop("employee_number")
        changes = members.enrol_member(self.session, values=person)
        self.ids.extend(changes.rows["members"])
        self.say("enrol", changes.commit_id)

    def correct(self) -> None:
        changes = members.correct_member(
            self.session,
            member_id=self.dice.choice(self.ids),
            values={"job": f"Việc {self.dice.randrange(10**6)}"},
        )
        self.say("correct", changes.commit_id)

    def event(self) -> None:
        member = self.dice.choice(self.ids)
        record = members.get_member(self.session, member_id=member)
        kind = "exempted" if record.values["status"] == "active" else "resumed"
        changes = record_event(self.session, member_ids=[member], kind=kind)
        self.say("event", changes.commit_id)

    def undo(self) -> None:
        step = last_step(self.session)
        if step is not None and step.can_be_undone:
            changes = undo_commit(self.session, commit_id=step.id)
            self.ids = list(members.list_member_ids(self.session))
            self.say("undo", changes.commit_id)

    def many(self) -> None:
        count = self.dice.randrange(50, 800)
        numbers = registers.enrol_many(
            self.session, registers.invent(count, self.dice.randrange(10**6))
        )
        self.ids.extend(numbers)
        self.say("import", self.last_commit())

    def take_in(self) -> None:
        path = Path(os.environ["UNIONBOOK_HOME"]) / "list.csv"
        people = registers.invent(self.dice.randrange(300, 1500), self.dice.randrange(10**6))
        lines = ["Họ và tên;Ngày sinh;Số ĐT;Bộ phận"]
        lines += [
            ";".join((one["full_name"], one["born_on"], one["phone"], one["department"]))
            for one in people
        ]
        path.write_text("\n".join(lines), "utf-8")
        preview = imports.preview_import(self.session, path=path)
        done = imports.take_import(self.session, preview=preview)
        self.ids = list(members.list_member_ids(self.session))
        self.say("import", done.commit_id)

    def change_many(self) -> None:
        some = self.dice.sample(self.ids, len(self.ids) // 2)
        changes = members.change_members(
            self.session, ids=some, values={"department": f"May {self.dice.randrange(9)}"}
        )
        self.say("change", changes.commit_id)

    def backup(self) -> None:
        made = backups.make_backup(self.session)
        self.say(f"backup:{made.backup.path.name.replace(' ', '_')}")

    def rekey(self) -> None:
        there = [user.name for user in users.list_users(self.session) if not user.is_self]
        if there:
            users.remove_user(self.session, name=there[0])
        else:
            registers.add_user(self.session, f"Người {self.dice.randrange(10**6)}", "secretary")
        self.say("rekey", self.last_commit())

    def last_commit(self) -> int:
        return self.session.office.last_commit(self.session.site).id


def live_and_die(folder: Path, dice: random.Random, home: Path) -> list[tuple[str, int]]:
    """Let a child work for a while, kill it, and give the steps it told.

    How long it lives is counted in its steps, not in seconds: a busy PC changes nothing.
    """
    child = subprocess.Popen(
        [sys.executable, str(HERE), "--work", str(folder), str(dice.randrange(10**9))],
        env={**os.environ, "UNIONBOOK_HOME": str(home), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    steps, told = dice.randrange(1, MOST_STEPS), b""
    try:
        while told.count(b"\n") < steps and select.select([child.stdout], [], [], PATIENCE)[0]:
            piece = os.read(child.stdout.fileno(), 4096)
            if not piece:
                break  # it ended by itself, see below
            told += piece
        time.sleep(dice.random() * LONGEST_MOMENT)
    finally:
        child.send_signal(signal.SIGKILL)
    rest, complaint = child.communicate()
    if child.returncode != -signal.SIGKILL:
        pytest.fail(f"the child ended by itself: {complaint.decode()}")
    lines = (told + rest).decode().split("\n")[:-1]
    return [(what, int(commit)) for what, commit in (line.split() for line in lines)]


def examine(folder: Path, told: list[tuple[str, int]]) -> list[str]:
    """Open what the killed one left and give what does not hold."""
    session = registers.reopen(folder)
    try:
        wrong = list(verify.verify_register(session).problems)
        held = {row[0] for row in session.database.rows("SELECT id FROM commits")}
        wrong += [f"{what} {one} is lost" for what, one in told if one and one not in held]
        for what, _none in told:
            if what.startswith("backup:"):
                path = folder / "backups" / what.partition(":")[2].replace("_", " ")
                if path.exists():  # the rule keeps one a day
                    backups.backup_files.check(path)
        return wrong
    finally:
        session.close()


def crash(kills: int, place: Path, seed: int, until: float = float("inf")) -> Counter[str]:
    """Kill a child again and again; give how often what was told, and fail at the first loss."""
    dice = random.Random(seed)
    folder, done = _fresh(place), Counter[str]()
    for kill in range(kills):
        if time.monotonic() > until:
            break
        told = live_and_die(folder, dice, place)
        wrong = examine(folder, told)
        if wrong:
            pytest.fail(f"kill {kill} of seed {seed}: {wrong}\n{told}")
        done.update(what.partition(":")[0] for what, _commit in told)
        done["kills"] += 1
        if (folder / "office.db").stat().st_size > 12_000_000:
            shutil.rmtree(folder)
            folder = _fresh(place)
    return done


def _fresh(place: Path) -> Path:
    os.environ["UNIONBOOK_HOME"] = str(place)
    session = registers.make(place)
    registers.enrol_many(session, registers.invent(50))
    session.close()
    return session.register.folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_killed_process_loses_nothing_it_told(tmp_path: Path):
    seed = random.randrange(10**9)
    done = crash(SHORT_KILLS, tmp_path, seed)
    assert done["kills"] == SHORT_KILLS
    assert sum(done.values()) > 2 * done["kills"], "each told at least that it is open"


def main() -> None:
    """Kill by hand, or be the child that is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--work", nargs=2, metavar=("FOLDER", "SEED"))
    chosen = parser.parse_args()
    if chosen.work:
        Work(Path(chosen.work[0]), int(chosen.work[1])).forever()
    print(f"seed {chosen.seed}", flush=True)  # noqa: T201 - run by hand
    with tempfile.TemporaryDirectory() as place:
        until = time.monotonic() + chosen.minutes * 60
        done = crash(chosen.kills, Path(place), chosen.seed, until)
    print(dict(done))  # noqa: T201 - run by hand


if __name__ == "__main__":
    main()
