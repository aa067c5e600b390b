# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
import registers
import replicas
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import dues, dues_rules, events, history, ledger, members, verify


@pytest.fixture
def session(tmp_path):
    opened = set_up(tmp_path)
    yield opened
    opened.close()


def set_up(folder):
    opened = registers.make(folder)
    ledger.set_up_books(opened)
    dues_rules.adopt_rule(opened, key="wage_capped")
    return opened


def worker(session, wage=8_000_000):
    changes = members.enrol_member(
        session, values={"full_name": "Trần Văn An", "wage": wage}, wage_from="2025-07-01"
    )
    return changes.rows["members"][0]


def left(session, member):
    return {one.month: one.left for one in dues.member_dues(session, member_id=member)}


def test_assessing_twice_changes_nothing(session):
    worker(session)
    assert dues.assess_month(session, month="08/2025").difference == 40_000
    again = dues.assess_month(session, month="2025-08")
    assert (again.difference, again.changed, again.commit_id) == (0, 0, 0)


def test_assessing_again_after_a_correction_posts_only_the_difference(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    members.correct_member(
        session, member_id=member, values={"wage": 10_000_000}, wage_from="2025-08-01"
    )
    assert dues.assess_month(session, month="2025-08").difference == 10_000
    assert left(session, member) == {"2025-08": 50_000}
    assert dues.explain(session, member_id=member, month="2025-08").base == 10_000_000


def test_dues_that_are_not_those_of_the_vouchers_are_named(session):
    worker(session)
    dues.assess_month(session, month="2025-08")
    assert verify.verify_register(session).problems == ()
    with session.office.upkeep():
        session.database.execute("UPDATE member_months SET owed = owed - 1")
    (problem,) = verify.verify_register(session).problems
    assert "2025-08" in problem


def test_who_turns_out_to_have_left_owes_nothing_any_more(session):
    member = worker(session)
    dues.assess_month(session, month="2025-09")
    events.record_event(session, member_ids=[member], kind="left", on="2025-08-15")
    assert dues.assess_month(session, month="2025-09").difference == -40_000
    assert left(session, member) == {"2025-09": 0}


def test_a_payment_settles_the_oldest_month_first_and_then_months_ahead(session):
    member = worker(session)
    for month in ("2025-08", "2025-09"):
        dues.assess_month(session, month=month)
    parts = dues.propose_payment(session, member_ids=[member], amount=130_000)
    assert [(part.month, part.amount) for part in parts] == [
        ("2025-08", 40_000),
        ("2025-09", 40_000),
        ("2025-10", 40_000),
        ("2025-11", 10_000),
    ]
    dues.record_payment(session, parts=parts)
    dues.assess_month(session, month="2025-10")
    dues.assess_month(session, month="2025-11")
    assert left(session, member) == {
        "2025-08": 0,
        "2025-09": 0,
        "2025-10": 0,
        "2025-11": 30_000,
    }


def test_who_has_paid_ahead_may_go_on_paying_ahead(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    for amount, months in (
        (90_000, [("2025-08", 40_000), ("2025-09", 40_000), ("2025-10", 10_000)]),
        (50_000, [("2025-10", 30_000), ("2025-11", 20_000)]),
    ):
        parts = dues.propose_payment(session, member_ids=[member], amount=amount)
        assert [(part.month, part.amount) for part in parts] == months
        dues.record_payment(session, parts=parts)


def test_money_beyond_a_month_settles_the_later_debts_before_it_goes_ahead(session):
    member = worker(session)
    for month in ("2025-08", "2025-09", "2025-10"):
        dues.assess_month(session, month=month)
    due = dues.propose_payment(session, member_ids=[member], until="9/2025")
    assert [part.month for part in due] == ["2025-08", "2025-09"]
    more = dues.propose_payment(session, member_ids=[member], amount=130_000, until="8/2025")
    assert [(part.month, part.amount) for part in more] == [
        ("2025-08", 40_000),
        ("2025-09", 40_000),
        ("2025-10", 40_000),
        ("2025-11", 10_000),
    ]


def test_a_month_is_stored_in_one_form_however_it_was_written(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    dues.record_payment(session, parts=[dues.Part(member, "8/2025", 40_000)])
    assert left(session, member) == {"2025-08": 0}


def test_an_assessment_is_corrected_by_assessing_again_and_not_by_hand(session):
    worker(session)
    done = dues.assess_month(session, month="2025-08")
    voucher = ledger.find_voucher(session, key="PS0001/2025")
    with pytest.raises(UnionbookError, match="assess the month again"):
        ledger.reverse_voucher(session, voucher_id=voucher, reason="nhầm")
    assert dues.list_arrears(session, month="2025-08")[0].total == done.total


def test_one_payer_settles_for_several(session):
    several = [worker(session), worker(session, 6_000_000)]
    dues.assess_month(session, month="2025-08")
    changes = dues.record_payment(
        session, parts=dues.propose_payment(session, member_ids=several), payer="Tổ trưởng"
    )
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    assert (voucher.voucher.amount, voucher.voucher.counterparty) == (70_000, "Tổ trưởng")
    assert dues.list_arrears(session, month="2025-08") == []


def test_a_reversed_payment_is_owed_again(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    paid = dues.record_payment(session, parts=dues.propose_payment(session, member_ids=[member]))
    voucher = paid.rows["vouchers"][0]
    ledger.reverse_voucher(session, voucher_id=voucher, reason="nhầm người")
    assert left(session, member) == {"2025-08": 40_000}
    with pytest.raises(UnionbookError, match="reversed already"):
        ledger.reverse_voucher(session, voucher_id=voucher, reason="again")
    with pytest.raises(UnionbookError, match="reverse the voucher"):
        history.undo_commit(session, commit_id=paid.commit_id)


def test_arrears_tell_how_much_since_when_and_how_old(session):
    member = worker(session)
    for month in ("2025-07", "2025-11", "2026-01"):
        dues.assess_month(session, month=month)
    (debt,) = dues.list_arrears(session, month="2026-01")
    assert (debt.member, debt.total, debt.since, debt.months) == (member, 120_000, "2025-07", 3)
    assert debt.by_age == (40_000, 40_000, 0, 40_000)


def test_a_closed_month_takes_nothing_and_says_what_to_do(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    ledger.close_month(session, month="2025-08")
    with pytest.raises(UnionbookError, match="08/2025 is closed"):
        dues.assess_month(session, month="2025-08")
    parts = dues.propose_payment(session, member_ids=[member])
    with pytest.raises(UnionbookError, match="is closed"):
        dues.record_payment(session, parts=parts, on="2025-08-20")
    ledger.reopen_month(session, month="2025-08", reason="forgotten")
    dues.record_payment(session, parts=parts, on="2025-08-20")
    assert ledger.differences_since_closing(session, month="2025-08")["111"] == (0, 40_000)


def test_the_dues_of_two_records_that_become_one_are_those_of_one(session):
    keep, other = worker(session), worker(session, 6_000_000)
    dues.assess_month(session, month="2025-08")
    from unionbook.operations import doubles

    dues.record_payment(session, parts=dues.propose_payment(session, member_ids=[other]))
    doubles.merge_members(session, keep=keep, other=other)
    assert left(session, keep) == {"2025-08": 40_000}
    dues.assess_month(session, month="2025-08")
    assert left(session, keep) == {"2025-08": 10_000}
    of_all = dues.dues_grid(session, year=2025)
    assert {month: one.left for month, one in of_all[keep].items()} == left(session, keep)
    assert list(of_all) == [keep]


def test_a_payment_of_nothing_and_too_much_are_refused(session):
    member = worker(session)
    with pytest.raises(InvalidValueError):
        dues.record_payment(session, parts=[])
    with pytest.raises(InvalidValueError):
        dues.propose_payment(session, member_ids=[member], amount=5)


def test_the_secretary_reads_the_books_and_posts_nothing(tmp_path):
    opened = set_up(tmp_path)
    registers.add_user(opened, "Hoa", "secretary")
    opened.close()
    with_less = registers.open_as(opened.register.folder, "Hoa")
    try:
        assert ledger.list_accounts(with_less)
        with pytest.raises(NotAllowedError):
            dues.assess_month(with_less, month="2025-08")
    finally:
        with_less.close()


class Books(RuleBasedStateMachine):
    """Any operations in any order: the trial balance is nothing, and accounts agree with lines."""

    @initialize()
    def open(self):
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.session = set_up(Path(self.folder.name))
        self.members = [worker(self.session, wage) for wage in (5_000_000, 9_000_000)]
        self.vouchers = []

    @rule(month=st.integers(1, 6))
    def assess(self, month):
        dues.assess_month(self.session, month=f"2026-{month:02d}")

    @rule(which=st.integers(0, 1), wage=st.integers(1, 90), month=st.integers(1, 6))
    def change_wage(self, which, wage, month):
        members.correct_member(
            self.session,
            member_id=self.members[which],
            values={"wage": wage * 1_000_000},
            wage_from=f"2026-{month:02d}-01",
        )

    @rule(who=st.sampled_from([[0], [1], [0, 1]]), amount=st.integers(1, 400_000))
    def pay(self, who, amount):
        chosen = [self.members[number] for number in who]
        try:
            parts = dues.propose_payment(self.session, member_ids=chosen, amount=amount)
        except InvalidValueError:
            return
        changes = dues.record_payment(self.session, parts=parts, on="2026-07-01")
        self.vouchers.append(changes.rows["vouchers"][0])

    @rule()
    def reverse_the_last(self):
        if self.vouchers:
            ledger.reverse_voucher(self.session, voucher_id=self.vouchers.pop(), reason="x")

    @invariant()
    def everything_balances(self):
        if not hasattr(self, "session"):
            return
        balances = ledger.trial_balance(self.session, first="2025-01", last="2027-12")
        assert sum(one.closing for one in balances) == 0
        by_role = {one.account.role: one.closing for one in balances}
        assert by_role["dues_claims"] == -by_role["dues_deferred"]
        assert by_role["cash"] == -by_role["dues_income"]
        owed = sum(
            one.left
            for member in self.members
            for one in dues.member_dues(self.session, member_id=member)
        )
        assert owed == by_role["dues_claims"]

    def teardown(self):
        if hasattr(self, "session"):
            assert verify.verify_register(self.session).problems == ()
            self.session.close()
            self.folder.cleanup()


Books.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestBooks = Books.TestCase


def test_enrolling_somebody_who_has_paid_is_not_undone(session):
    member = worker(session)
    dues.assess_month(session, month="2025-08")
    enrolled = history.list_steps(session, limit=2)[-1]
    assert enrolled.operation == "enrol_member"
    with pytest.raises(history.CannotUndoError):
        history.undo_commit(session, commit_id=enrolled.id)
    assert left(session, member) == {"2025-08": 40_000}


def test_a_month_that_two_pcs_assessed_is_put_right_by_the_next_assessment(session, tmp_path):
    member = worker(session)
    other = replicas.second(session, tmp_path / "second.unionbook")
    dues.assess_month(session, month="2025-08")
    dues.assess_month(other, month="2025-08")
    replicas.settle(session, other)
    assert left(session, member) == {"2025-08": 80_000}
    again = dues.assess_month(session, month="2025-08")
    assert (again.difference, again.changed) == (-40_000, 1)
    assert left(session, member) == {"2025-08": 40_000}
    assert dues.assess_month(session, month="2025-08").commit_id == 0
    replicas.settle(session, other)
    assert dues.assess_month(other, month="2025-08").commit_id == 0
    replicas.expect_equal(session, other)
    other.close()
