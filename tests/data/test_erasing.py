# SPDX-License-Identifier: Apache-2.0
"""An erasure wins on every PC, in whatever order bundles come; what is left can still be proved."""

from __future__ import annotations

import base64
import shutil

import erased
import msgspec
import pytest
import registers
import replicas

from unionbook.data import (
    conflicts,
    erased_texts,
    erasing,
    handed_back,
    member_doubles,
    redacting,
    set_aside,
    vectors,
)
from unionbook.data.erased_rows import Person
from unionbook.domain.exchange import Kind
from unionbook.errors import DamagedError, UnionbookError
from unionbook.operations import (
    doubles,
    dues,
    dues_rules,
    history,
    ledger,
    members,
    verify,
    waiting,
)
from unionbook.operations import erasing as operation

WHY = "yêu cầu bằng văn bản"
LATER = {"phone": "0955444333", "note": "viết saukhi xoá"}
ALL = [*erased.SECRETS.values(), *erased.FORMER.values(), *erased.MORE.values()]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Make a register with somebody who left, once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNIONBOOK_HOME", str(tmp_path_factory.mktemp("home")))
        opened = registers.make(tmp_path_factory.mktemp("template"))
        ledger.set_up_books(opened)
        dues_rules.adopt_rule(opened, key="wage_capped", since="2025-01-01")
        registers.enrol(opened, "Trần Văn An", phone="0911222333")
        number = erased.invent(opened)
        erased.pay_and_leave(opened, number)
        opened.close()
    return opened.register.folder, number


@pytest.fixture
def pcs(template, tmp_path):
    """Give two PCs of one branch that know the same, and the number of who is to be erased."""
    folder, number = template
    shutil.copytree(folder, tmp_path / "one.unionbook")
    one = registers.reopen(tmp_path / "one.unionbook")
    other = replicas.second(one, tmp_path / "two.unionbook")
    yield one, other, number
    one.close()
    other.close()


def erase(session, number):
    operation.erase_member(session, member_id=number, reason=WHY)


def expect_erased(number, *sessions, also=()):
    replicas.expect_equal(*sessions)
    for session in sessions:
        assert erased.left_of(session, *ALL, *also) == []
        row = members.get_member(session, member_id=number).values
        assert row["full_name"] == erasing.pseudonyms(session.database)[number]
        assert {row[name] for name in erased.SECRETS if name != "full_name"} == {None}


def test_another_pc_erases_when_it_hears_of_it(pcs):
    one, other, number = pcs
    assert erased.left_of(other, *ALL) == ALL
    erase(one, number)
    assert replicas.send(one, other).conflicts == ()
    replicas.settle(one, other)
    expect_erased(number, one, other)


@pytest.mark.parametrize("first", ["erasure", "later write"])
def test_what_was_written_later_without_knowing_brings_nothing_back(pcs, first):
    one, other, number = pcs
    erase(one, number)
    members.correct_member(other, member_id=number, values=LATER, reason="ghi thêm chođủ")
    ahead = replicas.made(other, vectors.vector(one.office))
    if first == "erasure":
        assert replicas.send(one, other).conflicts == ()
        replicas.take(one, ahead)
    else:
        assert replicas.take(one, ahead).conflicts == ()
        replicas.send(one, other)
    replicas.settle(one, other)
    expect_erased(number, one, other, also=[*LATER.values(), "ghi thêm chođủ"])
    assert conflicts.list_conflicts(one.office, open_only=False) == []


def test_rows_that_come_for_the_erased_go_again(pcs):
    one, other, number = pcs
    erase(one, number)
    members.correct_member(
        other, member_id=number, values={"wage": 1}, free={"Cỡ giày": "bốnmươihai"}
    )
    parts = dues.propose_payment(other, member_ids=[number], amount=5_000)
    dues.record_payment(other, parts=parts, payer="Quách Thị Xoábỏ", on="2025-10-02")
    replicas.send(other, one)
    listed = one.database.rows("SELECT 1 FROM wages WHERE member_id = ?", [number])
    assert listed == []
    replicas.settle(one, other)
    expect_erased(number, one, other, also=["bốnmươihai"])


def test_a_double_folded_in_elsewhere_brings_rows_that_have_a_history(pcs):
    one, other, number = pcs
    double = registers.enrol(one, "Quách Xoá", wage=4_321_000)
    members.correct_member(
        one, member_id=double, values={"wage": 4_322_000}, wage_from="2024-01-01"
    )
    replicas.settle(one, other)
    erase(one, number)
    doubles.merge_members(other, keep=number, other=double)
    replicas.send(other, one)
    registers.expect_whole(one)
    replicas.settle(one, other)
    expect_erased(number, one, other)
    assert one.database.value("SELECT count(*) FROM wages WHERE member_id = ?", [number]) == 0


