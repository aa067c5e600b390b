# SPDX-License-Identifier: Apache-2.0
"""Two to five PCs of one branch, any operations, bundles in any order: they come to be equal.

What was written is remembered beside the registers with what its writer knew. At the end every
value that nobody wrote over knowing it is the value that stands, or waits among the conflicts.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count as count_from
from pathlib import Path

import pytest
import registers
import replicas
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from unionbook.data import (
    conflicts,
    erased_texts,
    erasing,
    free_fields,
    import_data,
    journal,
    saved_filters,
    store,
    vectors,
)
from unionbook.data import dues as owed
from unionbook.data import ledger as books
from unionbook.data.conflicts import KEEPS_NO_CONFLICTS
from unionbook.data.exchange_errors import ClockAheadError, GapError
from unionbook.data.members import Criteria
from unionbook.domain import numbering
from unionbook.domain.events import EventKind
from unionbook.domain.ledger import Line
from unionbook.errors import UnionbookError
from unionbook.operations import (
    doubles,
    dues,
    dues_rules,
    events,
    groups,
    history,
    ledger,
    members,
)
from unionbook.operations import settings as branch

EXAMPLES = int(os.environ.get("REPLICAS_EXAMPLES", "12"))
STEPS = int(os.environ.get("REPLICAS_STEPS", "25"))
MOST = int(os.environ.get("REPLICAS_MOST", "3"))
QUICK = bool(os.environ.get("REPLICAS_UNSHRUNK"))
PHASES = [Phase.explicit, Phase.generate] if QUICK else list(Phase)
SKEWS = (0, 0, 0, 3600, -86400 * 3, 86400 * 400)
PLACE = st.integers(0, 4)
SOME = st.integers(0, 50)
NAMES = st.sampled_from(["Trần Văn An", "Lê Thị Bình", "Đỗ Ý", "Phạm Văn Đông"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "full_name": NAMES,
        "department": st.sampled_from(["May 1", "Cắt", None]),
        "phone": st.sampled_from(["0912345678", "0987654321", None]),
        "job": st.sampled_from(["Thợ may", "Bảo vệ", None]),
        "wage": st.sampled_from([5_000_000, 12_345_678]),
        "note": st.sampled_from(["a", "b", None]),
    },
)
MONTHS = st.sampled_from(["2025-08", "2025-09"])
REPAIRED = {
    ("members", "merged_into"), ("member_events", "member_id"), ("wages", "member_id"),
    ("group_members", "member_id"), ("member_values", "member_id"), ("consents", "member_id"),
    ("groups", "parent_id"), ("groups", "head_id"),
}  # fmt: skip
"""Columns that are made to fit after both sides changed them, whatever either said."""


class _Time(datetime):
    """The time of the PC at which somebody is working: a second passes whenever it is asked."""

    ahead = timedelta()
    moment = datetime.now(UTC)

    @classmethod
    def now(cls, tz=UTC):
        cls.moment += timedelta(seconds=1)
        return (cls.moment + cls.ahead).astimezone(tz)


@dataclass
class Written:
    """A value that was written into a column, and what its writer knew; None removed the row."""

    commit: int
    known: dict[int, int]
    value: object
    removed: bool = False

    def knew(self, other: Written) -> bool:
        return self is not other and (
            vectors.within(self.known, other.commit) or other.commit == self.commit
        )


@pytest.fixture(scope="module", autouse=True)
def _template(tmp_path_factory):
    """Make the register once from which all PCs are copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNIONBOOK_HOME", str(tmp_path_factory.mktemp("template_home")))
        opened = registers.make(tmp_path_factory.mktemp("template"))
        ledger.set_up_books(opened)
        dues_rules.adopt_rule(opened, key="wage_capped")
        for name in ("Trần Văn An", "Lê Thị Bình", "Nguyễn Đức Châu"):
            members.enrol_member(
                opened, values={"full_name": name, "wage": 8_000_000}, wage_from="2025-07-01"
            )
        opened.close()
        Machine.template, Machine.start = opened.register.folder, datetime.now(UTC)
        yield


@pytest.fixture(autouse=True)
def _skewed(monkeypatch):
    monkeypatch.setattr(store, "datetime", _Time)
    monkeypatch.setattr(replicas, "datetime", _Time)
    # What failed is to fail again: sites decide between commits of one moment.
    monkeypatch.setattr(numbering, "draw_site", lambda: next(Machine.sites) * 7919 % (1 << 31))
    yield
    _Time.ahead = timedelta()


