# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import registers
import welfare_desk as desk
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from unionbook.data import welfare as rows
from unionbook.domain.welfare import CaseState, DoubtKind
from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import history, ledger, verify, welfare, welfare_rules, welfare_steps
from unionbook.operations.programme_giving import give_out
from unionbook.operations.programme_lists import list_entitled
from unionbook.operations.programme_money import close_programme, pay_programme, reopen_programme
from unionbook.operations.programmes import (
    Entitled,
    Plan,
    add_programme,
    get_programme,
    list_recipients,
)


@pytest.fixture
def session(tmp_path):
    opened = desk.open_branch(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def member(session):
    return registers.enrol(session, "Trần Văn An", department="May 1")


def state(session, case):
    return welfare.get_case(session, case_id=case).case.state


def balance(session, role):
    return ledger.balance_on(session, account_id=ledger.by_role(session, role), on="2099-12-31")


def test_a_case_goes_all_the_way(session, member):
    case = desk.approve(session, desk.ask(session, member))
    assert state(session, case) is CaseState.APPROVED
    voucher = ledger.get_voucher(session, voucher_id=desk.pay(session, case)).voucher
    assert (voucher.amount, voucher.counterparty) == (500_000, "Trần Văn An")
    assert voucher.reason == "Wedding, case 0001/2026"
    assert state(session, case) is CaseState.PAID
    welfare_steps.acknowledge_case(session, case_id=case, by="Trần Văn An")
    assert state(session, case) is CaseState.ACKNOWLEDGED
    assert (balance(session, "welfare"), balance(session, "cash")) == (500_000, -500_000)


def test_nobody_approves_what_he_or_she_asked_for(session, member):
    case = desk.ask(session, member)
    welfare_steps.check_case(session, case_id=case)
    with pytest.raises(NotAllowedError, match="another person"):
        welfare_steps.approve_case(session, case_id=case)
    desk.become(session, registers.HEAD)
    own = welfare.request_case(
        session, asking=welfare.Asking("wedding", registers.enrol(session, "Khác"))
    ).case_id
    welfare_steps.check_case(session, case_id=own)
    with pytest.raises(NotAllowedError, match="another person"):
        welfare_steps.approve_case(session, case_id=own)
    # What the head asks for somebody else of the office may approve, whoever the rule names.
    desk.become(session, desk.SECRETARY)
    welfare_steps.approve_case(session, case_id=own)
    assert state(session, own) is CaseState.APPROVED


def test_who_comes_back_under_the_same_name_is_the_same_person(session, member):
    case = desk.ask(session, member)
    welfare_steps.check_case(session, case_id=case)
    session.user = type(session.user)(77, 9, f" {desk.SECRETARY.upper()} ", "head")
    with pytest.raises(NotAllowedError, match="another person"):
        welfare_steps.approve_case(session, case_id=case)


def test_only_who_the_rule_names_approves(session, member):
    case = desk.ask(session, member)
    welfare_steps.check_case(session, case_id=case)
    desk.become(session, desk.CLERK)
    with pytest.raises(NotAllowedError, match="Head of the branch"):
        welfare_steps.approve_case(session, case_id=case)
    desk.become(session, desk.TREASURER)
    with pytest.raises(NotAllowedError):
        welfare_steps.approve_case(session, case_id=case)


def test_a_doubtful_case_is_approved_only_with_a_reason_in_words(session, member):
    desk.ask(session, member)
    case = desk.ask(session, member)
    with pytest.raises(welfare_steps.DoubtfulError, match="number 2 in 2026") as caught:
        desk.approve(session, case)
    assert DoubtKind.LIMIT in {one.kind for one in caught.value.doubts}
    assert state(session, case) is CaseState.CHECKED
    welfare_steps.approve_case(session, case_id=case, note="Cưới hai lần, có giấy")
    assert "Cưới hai lần, có giấy" in welfare.get_case(session, case_id=case).notes


def test_another_amount_may_be_approved_and_is_what_is_paid(session, member):
    case = desk.ask(session, member, "sickness")
    desk.approve(session, case, amount=800_000)
    desk.pay(session, case)
    assert balance(session, "welfare") == 800_000
    other = desk.ask(session, registers.enrol(session, "Khác"), "sickness")
    with pytest.raises(welfare_steps.DoubtfulError, match="more than the rule allows"):
        desk.approve(session, other, amount=2_000_000)


def test_steps_come_in_their_order(session, member):
    case = desk.ask(session, member)
    desk.become(session, registers.HEAD)
    for step in (welfare_steps.approve_case, welfare_steps.pay_case,
                 welfare_steps.acknowledge_case):  # fmt: skip
        with pytest.raises(UnionbookError, match="0001/2026 is “Requested”"):
            step(session, case_id=case)
    desk.approve(session, case)
    with pytest.raises(UnionbookError, match="Approved"):
        welfare_steps.refuse_case(session, case_id=case, note="muộn")
    desk.pay(session, case)
    with pytest.raises(UnionbookError, match="Paid"):
        welfare_steps.withdraw_case(session, case_id=case)
    with pytest.raises(UnionbookError, match="Paid"):
        desk.pay(session, case)


def test_a_refusal_needs_a_reason(session, member):
    case = desk.ask(session, member)
    desk.become(session, registers.HEAD)
    with pytest.raises(InvalidValueError, match="why"):
        welfare_steps.refuse_case(session, case_id=case, note="  ")


def test_a_reversed_payment_lets_the_case_be_paid_again(session, member):
    case = desk.approve(session, desk.ask(session, member))
    voucher = desk.pay(session, case)
    welfare_steps.acknowledge_case(session, case_id=case)
    reversal = ledger.reverse_voucher(session, voucher_id=voucher, reason="nhầm người")
    assert state(session, case) is CaseState.APPROVED
    assert balance(session, "welfare") == 0
    ledger.reverse_voucher(session, voucher_id=reversal.rows["vouchers"][0], reason="không nhầm")
    assert state(session, case) is CaseState.ACKNOWLEDGED
    assert rows.spent_by_kind(session.database, "", "9999") == {"wedding": 500_000}


def test_a_second_payment_is_acknowledged_by_a_second_signature(session, member):
    case = desk.approve(session, desk.ask(session, member))
    first = desk.pay(session, case)
    welfare_steps.acknowledge_case(session, case_id=case)
    ledger.reverse_voucher(session, voucher_id=first, reason="nhầm")
    desk.pay(session, case, from_account="bank")
    assert state(session, case) is CaseState.PAID
    assert balance(session, "bank") == -500_000


def test_money_that_was_paid_is_reversed_and_not_undone(session, member):
    case = desk.approve(session, desk.ask(session, member))
    approved = history.list_steps(session, limit=1)[0]
    desk.pay(session, case)
    paid = history.list_steps(session, limit=1)[0]
    assert (paid.operation, paid.can_be_undone) == ("pay_welfare", False)
    with pytest.raises(UnionbookError, match="reverse the voucher"):
        history.undo_commit(session, commit_id=paid.id)
    # The approval holds up the payment: it cannot be taken from under it.
    with pytest.raises(history.CannotUndoError):
        history.undo_commit(session, commit_id=approved.id)


def test_a_case_that_two_pcs_paid_at_once_is_told(session, member):
    from unionbook.domain.ledger import Line

    case = desk.approve(session, desk.ask(session, member))
    desk.pay(session, case)
    lines = [
        Line(ledger.by_role(session, "welfare"), 500_000),
        Line(ledger.by_role(session, "cash"), -500_000),
    ]
    other = ledger.post_voucher(session, kind="payment", lines=lines).rows["vouchers"][0]
    found = welfare.get_case(session, case_id=case).case
    with session.commit("pay_welfare") as _changes:
        rows.add_payment(
            session.office, session.site, case=case, approval=found.approval.id, voucher=other
        )
    [doubt] = welfare.get_case(session, case_id=case).doubts
    assert doubt.kind is DoubtKind.PAID_TWICE
    assert "PC0001/2026, PC0002/2026" in doubt.sentence
    ledger.reverse_voucher(session, voucher_id=other, reason="chi hai lần")
    assert welfare.get_case(session, case_id=case).doubts == ()
    assert state(session, case) is CaseState.PAID


def test_a_closed_month_takes_no_payment(session, member):
    case = desk.approve(session, desk.ask(session, member))
    ledger.close_month(session, month="2026-03")
    with pytest.raises(UnionbookError, match="03/2026 is closed"):
        desk.pay(session, case)
    desk.become(session, registers.HEAD)
    assert state(session, case) is CaseState.APPROVED


def test_the_account_is_the_one_of_the_rule(session, member):
    desk.pay(session, desk.approve(session, desk.ask(session, member, "award")))
    assert (balance(session, "awards"), balance(session, "welfare")) == (300_000, 0)


class Desk(RuleBasedStateMachine):
    """Any operations in any order: the books balance, and say what cases and programmes took."""

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        self.session = desk.open_branch(Path(self.folder.name))
        self.members = [registers.enrol(self.session, f"Người {at}") for at in range(3)]
        plan = Plan("Quà Tết", amount=300_000, planned_on="2026-01-20", entitled=Entitled())
        self.programme = add_programme(self.session, plan=plan).rows["programmes"][0]
        list_entitled(self.session, programme_id=self.programme)

    def attempt(self, work, **told):
        """Let an operation be refused where it is not its turn; anything else is a fault."""
        try:
            return work(self.session, **told)
        except UnionbookError:
            return None

    def case(self, at):
        cases = sorted(one.id for one in welfare.list_cases(self.session))
        return cases[at % len(cases)] if cases else 0

    @rule(
        who=st.integers(0, 2),
        kind=st.sampled_from(["wedding", "sickness", "hardship", "award"]),
        amount=st.sampled_from([0, 123_000, 900_000]),
        by=st.sampled_from([registers.HEAD, desk.SECRETARY]),
        far=st.integers(0, 3),
    )
    def ask(self, who, kind, amount, by, far):
        desk.become(self.session, by)
        asking = welfare.Asking(kind, self.members[who], amount=amount, on="2026-03-02")
        case = welfare.request_case(self.session, asking=asking).case_id
        if far > 0:
            self.attempt(welfare_steps.check_case, case_id=case)
        if far > 1:
            desk.become(self.session, {registers.HEAD: desk.SECRETARY}.get(by, registers.HEAD))
            welfare_steps.approve_case(self.session, case_id=case, note="có lý do")
        if far > 2:
            desk.pay(self.session, case)

    @rule(at=st.integers(0, 9), by=st.sampled_from([registers.HEAD, desk.SECRETARY]))
    def approve(self, at, by):
        desk.become(self.session, by)
        self.attempt(welfare_steps.approve_case, case_id=self.case(at), note="có lý do")

    @rule(at=st.integers(0, 9), how=st.sampled_from(["withdraw", "refuse", "acknowledge"]))
    def end(self, at, how):
        desk.become(self.session, registers.HEAD)
        told = {"note": "thôi"} if how != "acknowledge" else {}
        self.attempt(getattr(welfare_steps, f"{how}_case"), case_id=self.case(at), **told)

    @rule(at=st.integers(0, 9), source=st.sampled_from(["cash", "bank"]))
    def pay(self, at, source):
        desk.become(self.session, desk.TREASURER)
        case = self.case(at)
        self.attempt(welfare_steps.pay_case, case_id=case, from_account=source, on="2026-04-01")

    @rule(back=st.integers(1, 4))
    def reverse(self, back):
        vouchers = ledger.list_vouchers(self.session)
        if vouchers:
            wrong = vouchers[-min(back, len(vouchers))].id
            desk.become(self.session, registers.HEAD)
            self.attempt(ledger.reverse_voucher, voucher_id=wrong, reason="x", on="2026-05-01")

    @rule()
    def undo(self):
        desk.become(self.session, registers.HEAD)
        steps = [one for one in history.list_steps(self.session, limit=5) if one.can_be_undone]
        if steps:
            self.attempt(history.undo_commit, commit_id=steps[0].id)

    @rule(at=st.integers(0, 2))
    def give(self, at):
        desk.become(self.session, desk.SECRETARY)
        lines = list_recipients(self.session, programme_id=self.programme)
        if lines:
            self.attempt(give_out, recipient_ids=[lines[at % len(lines)].id])

    @rule(how=st.sampled_from([pay_programme, close_programme, reopen_programme]))
    def settle(self, how):
        desk.become(self.session, desk.TREASURER)
        told = {"reason": "x"} if how is reopen_programme else {"on": "2026-04-02"}
        self.attempt(how, programme_id=self.programme, **told)
        found = get_programme(self.session, programme_id=self.programme)
        if how is close_programme:
            assert found.drawn == found.given_amount

    @invariant()
    def the_books_say_what_was_paid(self):
        if not hasattr(self, "session"):
            return
        desk.become(self.session, registers.HEAD)
        balances = ledger.trial_balance(self.session, first="2025-01", last="2027-12")
        assert sum(one.closing for one in balances) == 0
        paid = {}
        for case in welfare.list_cases(self.session):
            if case.paid_by is not None:
                assert case.state in (CaseState.PAID, CaseState.ACKNOWLEDGED)
                assert case.approval.user_id != case.user_id
                paid[case.kind] = paid.get(case.kind, 0) + case.amount
        spent = rows.spent_by_kind(self.session.database, "", "9999")
        assert {kind: amount for kind, amount in spent.items() if amount} == paid
        drawn = sum(one.drawn for one in [get_programme(self.session, programme_id=self.programme)])
        by_role = {one.account.role: one.closing for one in balances}
        assert by_role["welfare"] + by_role["awards"] == sum(paid.values()) + drawn
        assert by_role["cash"] + by_role["bank"] == -sum(paid.values()) - drawn

    def teardown(self):
        if hasattr(self, "session"):
            assert verify.verify_register(self.session).problems == ()
            self.session.close()
            self.folder.cleanup()


Desk.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestDesk = Desk.TestCase


def test_the_head_may_name_who_approves(session, member):
    old = welfare_rules.find_rule(session, kind="wedding")
    from dataclasses import replace

    welfare_rules.add_rule(session, rule=replace(old, approver="secretary", since="2026-01-01"))
    case = desk.ask(session, member)
    welfare_steps.check_case(session, case_id=case)
    desk.become(session, desk.CLERK)
    welfare_steps.approve_case(session, case_id=case)
    assert state(session, case) is CaseState.APPROVED