@pytest.mark.parametrize("heard_first", ["merge", "erasure"])
def test_a_double_folded_in_elsewhere_is_erased_with_the_other(pcs, tmp_path, heard_first):
    one, other, number = pcs
    double = registers.enrol(one, "Quách Xoá", phone="0977666555", note="ghichúriêng")
    replicas.settle(one, other)
    third = replicas.second(one, tmp_path / "three.unionbook")
    erase(one, number)
    doubles.merge_members(other, keep=number, other=double)
    for giver in (other, one) if heard_first == "merge" else (one, other):
        replicas.send(giver, third)
    replicas.settle(one, other, third)
    expect_erased(number, one, other, third, also=["0977666555", "ghichúriêng"])
    for session in (one, other, third):
        told = erasing.pseudonyms(session.database)
        assert told[double] == told[number]
        assert conflicts.list_conflicts(session.office, open_only=False) == []
    third.close()


def test_who_took_in_an_erased_record_is_looked_at_by_a_person(pcs):
    one, other, number = pcs
    double = registers.enrol(one, "Hà Văn Ởlại", phone="0977666555")
    replicas.settle(one, other)
    assert member_doubles.took_in_erased(one.database) == []
    erase(one, number)
    doubles.merge_members(other, keep=double, other=number)
    replicas.settle(one, other)
    for session in (one, other):
        assert member_doubles.took_in_erased(session.database) == [(double, "Hà Văn Ởlại")]
        [told] = [each for each in waiting.list_waiting(session) if each.name == "took_in_erased"]
        assert told.what == ("member", str(double))
        assert members.get_member(session, member_id=double).values["phone"] == "0977666555"
    replicas.expect_equal(one, other)
    with one.commit("erase_member", reason=WHY):
        erasing.add(one.office, {double: "Đã xoá 23"}, "2025-11-23")
    assert member_doubles.took_in_erased(one.database) == []


def test_an_older_bundle_that_comes_late_or_twice_brings_nothing_back(pcs):
    one, other, number = pcs
    members.correct_member(other, member_id=number, values=LATER)
    old = replicas.made(other, vectors.vector(one.office))
    replicas.take(one, old)
    erase(one, number)
    assert replicas.take(one, old).rows == {}
    replicas.settle(one, other)
    assert replicas.take(other, old).rows == {}
    expect_erased(number, one, other, also=LATER.values())


def test_a_third_pc_gets_both_in_any_order(pcs, tmp_path):
    one, other, number = pcs
    third = replicas.second(one, tmp_path / "three.unionbook")
    erase(one, number)
    members.correct_member(other, member_id=number, values=LATER)
    replicas.send(other, third)
    replicas.send(one, third)
    replicas.settle(one, other, third)
    expect_erased(number, one, other, third, also=LATER.values())
    third.close()


def test_both_may_erase(pcs):
    one, other, number = pcs
    erase(one, number)
    erase(other, number)
    replicas.settle(one, other)
    expect_erased(number, one, other)


def test_both_may_erase_under_other_names_on_other_days(pcs):
    one, other, number = pcs
    for session, told, on in ((one, "Đã xoá 22", "2025-11-22"), (other, "Dihapus", "2025-11-23")):
        with session.commit("erase_member", reason=WHY):
            erasing.add(session.office, {number: told}, on)
    replicas.settle(one, other)
    expect_erased(number, one, other)
    for session in (one, other):
        assert conflicts.list_conflicts(session.office, open_only=False) == []
        assert set_aside.list_set_aside(session.database) == []


def test_the_erased_are_merged_with_nobody(pcs):
    one, _other, number = pcs
    double = registers.enrol(one, "Quách Xoá", wage=4_321_000)
    erase(one, number)
    for keep, folded in ((number, double), (double, number)):
        with pytest.raises(UnionbookError, match="erased for ever"):
            doubles.merge_members(one, keep=keep, other=folded)


def test_nothing_that_grows_with_the_members_is_searched_from_end_to_end(pcs):
    """Every bundle asks of everybody who was erased: a scan of all dues would be felt."""
    one, _other, number = pcs
    asked = []
    one.database.connection.set_trace_callback(asked.append)
    Person(one.office, number, "Đã xoá")
    erased_texts.vouchers_of(one.database, number)
    one.database.connection.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in one.database.rows(f"EXPLAIN QUERY PLAN {sql}")]
    large = ("members", "member_events", "wages", "voucher_lines", "vouchers", "dues_assessments")
    assert len(asked) > len(large)
    scans = [plan.split()[1] for plan in plans if plan.startswith("SCAN")]
    assert not {*scans} & {*large, "l", "o"}


def test_conflicts_and_what_was_set_aside_keep_nothing(pcs):
    one, other, number = pcs
    for session, phone in ((one, "0944111000"), (other, "0944222000")):
        members.correct_member(session, member_id=number, values={"phone": phone})
    replicas.settle(one, other)
    assert len(conflicts.list_conflicts(one.office)) == 1
    with one.office.upkeep():
        values = {"member_id": number, "amount": 1, "note": "đểriêngra"}
        set_aside.add(one.database, 1, "wages", 77, Kind.PUT, 1, values, "")
    erase(one, number)
    assert set_aside.list_set_aside(one.database) == []
    replicas.settle(one, other)
    assert conflicts.list_conflicts(other.office, open_only=False) == []
    expect_erased(number, one, other, also=["0944111000", "0944222000", "đểriêngra"])