class Machine(RuleBasedStateMachine):
    template: Path
    start = datetime.now(UTC)
    sites = count_from(1)

    @initialize(count=st.integers(2, MOST))
    def make(self, count) -> None:
        _Time.ahead, _Time.moment = timedelta(), self.start
        Machine.sites = count_from(2_000_000_000)
        self.folder = Path(tempfile.mkdtemp())
        self.pcs = [self.copy(self.template) for _ in range(count)]
        self.skews = [0] * count
        self.copies: dict[int, Path] = {}
        self.mail: list[tuple[object, datetime]] = []
        self.written: dict[tuple[str, int, str], list[Written]] = {}

    def copy(self, source: Path):
        place = self.folder / f"{len(list(self.folder.iterdir()))}.unionbook"
        shutil.copytree(source, place)
        return registers.reopen(place)

    # What people do

    def work(self, place: int, action) -> object:
        """Let somebody do something at one PC, and remember what was written."""
        place %= len(self.pcs)
        session = self.pcs[place]
        _Time.ahead = timedelta(seconds=self.skews[place])
        known = vectors.vector(session.office)
        before = session.office.next_commit(session.site)
        try:
            return action(session)
        except UnionbookError:
            return None
        finally:
            last = session.office.last_commit(session.site)
            for number in range(before, last.id + 1):
                self.remember(session, history_commit(session, number), known)

    def remember(self, session, commit, known) -> None:
        tables = session.office.tables
        for change in journal.read_changes(
            session.database, tables, commit.first_change, commit.last_change
        ):
            table = change.table
            names = table.columns if change.kind != journal.UPDATED else table.named(change.mask)
            row = session.database.row(
                f"SELECT {', '.join(table.columns)} FROM {table.name} WHERE id = ?", [change.row_id]
            )
            values = dict(zip(table.columns, row, strict=True)) if row else {}
            for name in names:
                self.written.setdefault((table.name, change.row_id, name), []).append(
                    Written(commit.id, known, values.get(name), row is None)
                )

    def member(self, session, which: int) -> int:
        there = [row[0] for row in session.database.rows("SELECT id FROM members ORDER BY id")]
        return there[which % len(there)] if there else 0

    @rule(pc=PLACE, name=NAMES, values=VALUES)
    def enrol(self, pc, name, values):
        values = {"full_name": name} | values
        self.work(pc, lambda session: members.enrol_member(session, values=values))

    @rule(pc=PLACE, which=SOME, values=VALUES)
    def correct(self, pc, which, values):
        self.work(
            pc,
            lambda session: members.correct_member(
                session, member_id=self.member(session, which), values=values
            ),
        )

    @rule(pc=PLACE, which=SOME, kind=st.sampled_from(EventKind))
    def record(self, pc, which, kind):
        self.work(
            pc,
            lambda session: events.record_event(
                session, member_ids=[self.member(session, which)], kind=kind, on="01/08/2025"
            ),
        )

    @rule(pc=PLACE, keep=SOME, other=SOME)
    def merge(self, pc, keep, other):
        self.work(
            pc,
            lambda session: doubles.merge_members(
                session, keep=self.member(session, keep), other=self.member(session, other)
            ),
        )

    @rule(pc=PLACE, name=st.sampled_from(["Tổ 1", "Tổ 2"]), below=SOME)
    def group(self, pc, name, below):
        def act(session):
            there = groups.list_groups(session, kind="worker_group")
            if len(there) < 3:
                groups.add_group(session, kind="worker_group", name=name)
            else:
                one, other = there[below % 3], there[(below + 1) % 3]
                groups.change_group(session, group_id=one.id, values={"parent_id": other.id})

        self.work(pc, act)

    @rule(pc=PLACE, which=SOME, group=SOME)
    def put_in_group(self, pc, which, group):
        def act(session):
            there = groups.list_groups(session, kind="worker_group")
            if there:
                groups.put_in_group(
                    session,
                    group_id=there[group % len(there)].id,
                    member_ids=[self.member(session, which)],
                )

        self.work(pc, act)

    @rule(pc=PLACE, which=SOME, text=st.sampled_from(["a", "b", None]))
    def own_field(self, pc, which, text):
        self.work(
            pc,
            lambda session: members.correct_member(
                session, member_id=self.member(session, which), values={}, free={"Cỡ áo": text}
            ),
        )

    @rule(pc=PLACE, name=st.sampled_from(["Sao Mai", "Sao Hôm"]))
    def settle_something(self, pc, name):
        self.work(pc, lambda session: branch.change_settings(session, values={"branch": name}))

    @rule(pc=PLACE, name=st.sampled_from(["x", "y"]), text=st.sampled_from(["1", "2"]))
    def keep_something(self, pc, name, text):
        def act(session):
            with session.commit("save_filter", right="change_settings"):
                saved_filters.save_filter(session.office, session.site, name, Criteria(text=text))
                import_data.keep_layout(session.office, session.site, name, {"A": text})
                if free_fields.find_free_field(session.database, name) is None:
                    free_fields.add_free_field(session.office, session.site, name)

        self.work(pc, act)

    @rule(pc=PLACE)
    def forget_a_filter(self, pc):
        def act(session):
            with session.commit("forget_filter", right="change_settings"):
                for one in saved_filters.list_filters(session.database)[:1]:
                    saved_filters.forget_filter(session.office, one.id)

        self.work(pc, act)

    @rule(pc=PLACE, amount=st.integers(1, 10**9), month=MONTHS)
    def voucher(self, pc, amount, month):
        def act(session):
            cash, other = (ledger.by_role(session, role) for role in ("cash", "bank"))
            ledger.post_voucher(
                session,
                kind="transfer",
                lines=[Line(cash, amount), Line(other, -amount)],
                on=f"{month}-15",
            )

        self.work(pc, act)

    @rule(pc=PLACE, which=SOME)
    def reverse(self, pc, which):
        def act(session):
            there = [row[0] for row in session.database.rows("SELECT id FROM vouchers ORDER BY id")]
            if there:
                ledger.reverse_voucher(
                    session, voucher_id=there[which % len(there)], reason="x", on="2025-09-20"
                )

        self.work(pc, act)

    @rule(pc=PLACE, month=MONTHS)
    def assess(self, pc, month):
        self.work(pc, lambda session: dues.assess_month(session, month=month))

    @rule(pc=PLACE, which=SOME, amount=st.integers(1, 200_000))
    def pay(self, pc, which, amount):
        def act(session):
            parts = dues.propose_payment(
                session, member_ids=[self.member(session, which)], amount=amount
            )
            dues.record_payment(session, parts=parts, on="2025-09-21")

        self.work(pc, act)

    @rule(pc=PLACE, month=MONTHS)
    def close_or_reopen(self, pc, month):
        def act(session):
            if books.is_closed(session.database, month):
                ledger.reopen_month(session, month=month, reason="x")
            else:
                ledger.close_month(session, month=month)

        self.work(pc, act)

    @rule(pc=PLACE, back=st.integers(0, 6))
    def undo(self, pc, back):
        def act(session):
            steps = history.list_steps(session, limit=back + 1)
            history.undo_commit(session, commit_id=steps[-1].id)

        self.work(pc, act)

    @rule(pc=PLACE, which=SOME)
    def erase(self, pc, which):
        def act(session):
            number = self.member(session, which)
            with session.commit("erase_member"):
                erasing.add(session.office, {number: f"Erased {number}"}, "2025-09-30")

        self.work(pc, act)

    @rule(pc=PLACE, which=SOME, take=st.booleans())
    def resolve(self, pc, which, take):
        def act(session):
            found = conflicts.list_conflicts(session.office)
            if found:
                with session.commit("resolve_conflict"):
                    conflicts.resolve(session.office, found[which % len(found)].id, take=take)

        self.work(pc, act)

    # What happens to files, clocks and disks

    @rule(maker=PLACE, reader=PLACE)
    def make_a_bundle(self, maker, reader):
        maker, reader = maker % len(self.pcs), reader % len(self.pcs)
        session = self.pcs[maker]
        _Time.ahead = timedelta(seconds=self.skews[maker])
        now = _Time.now()
        since = vectors.vector(self.pcs[reader].office)
        with contextlib.suppress(UnionbookError):
            self.mail.append((replicas.made(session, since, now=now), now))

    @precondition(lambda self: self.mail)
    @rule(which=SOME, reader=PLACE)
    def deliver(self, which, reader):
        delta, made_at = self.mail[which % len(self.mail)]
        self.take(reader % len(self.pcs), delta, made_at)

    @rule(maker=PLACE, reader=PLACE)
    def carry(self, maker, reader):
        maker, reader = maker % len(self.pcs), reader % len(self.pcs)
        _Time.ahead = timedelta(seconds=self.skews[maker])
        now = _Time.now()
        since = vectors.vector(self.pcs[reader].office)
        with contextlib.suppress(UnionbookError):
            self.take(reader, replicas.made(self.pcs[maker], since, now=now), now)

    def take(self, reader: int, delta, made_at) -> None:
        session = self.pcs[reader]
        _Time.ahead = timedelta(seconds=self.skews[reader])
        with contextlib.suppress(GapError, ClockAheadError):
            replicas.take(session, delta, made_at=made_at, now=_Time.now())

    @rule(pc=PLACE, skew=st.sampled_from(SKEWS))
    def put_the_clock(self, pc, skew):
        self.skews[pc % len(self.pcs)] = skew

    @rule(pc=PLACE)
    def copy_away(self, pc):
        session = self.pcs[pc % len(self.pcs)]
        session.office.checkpoint()
        place = self.folder / f"{len(list(self.folder.iterdir()))}.copy"
        shutil.copytree(session.register.folder, place)
        self.copies[pc % len(self.pcs)] = place

    @rule(pc=PLACE)
    def go_back_to_the_copy(self, pc):
        place = pc % len(self.pcs)
        if place in self.copies:
            _Time.ahead = timedelta(seconds=self.skews[place])
            self.pcs[place].close()
            old = self.pcs[place].site
            self.pcs[place] = self.copy(self.copies[place])
            assert self.pcs[place].site != old

    # What must hold

    @invariant()
    def books_balance(self) -> None:
        for session in getattr(self, "pcs", []):
            assert books.imbalances(session.database) == []
            assert owed.wrong_sums(session.database) == []
            assert not session.database.rows(
                "SELECT voucher_id FROM voucher_lines GROUP BY voucher_id HAVING sum(amount) <> 0"
            )
            assert not session.database.value("SELECT count(*) FROM applying")

    def teardown(self) -> None:
        if not hasattr(self, "pcs"):
            return
        try:
            _Time.ahead = timedelta()
            replicas.settle(*self.pcs)
            replicas.expect_equal(*self.pcs)
            self.expect_nothing_lost()
        finally:
            for session in self.pcs:
                session.close()
            shutil.rmtree(self.folder)

    def expect_nothing_lost(self) -> None:
        session = self.pcs[0]
        kept = vectors.vector(session.office)
        now = replicas.travelled(session)
        waiting = {
            (one.table, one.row_id, one.column, str(one.other))
            for one in conflicts.list_conflicts(session.office, open_only=False)
        }
        tables = {table.name: table for table in session.office.tables.values()}
        rows = {
            (name, row[0]): dict(zip(tables[name].columns, row[1:], strict=True))
            for name, found in now.items()
            for row in found
        }
        assert session.database.value("SELECT count(*) FROM set_aside") == 0
        erased = set(erasing.pseudonyms(session.database))
        # What was of a double goes with whom it was folded into, whoever noticed it.
        folded = dict(session.database.rows("SELECT id, merged_into FROM members"))
        while more := {one for one, into in folded.items() if into in erased} - erased:
            erased |= more
        whose = {
            (table, row_id): {one.value for one in written}
            for (table, row_id, column), written in self.written.items()
            if column == "member_id"
        }
        for (table, row_id, column), all_written in self.written.items():
            if table not in now or table in KEEPS_NO_CONFLICTS or (table, column) in REPAIRED:
                continue
            if row_id in erased or whose.get((table, row_id), set()) & erased:
                continue
            # A row that followed a merge stays where it came to, though the merge was undone since.
            if erased and self.owners(tables[table], row_id) & erased:
                continue
            if erased and (table in erased_texts.TEXTS or table == "saved_filters"):
                continue
            known = [one for one in all_written if vectors.within(kept, one.commit)]
            last = [one for one in known if not any(other.knew(one) for other in known)]
            row = rows.get((table, row_id))
            for one in last:
                if one.removed or one.value is None:
                    continue
                stands = row is not None and row[column] == one.value
                assert stands or (table, row_id, column, str(one.value)) in waiting, (
                    table, row_id, column, one.value, row,
                )  # fmt: skip

    def owners(self, table, row_id: int) -> set[object]:
        """Give whose a row ever was, as the notes of any PC tell."""
        found: set[object] = set()
        for session in self.pcs:
            rows = session.database.rows(
                "SELECT mask, before FROM changes WHERE table_number = ? AND row_id = ?",
                [table.number, row_id],
            )
            for mask, before in rows:
                held = zip(table.named(mask), journal.values_before(before), strict=False)
                found |= {value for name, value in held if name == "member_id"}
        return found


def history_commit(session, number):
    from unionbook.data import history as told

    return told.get_commit(session.database, number)


TestReplicas = Machine.TestCase
TestReplicas.settings = settings(
    max_examples=EXAMPLES,
    phases=PHASES,
    stateful_step_count=STEPS,
    deadline=None,
)
