# SPDX-License-Identifier: Apache-2.0
"""What one PC wrote arrives on the other, once, and competes column by column."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import registers
import replicas

from unionbook.data import applying, collecting, conflicts, set_aside, settings, store, vectors
from unionbook.data import ledger as books
from unionbook.data.exchange_errors import (
    AheadOfItselfError,
    ClockAheadError,
    ForkError,
    GapError,
    MalformedError,
)
from unionbook.data.store import Author
from unionbook.domain import clock
from unionbook.domain.exchange import Block, Delta, Kind
from unionbook.domain.ledger import Line
from unionbook.errors import UnionbookError
from unionbook.operations import doubles, events, groups, history, ledger, members


@pytest.fixture
def pair(session, tmp_path):
    registers.enrol(session, "Trần Văn An", phone="0912345678")
    other = replicas.second(session, tmp_path / "second.unionbook")
    yield session, other
    other.close()


def values_of(session, member: int) -> dict[str, object]:
    return members.get_member(session, member_id=member).values


def test_what_is_entered_on_one_pc_arrives_on_the_other(pair):
    one, other = pair
    member = registers.enrol(one, "Lê Thị Bình", department="May 1", job="Thợ may")
    done = replicas.send(one, other)
    assert done.rows["members"] == {"added": 1}
    assert values_of(other, member)["department"] == "May 1"
    replicas.send(other, one)
    replicas.expect_equal(one, other)


def test_applying_twice_changes_nothing(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    assert replicas.take(other, delta).commit_id
    before = registers.content(other)
    assert replicas.take(other, delta) == applying.Applied()
    assert registers.content(other) == before


def test_different_columns_of_one_row_are_merged(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    members.correct_member(other, member_id=member, values={"job": "Bảo vệ"})
    done = replicas.send(one, other)
    assert (done.merged, done.conflicts) == (1, ())
    replicas.settle(one, other)
    assert values_of(one, member)["phone"] == "0987654321"
    assert values_of(one, member)["job"] == "Bảo vệ"
    replicas.expect_equal(one, other)


def test_the_later_of_two_values_stands_and_the_other_waits_for_a_person(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    members.correct_member(other, member_id=member, values={"phone": "0900000000"})
    done = replicas.send(one, other)
    assert len(done.conflicts) == 1
    replicas.settle(one, other)
    for session in pair:
        assert values_of(session, member)["phone"] == "0900000000"
        [found] = conflicts.list_conflicts(session.office)
        assert (found.kept, found.other) == ("0900000000", "0987654321")
        assert found.other_by.user_name == registers.HEAD
    with one.commit("resolve_conflict", right="correct_member"):
        conflicts.resolve(one.office, found.id, take=True)
    replicas.settle(one, other)
    assert values_of(other, member)["phone"] == "0987654321"
    assert conflicts.count_open(other.office) == 0
    replicas.expect_equal(one, other)


def test_a_gap_is_named(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    since = vectors.vector(one.office)
    registers.enrol(one, "Nguyễn Đức Châu")
    later = replicas.made(one, since)
    before = registers.content(other)
    with pytest.raises(GapError) as refusal:
        replicas.take(other, later)
    last = since[one.site]
    assert refusal.value.missing == {one.site: (last, last)}
    assert registers.content(other) == before
    replicas.take(other, replicas.made(one, vectors.vector(other.office)))
    assert replicas.take(other, later) == applying.Applied()


def test_a_fork_is_named_and_not_merged(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    forged = [*delta.commits]
    registers.enrol(one, "Nguyễn Đức Châu")
    replicas.send(one, other)
    forged[-1] = type(forged[-1])(forged[-1].id, forged[-1].clock, b"x" * 32)
    with pytest.raises(ForkError) as refusal:
        replicas.take(other, Delta(delta.since, delta.until, forged, delta.blocks))
    assert refusal.value.commits == (forged[-1].id,)


def test_a_bundle_from_the_future_waits(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    made_at = datetime.now(UTC) + timedelta(hours=3)
    with pytest.raises(ClockAheadError):
        replicas.take(other, delta, made_at=made_at)
    assert replicas.take(other, delta, made_at=made_at, now=made_at).commit_id


def test_what_does_not_travel_is_refused(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    place = len(delta.commits) - 1
    bad = Block("users", Kind.PUT, ("name", "role", "slot"), [5], [place], [["x"], ["head"], [9]])
    before = registers.content(other)
    with pytest.raises(MalformedError):
        replicas.take(other, Delta(delta.since, delta.until, delta.commits, [bad]))
    assert registers.content(other) == before


def test_a_bad_record_is_set_aside_and_the_rest_is_taken_in(pair):
    one, other = pair
    member = registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    place = len(delta.commits) - 1
    bad = Block(
        "wages", Kind.PUT, ("member_id", "from_on", "amount"), [5, 6, 7], [place] * 3,
        [[member, member, 99], ["2025-01-01", None, "2025-01-01"], [1, 2, 3]],
    )  # fmt: skip
    done = replicas.take(
        other, Delta(delta.since, delta.until, delta.commits, [*delta.blocks, bad])
    )
    assert done.set_aside == 2
    assert done.rows["members"] == {"added": 1}
    assert other.database.rows("SELECT id FROM wages") == [(5,)]
    found = {one.row_id: one for one in set_aside.list_set_aside(other.database)}
    assert set(found) == {6, 7}
    assert "NOT NULL" in found[6].reason
    registers.expect_whole(other)


def test_history_names_who_truly_wrote(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    replicas.send(one, other)
    [change] = [
        found for found in history.history_of_member(other, member_id=member)
        if found.after == "0987654321"
    ]  # fmt: skip
    assert change.operation == "correct_member"
    assert change.user == registers.HEAD


def test_undoing_over_a_later_arrival_is_refused_and_names_it(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    step = members.correct_member(other, member_id=member, values={"phone": "0911111111"})
    replicas.send(other, one)
    members.correct_member(one, member_id=member, values={"phone": "0987654321"})
    done = replicas.send(one, other)
    with pytest.raises(history.CannotUndoError) as refusal:
        history.undo_commit(other, commit_id=step.commit_id)
    assert refusal.value.steps == (done.commit_id,)


def test_what_was_taken_in_cannot_be_undone_as_a_whole(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    done = replicas.send(one, other)
    assert not history.get_step(other, commit_id=done.commit_id).can_be_undone
    with pytest.raises(UnionbookError, match="on the PC where it was made"):
        history.undo_commit(other, commit_id=done.commit_id)


def test_a_removal_is_later_than_a_change_and_what_was_changed_is_kept(pair):
    one, other = pair
    [member] = members.list_member_ids(one)
    added = registers.enrol(one, "Lê Thị Bình")
    replicas.settle(one, other)
    members.correct_member(one, member_id=added, values={"job": "Thợ may"})
    with other.commit("undo_commit"):
        other.database.execute("DELETE FROM members WHERE id = ?", [added])
    replicas.settle(one, other)
    for session in pair:
        assert list(members.list_member_ids(session)) == [member]
        [found] = conflicts.list_conflicts(session.office)
        assert (found.column, found.other, found.there) == ("job", "Thợ may", False)
    replicas.expect_equal(one, other)


def test_who_is_changed_later_than_removed_comes_back(pair):
    one, other = pair
    added = registers.enrol(one, "Lê Thị Bình", phone="0911111111")
    replicas.settle(one, other)
    with other.commit("undo_commit"):
        other.database.execute("DELETE FROM members WHERE id = ?", [added])
    members.correct_member(one, member_id=added, values={"job": "Thợ may"})
    done = replicas.send(one, other)
    assert done.restored == 1
    replicas.settle(one, other)
    for session in pair:
        held = values_of(session, added)
        assert (held["phone"], held["job"]) == ("0911111111", "Thợ may")
    replicas.expect_equal(one, other)


def test_who_is_referred_to_comes_back(pair):
    one, other = pair
    added = registers.enrol(one, "Lê Thị Bình")
    replicas.settle(one, other)
    events.record_event(one, member_ids=[added], kind="left", on="01/08/2025")
    with other.commit("undo_commit"):
        other.database.execute("DELETE FROM members WHERE id = ?", [added])
    assert replicas.send(one, other).restored == 1
    replicas.settle(one, other)
    assert values_of(other, added)["status"] == "left"
    replicas.expect_equal(one, other)


def test_what_refers_to_nothing_is_set_aside_with_what_hangs_on_it(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    place = len(delta.commits) - 1
    bad = Block("member_events", Kind.PUT, ("member_id", "kind", "happened_on"), [5], [place],
                [[4711], ["left"], ["2025-01-01"]])  # fmt: skip
    done = replicas.take(
        other, Delta(delta.since, delta.until, delta.commits, [*delta.blocks, bad])
    )
    assert done.set_aside == 1
    [found] = set_aside.list_set_aside(other.database)
    assert found.table == "member_events"
    registers.expect_whole(other)


def test_two_records_folded_into_each_other_leave_one(pair):
    one, other = pair
    [first] = members.list_member_ids(one)
    second = registers.enrol(one, "Trần Văn An")
    replicas.settle(one, other)
    doubles.merge_members(one, keep=first, other=second)
    doubles.merge_members(other, keep=second, other=first)
    events.record_event(other, member_ids=[second], kind="suspended", on="01/08/2025")
    replicas.settle(one, other)
    for session in pair:
        assert list(members.list_member_ids(session)) == [min(first, second)]
        assert values_of(session, min(first, second))["status"] == "suspended"
    replicas.expect_equal(one, other)


def test_one_setting_made_on_two_pcs_is_one(pair):
    one, other = pair
    for session, text in ((one, "a"), (other, "b")):
        with session.commit("change_settings"):
            settings.set_setting(session.office, session.site, "motto", text)
        groups.add_group(session, kind="department", name="May 1")
    replicas.settle(one, other)
    for session in pair:
        assert settings.get_setting(session.database, "motto") == "b"
        assert len(groups.list_groups(session, kind="department")) == 1
    replicas.expect_equal(one, other)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.PATCH, {"value": "00" * 32}),
        (Kind.PATCH, {"key": "another"}),
        (Kind.PUT, {"key": "another", "value": "00" * 32}),
        (Kind.PUT, {"value": "00" * 32}),
        (Kind.REMOVE, {}),
    ],
)
def test_a_setting_of_this_pc_is_out_of_reach_whatever_a_bundle_names(pair, kind, told):
    one, other = pair
    own = one.database.value("SELECT id FROM settings WHERE key = 'admin_public_key'")
    before = registers.content(one)["settings"]
    registers.enrol(other, "Lê Thị Bình")
    honest = replicas.made(other, vectors.vector(one.office))
    columns, values = tuple(told), [[one] for one in told.values()]
    forged = Block("settings", kind, columns, [own], [0], values)
    replicas.take(one, Delta(honest.since, honest.until, honest.commits, [forged]))
    assert registers.content(one)["settings"] == before


def test_a_voucher_reversed_on_two_pcs_is_shown_to_a_person(pair):
    one, other = pair
    ledger.set_up_books(one)
    cash, bank = (ledger.by_role(one, role) for role in ("cash", "bank"))
    lines = [Line(cash, 500), Line(bank, -500)]
    posted = ledger.post_voucher(one, kind="transfer", lines=lines, on="2025-08-01")
    [voucher] = posted.rows["vouchers"]
    replicas.settle(one, other)
    for session in pair:
        ledger.reverse_voucher(session, voucher_id=voucher, reason="sai", on="2025-08-02")
    replicas.settle(one, other)
    for session in pair:
        [found] = conflicts.list_conflicts(session.office)
        assert (found.table, found.column, found.other) == ("vouchers", "reverses", voucher)
        assert session.database.value("SELECT count(*) FROM vouchers") == 3
        assert books.imbalances(session.database) == []
    replicas.expect_equal(one, other)


def test_money_comes_into_a_month_that_was_closed_here(pair):
    one, other = pair
    ledger.set_up_books(one)
    cash, bank = (ledger.by_role(one, role) for role in ("cash", "bank"))
    replicas.settle(one, other)
    ledger.close_month(other, month="2025-08")
    lines = [Line(cash, 500), Line(bank, -500)]
    ledger.post_voucher(one, kind="transfer", lines=lines, on="2025-08-01")
    done = replicas.send(one, other)
    assert done.rows["vouchers"] == {"added": 1}
    assert ledger.differences_since_closing(other, month="2025-08")
    with pytest.raises(UnionbookError):
        ledger.post_voucher(other, kind="transfer", lines=lines, on="2025-08-01")
    replicas.settle(one, other)
    replicas.expect_equal(one, other)


def test_a_voucher_keeps_its_number_when_a_pc_joins(pair, tmp_path):
    one, other = pair
    ledger.set_up_books(one)
    cash, bank = (ledger.by_role(one, role) for role in ("cash", "bank"))
    lines = [Line(cash, 500), Line(bank, -500)]
    replicas.settle(one, other)
    for session in pair:
        ledger.post_voucher(session, kind="transfer", lines=lines, on="2025-08-01")
    replicas.settle(one, other)
    shown = numbers(one)
    assert numbers(other) == shown
    assert len(shown) == 2
    third = replicas.second(other, tmp_path / "third.unionbook")
    assert numbers(third) == shown
    replicas.settle(one, other, third)
    assert numbers(one) == shown
    third.close()


def numbers(session) -> set[str]:
    return {ledger.shown_number(session, one) for one in ledger.list_vouchers(session)}


def test_a_pc_whose_clock_ran_ahead_does_not_win_for_ever(pair, monkeypatch):
    one, other = pair
    [member] = members.list_member_ids(one)

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=UTC):
            return datetime.now(tz) + timedelta(days=500)

    with monkeypatch.context() as patch:
        patch.setattr(store, "datetime", Ahead)
        members.correct_member(one, member_id=member, values={"phone": "0911111111"})
    replicas.send(one, other)
    members.correct_member(other, member_id=member, values={"phone": "0922222222"})
    members.correct_member(one, member_id=member, values={"job": "Bảo vệ"})
    replicas.settle(one, other)
    assert values_of(one, member)["phone"] == "0922222222"
    times = other.database.rows("SELECT max(clock) FROM known_commits")
    assert clock.moment(times[0][0]) < datetime.now(UTC) + timedelta(minutes=5)
    replicas.expect_equal(one, other)


def test_a_clock_that_was_put_right_after_a_file_was_refused_holds_nobody_up(pair, monkeypatch):
    one, other = pair
    [member] = members.list_member_ids(one)
    later = datetime.now(UTC) + timedelta(days=500)

    class Ahead(datetime):
        @classmethod
        def now(cls, _tz=UTC):
            return later

    with monkeypatch.context() as patch:
        patch.setattr(store, "datetime", Ahead)
        members.correct_member(one, member_id=member, values={"phone": "0911111111"})
        patch.setattr(vectors, "datetime", Ahead)
        refused = replicas.made(one, vectors.vector(other.office))
    with pytest.raises(ClockAheadError):
        replicas.take(other, refused, made_at=later)
    # The clock is put right; the same steps are told again, as of now.
    replicas.send(one, other)
    members.correct_member(other, member_id=member, values={"phone": "0922222222"})
    replicas.settle(one, other)
    assert values_of(one, member)["phone"] == "0922222222"
    replicas.expect_equal(one, other)


def test_an_older_copy_of_a_pc_whose_clock_ran_ahead_holds_nobody_up(pair, monkeypatch, tmp_path):
    one, other = pair
    [member] = members.list_member_ids(one)
    later = datetime.now(UTC) + timedelta(days=500)

    class Ahead(datetime):
        @classmethod
        def now(cls, _tz=UTC):
            return later

    with monkeypatch.context() as patch:
        patch.setattr(store, "datetime", Ahead)
        for phone in ("0911111111", "0922222222"):
            members.correct_member(one, member_id=member, values={"phone": phone})
        copies = [replicas.second(one, tmp_path / f"{n}.unionbook") for n in "ab"]
    members.correct_member(other, member_id=member, values={"phone": "0933333333"})
    for copy in copies:
        members.correct_member(copy, member_id=member, values={"job": "Bảo vệ"})
    assert replicas.made(copies[0], {}).commits
    replicas.settle(other, *copies)
    assert values_of(other, member)["phone"] == "0933333333"
    replicas.expect_equal(other, *copies)
    for copy in copies:
        copy.close()


def test_steps_from_far_in_the_future_are_not_taken_in(pair):
    """They would set the time of every later step on every PC, for ever."""
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    far = [replace(step, clock=(1 << 63) - 1) for step in delta.commits]
    with pytest.raises(ClockAheadError):
        replicas.take(other, replace(delta, commits=far))
    assert replicas.take(other, delta).commit_id
    registers.enrol(other, "Nguyễn Đức Châu")


def test_what_is_written_along_with_a_bundle_travels_on(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    replicas.take(
        other, delta,
        also=lambda _done: settings.set_setting(other.office, other.site, "seen", "yes"),
    )  # fmt: skip
    replicas.send(other, one)
    assert settings.get_setting(one.database, "seen") == "yes"


def test_a_bundle_that_breaks_off_leaves_nothing(pair):
    one, other = pair
    registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    before, known = registers.content(other), vectors.vector(other.office)

    def broken():
        yield delta.blocks[0]
        raise OSError("the stick was pulled")

    with pytest.raises(OSError, match="pulled"):
        replicas.take(other, Delta(delta.since, delta.until, delta.commits, broken()))
    assert (registers.content(other), vectors.vector(other.office)) == (before, known)
    assert replicas.take(other, delta).commit_id


def test_cases_travel_by_themselves(pair):
    one, other = pair
    site = one.site
    with one.register.cases.commit(Author(site, one.user.id, one.user.name), "note"):
        one.register.cases.database.execute(
            "INSERT INTO welfare_notes(id, note, noted_on) VALUES (?, 'x', '2025-08-01')",
            [one.register.cases.new_ids(site)[0]],
        )
    cases = other.register.cases
    found = collecting.collect(one.register.cases, since=vectors.vector(cases), site=site)
    delta = Delta(found.since, found.until, found.commits, list(found.blocks))
    done = applying.apply(
        cases, Author(other.site, 0, ""), delta, made_at=datetime.now(UTC), reason="bundle"
    )
    assert done.rows == {"welfare_notes": {"added": 1}}
    assert vectors.vector(cases)[site] == vectors.vector(one.register.cases)[site]


def test_a_pc_put_back_as_a_whole_is_found_out(pair, home, tmp_path):
    """A disk image brings back the register and what the PC remembers: the site goes on twice."""
    one, other = pair
    folder, site = one.register.folder, one.site
    one.close()
    shutil.copytree(folder, tmp_path / "image")
    shutil.copytree(home, tmp_path / "home image")
    one = registers.reopen(folder)
    assert one.site == site
    registers.enrol(one, "Lê Thị Bình")
    replicas.send(one, other)
    one.close()
    for path, image in ((folder, "image"), (home, "home image")):
        shutil.rmtree(path)
        shutil.copytree(tmp_path / image, path)
    one = registers.reopen(folder)
    assert one.site == site
    with pytest.raises(AheadOfItselfError):
        replicas.made(one, vectors.vector(other.office))
    with pytest.raises(AheadOfItselfError):
        replicas.send(other, one)
    registers.enrol(one, "Nguyễn Đức Châu")
    registers.enrol(one, "Phạm Văn Đông")
    before = registers.content(other)
    with pytest.raises(ForkError):
        replicas.take(other, replicas.made(one, vectors.vector(other.office)))
    with pytest.raises(ForkError):
        replicas.take(one, replicas.made(other, vectors.vector(one.office)))
    assert registers.content(other) == before
    one.close()


def test_a_pc_put_back_goes_on_under_a_new_site_when_the_others_know_more(pair, home, tmp_path):
    one, other = pair
    folder = one.register.folder
    one.close()
    shutil.copytree(folder, tmp_path / "image")
    shutil.copytree(home, tmp_path / "home image")
    one = registers.reopen(folder)
    lost = registers.enrol(one, "Lê Thị Bình")
    replicas.send(one, other)
    one.close()
    for path, image in ((folder, "image"), (home, "home image")):
        shutil.rmtree(path)
        shutil.copytree(tmp_path / image, path)
    one = registers.reopen(folder)
    old = one.site
    with pytest.raises(AheadOfItselfError):
        replicas.send(other, one)
    one.register.renew_site()
    assert one.site != old
    replicas.send(other, one)
    assert values_of(one, lost)["full_name"] == "Lê Thị Bình"
    replicas.settle(one, other)
    replicas.expect_equal(one, other)
    one.close()
    one = registers.reopen(folder)
    assert one.site != old
    one.close()


def test_what_is_set_aside_is_still_told_to_others(pair, tmp_path):
    one, other = pair
    third = replicas.second(other, tmp_path / "third.unionbook")
    member = registers.enrol(one, "Lê Thị Bình")
    delta = replicas.made(one, vectors.vector(other.office))
    place = len(delta.commits) - 1
    bad = [
        Block("wages", Kind.PUT, ("member_id", "from_on"), [6], [place], [[member], ["2025"]]),
        Block("wages", Kind.PUT, ("member_id", "from_on", "amount"), [7], [place],
              [[99], ["2025"], [3]]),
    ]  # fmt: skip
    blocks = [*delta.blocks, *bad]
    assert (
        replicas.take(other, Delta(delta.since, delta.until, delta.commits, blocks)).set_aside == 2
    )
    assert replicas.send(other, third).set_aside == 2
    assert [found.row_id for found in set_aside.list_set_aside(third.database)] == [7, 6]
    third.close()