def hand_back(session, number) -> str:
    """Let the union above hand back what it still had of somebody, and of another one."""
    told = [
        ("members", number, False, {"full_name": "Quách Thị Xoábỏ", "phone": "0977123987"}),
        ("member_events", number + 1, True, {"member_id": number, "kind": "suspended"}),
        ("members", number + 5, True, {"full_name": "Hà Văn Ởlại"}),
    ]
    document = msgspec.msgpack.encode(told)
    with session.commit("take_down", right="apply_bundle"):
        handed_back.offer(
            session.office, session.site, "2026-11-01T08:00:00+00:00", 3, document, most=9
        )
    return base64.b64encode(document).decode()


@pytest.mark.parametrize("offered_first", [True, False])
def test_what_was_handed_back_keeps_nothing_of_the_erased(pcs, offered_first):
    """The union above had not heard of the erasure when it handed back, nor this PC."""
    one, other, number = pcs
    if offered_first:
        document = hand_back(other, number)
        erase(one, number)
    else:
        erase(one, number)
        document = hand_back(other, number)
    assert erased.left_of(other, document) == [document]
    replicas.settle(one, other)
    expect_erased(number, one, other, also=[document])
    for session in (one, other):
        [held] = handed_back.list_handed_back(session.database)
        [left] = msgspec.msgpack.decode(held.document)
        assert left[3] == {"full_name": "Hà Văn Ởlại"}
        registers.expect_whole(session)
    [held] = handed_back.list_handed_back(other.database)
    with other.commit("refuse_handed_back", right="change_members"):
        handed_back.settle(other.office, held.id, handed_back.REFUSED)
    replicas.settle(one, other)
    expect_erased(number, one, other, also=[document])


def tamper(session, *statements):
    with session.office.upkeep():
        triggers = session.database.rows("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
        for name, _sql in triggers:
            session.database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            session.database.execute(statement)
        for _name, sql in triggers:
            session.database.execute(sql)
    return verify.verify_register(session).problems


FORGED = {
    "a value in a redacted step": "UPDATE members SET joined_on = '2001-01-01'",
    "a value of somebody else": "UPDATE members SET phone = '0900000000' WHERE phone NOTNULL",
    "a note of a redacted step": "UPDATE changes SET mask = mask + 1 WHERE id = "
    "(SELECT first_change FROM commits WHERE id = (SELECT max(id) FROM redactions))",
    "the digest of a redaction": "UPDATE redactions SET digest = replace(digest, 'a', 'b')",
    "a redaction put in": "INSERT INTO redactions(id, digest) SELECT min(id), '00' FROM commits "
    "WHERE id NOT IN (SELECT id FROM redactions)",
    "a redaction taken out": "DELETE FROM redactions",
    "the reason of a redacted step": "UPDATE commits SET reason = 'x' WHERE id IN "
    "(SELECT max(id) FROM redactions)",
    "the digest of a redacted step": "UPDATE commits SET digest = x'00' WHERE id IN "
    "(SELECT max(id) FROM redactions)",
    "a value back in the history": "UPDATE changes SET before = replace(before, 'null', '\"x\"')",
    "an erasure taken out": "DELETE FROM erasures",
}


@pytest.mark.parametrize("what", FORGED)
def test_what_is_altered_after_erasing_is_found(pcs, what):
    one, _other, number = pcs
    erase(one, number)
    registers.expect_whole(one)
    assert tamper(one, FORGED[what]) != ()


def test_a_history_that_is_not_whole_is_not_redacted(pcs):
    one, _other, number = pcs
    tamper(one, "UPDATE members SET note = 'x'")
    with pytest.raises(DamagedError, match="not whole"):
        erase(one, number)
    assert not erasing.is_erased(one.database, number)


def test_steps_that_would_bring_values_back_cannot_be_undone(pcs):
    one, _other, number = pcs
    erase(one, number)
    refused = [
        step for step in history.list_steps(one) if redacting.is_redacted(one.office, step.id)
    ]
    assert {step.operation for step in refused} >= {"enrol_member", "correct_member"}
    for step in history.list_steps(one):
        if step in refused or step.operation == "erase_member":
            assert not step.can_be_undone
            with pytest.raises(UnionbookError):
                history.undo_commit(one, commit_id=step.id)
    registers.expect_whole(one)


def test_nobody_writes_into_an_erased_record(pcs):
    one, _other, number = pcs
    erase(one, number)
    for act in (
        lambda: members.correct_member(one, member_id=number, values={"phone": "0911000111"}),
        lambda: members.correct_member(one, member_id=number, values={"full_name": "Ai Đó"}),
        lambda: members.correct_member(one, member_id=number, values={"wage": 5}),
    ):
        with pytest.raises(UnionbookError, match="erased"):
            act()
    registers.expect_whole(one)
