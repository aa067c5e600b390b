# SPDX-License-Identifier: Apache-2.0
"""Any sequence of operations: the register verifies, undo restores, history explains.

A model beside the register holds what every tracked row was after each step, so that what undoing
gives back is compared with what truly was there before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import registers
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from unionbook.data import journal
from unionbook.domain.events import EventKind
from unionbook.errors import UnionbookError
from unionbook.operations import backups, doubles, events, groups, history, members
from unionbook.operations import settings as branch
from unionbook.operations.history import CannotUndoError

NAMES = st.sampled_from(
    ["Trần Văn An", "Lê Thị Bình", "Nguyễn Đức Châu", "Đỗ Ý", "Phạm Văn Đông", "An"]
)
DEPARTMENTS = st.sampled_from(["May 1", "May 2", "Cắt", "kho", None])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "full_name": NAMES,
        "department": DEPARTMENTS,
        "phone": st.sampled_from(["0912345678", "0987654321", None]),
        "job": st.sampled_from(["Thợ may", "Bảo vệ", "“x”\\", None]),
        "born_on": st.sampled_from(["1990", "1991-05", "2000-02-29", None]),
        "wage": st.sampled_from([0, 5_000_000, 12_345_678]),
        "note": st.text("aă\n\"'\\ đ", max_size=8),
    },
)
DAYS = st.sampled_from(["01/01/2020", "15/06/2024", "01/01/2026", "31/12/2035", ""])


class Register(RuleBasedStateMachine):
    members_made = Bundle("members_made")
    steps = Bundle("steps")

    @initialize()
    def make(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.session = registers.make(self.place)
        self.before: dict[int, dict[str, list[tuple[object, ...]]]] = {}
        self.checked = 0
        self.restored = 0

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.place)

    def noted(self, action) -> object:
        """Do something, remember how everything was before it, and give its step."""
        before = registers.content(self.session)
        try:
            changes = action()
        except UnionbookError:
            assert registers.content(self.session) == before, "a refusal changed something"
            return multiple()
        if not changes.commit_id:
            assert registers.content(self.session) == before
            return multiple()
        self.before[changes.commit_id] = before
        return changes.commit_id

    def there(self, member: int) -> bool:
        found = self.session.database.value("SELECT 1 FROM members WHERE id = ?", [member])
        return found is not None

    @rule(target=members_made, name=NAMES, values=VALUES)
    def enrol(self, name, values):
        values = {"full_name": name} | values
        step = self.noted(lambda: members.enrol_member(self.session, values=values))
        if not isinstance(step, int):
            return step
        return history_rows(self.session, step, "members")[0]

    @rule(target=steps, member=members_made, values=VALUES)
    def correct(self, member, values):
        return self.noted(
            lambda: members.correct_member(self.session, member_id=member, values=values)
        )

    @rule(target=steps, some=st.lists(members_made, max_size=4, unique=True), place=DEPARTMENTS)
    def change_many(self, some, place):
        alive = [one for one in some if self.there(one)]
        return self.noted(
            lambda: members.change_members(self.session, ids=alive, values={"department": place})
        )

    @rule(target=steps, member=members_made, kind=st.sampled_from(EventKind), on=DAYS, until=DAYS)
    def record(self, member, kind, on, until):
        return self.noted(
            lambda: events.record_event(
                self.session, member_ids=[member], kind=kind, on=on, until=until
            )
        )

    @rule(target=steps, keep=members_made, other=members_made)
    def merge(self, keep, other):
        return self.noted(lambda: doubles.merge_members(self.session, keep=keep, other=other))

    @rule(target=steps, name=st.sampled_from(["Tổ 1", "Tổ 2"]), head=members_made)
    def add_group(self, name, head):
        if not self.there(head):
            return multiple()
        return self.noted(
            lambda: groups.add_group(self.session, kind="worker_group", name=name, head_id=head)
        )

    @rule(target=steps, some=st.lists(members_made, min_size=1, max_size=3, unique=True))
    def put_in_group(self, some):
        teams = groups.list_groups(self.session, kind="worker_group")
        alive = [one for one in some if self.there(one)]
        if not teams or not alive:
            return multiple()
        return self.noted(
            lambda: groups.put_in_group(self.session, group_id=teams[0].id, member_ids=alive)
        )

    @rule(target=steps, name=st.sampled_from(["May 1", "Kho", "Mới"]))
    def rename_a_department(self, name):
        known = groups.list_groups(self.session, kind="department")
        if not known:
            return multiple()
        return self.noted(
            lambda: groups.change_group(self.session, group_id=known[0].id, values={"name": name})
        )

    @rule(target=steps, member=members_made, text=st.sampled_from(["a", "b", None]))
    def free_field(self, member, text):
        return self.noted(
            lambda: members.correct_member(
                self.session, member_id=member, values={}, free={"Cỡ áo": text}
            )
        )

    @rule(target=steps, member=members_made)
    def consent(self, member):
        return self.noted(
            lambda: branch.record_consent(
                self.session, member_id=member, purpose="ảnh", text_version="1", form="giấy"
            )
        )

    @rule(target=steps, count=st.integers(1, 40), seed=st.integers(0, 5))
    def bulk(self, count, seed):
        before = registers.content(self.session)
        registers.enrol_many(self.session, registers.invent(count, seed))
        step = self.session.office.last_commit(self.session.site).id
        self.before[step] = before
        return step

    @rule(target=steps)
    def undo_the_latest(self):
        """What nothing came after can always be undone, and gives back exactly what was."""
        last = history.list_steps(self.session, limit=1)[0]
        if not last.can_be_undone or last.id not in self.before:
            return multiple()
        was = registers.content(self.session)
        changes = history.undo_commit(self.session, commit_id=last.id)
        assert registers.content(self.session) == self.before[last.id]
        self.before[changes.commit_id] = was
        return changes.commit_id

    @rule(target=steps, step=consumes(steps))
    def undo_any(self, step):
        before = registers.content(self.session)
        try:
            changes = history.undo_commit(self.session, commit_id=step)
        except CannotUndoError as refusal:
            self.expect_refused(before, step, refusal.steps)
            return multiple()
        except UnionbookError:
            assert registers.content(self.session) == before
            return multiple()
        self.expect_taken_back(step)
        self.before[changes.commit_id] = before
        return changes.commit_id

    def expect_refused(self, before, step: int, later: tuple[int, ...]) -> None:
        """A refusal changes nothing, and what it names truly came later."""
        assert registers.content(self.session) == before
        assert later
        assert all(self.came_after(one, step) for one in later)

    def came_after(self, later: int, step: int) -> bool:
        rows = self.session.database.rows(
            "SELECT clock FROM commits WHERE id IN (?, ?) ORDER BY id = ?", [later, step, later]
        )
        return later != step and rows[1][0] > rows[0][0]

    def expect_taken_back(self, step: int) -> None:
        """Each column that the step wrote is again what it was before the step."""
        found = self.session.database.row(
            "SELECT first_change, last_change FROM commits WHERE id = ?", [step]
        )
        tables = self.session.office.tables
        now = registers.content(self.session)
        for change in journal.read_changes(self.session.database, tables, *found):
            name, columns = change.table.name, change.table.columns
            was = {row[0]: row[1:] for row in self.before[step][name]}.get(change.row_id)
            is_now = {row[0]: row[1:] for row in now[name]}.get(change.row_id)
            assert (was is None) == (is_now is None)
            for bit, column in enumerate(columns):
                if was is not None and change.mask >> bit & 1:
                    assert is_now[bit] == was[bit], (name, column)

    @rule()
    def reopen(self):
        before = registers.content(self.session)
        self.session.close()
        self.session = registers.reopen(self.session.register.folder)
        assert registers.content(self.session) == before

    @rule()
    def restore_a_backup(self):
        before = registers.content(self.session)
        made = backups.make_backup(self.session, to=self.place / f"b{self.restored}.unionbackup")
        self.session.close()
        self.restored += 1
        folder = backups.restore_backup(
            path=made.backup.path, into=self.place / f"restored{self.restored}.unionbook"
        )
        self.session = registers.reopen(folder)
        after = registers.content(self.session)
        devices, after["devices"] = after["devices"], before["devices"]
        assert after == before
        assert len(devices) == len(before["devices"]) + 1

    @invariant()
    def whole(self) -> None:
        if hasattr(self, "session"):
            registers.expect_whole(self.session)

    @invariant()
    def index_in_step(self) -> None:
        if hasattr(self, "session"):
            registers.expect_index_in_step(self.session)

    @invariant()
    def history_explains_every_value(self) -> None:
        if not hasattr(self, "session"):
            return
        content = registers.content(self.session)
        for table in self.session.office.tables.values():
            for row_id, *values in content[table.name]:
                told = self.told(table, row_id)
                present = {
                    name: value
                    for name, value in zip(table.columns, values, strict=True)
                    if value is not None
                }
                assert told == present, (table.name, row_id)

    def told(self, table: journal.Table, row_id: int) -> dict[str, object]:
        """Give the row as its history tells it: each column's latest value."""
        from unionbook.data import history as told

        latest: dict[str, object] = {}
        for change in told.history_of_rows(self.session.office, [(table.name, row_id)]):
            latest.setdefault(change.column, change.after)
        return {name: value for name, value in latest.items() if value is not None}


def history_rows(session, step: int, table: str) -> list[int]:
    rows = session.database.rows(
        "SELECT c.row_id FROM changes c JOIN commits k ON c.id BETWEEN k.first_change AND "
        "k.last_change JOIN tracked_tables t ON t.number = c.table_number "
        "WHERE k.id = ? AND t.name = ?",
        [step, table],
    )
    return [row[0] for row in rows]


TestRegister = Register.TestCase
TestRegister.settings = settings(
    max_examples=int(os.environ.get("MACHINE_EXAMPLES", "15")),
    stateful_step_count=20,
    deadline=None,
)
