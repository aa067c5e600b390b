# SPDX-License-Identifier: Apache-2.0
"""What goes up of what was collected: booked by difference, remitted oldest first."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import registers
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from unionbook.data import ledger as rows
from unionbook.domain import clock, periods
from unionbook.domain.ledger import Line
from unionbook.domain.shares import ShareKind, SplitRule
from unionbook.errors import InvalidValueError, NotAllowedError, UnionbookError
from unionbook.operations import (
    dues,
    dues_rules,
    ledger,
    members,
    remittances,
    share_rules,
    shares,
    verify,
)


@pytest.fixture
def session(tmp_path):
    opened = books(tmp_path)
    share_rules.adopt_split(opened, key="branch70")
    yield opened
    opened.close()


def books(folder, country="VN"):
    opened = registers.make(folder, country=country)
    ledger.set_up_books(opened)
    return opened


def collect(session, amount, on, role="dues_income"):
    cash, income = ledger.by_role(session, "cash"), ledger.by_role(session, role)
    changes = ledger.post_voucher(
        session, kind="receipt", lines=[Line(cash, amount), Line(income, -amount)], on=on
    )
    return changes.rows["vouchers"][0]


def balance(session, role):
    return ledger.balance_on(session, account_id=ledger.by_role(session, role), on="2099-12-31")


def told(session, **more):
    return [
        (one.month, one.level, one.due, one.booked, one.paid)
        for one in shares.list_shares(session, **more)
    ]


def test_a_month_is_shared_out_by_the_rule_and_booked_once(session):
    collect(session, 1_000_001, "2026-03-05")
    assert told(session) == [("2026-03", "above", 300_000, 0, 0)]
    changes = shares.settle_shares(session, month="3/2026")
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    assert (voucher.voucher.dated_on, voucher.voucher.amount) == ("2026-03-31", 300_000)
    assert told(session) == [("2026-03", "above", 300_000, 300_000, 0)]
    assert balance(session, "remittance_due") == -300_000
    assert balance(session, "upward_share") == 300_000
    assert shares.settle_shares(session, month="3/2026") is None


def test_the_surcharge_stays_with_the_branch(session):
    collect(session, 100_000, "2026-03-05")
    collect(session, 50_000, "2026-03-05", role="surcharge_income")
    (found,) = shares.collected_in(session, first="2026-03", last="2026-03")
    assert (found.amount, found.kept, found.shares) == (100_000, 70_000, (("above", 30_000),))


def test_dues_beyond_the_rule_are_kept_apart_by_the_payment_itself(tmp_path):
    opened = books(tmp_path)
    share_rules.adopt_split(opened, key="branch70")
    dues_rules.add_rule(
        opened,
        rule=dues_rules.DuesRule(
            0, "1 %", dues_rules.Basis.WAGE, "2026-01-01", rate=5_000, surcharge=5_000
        ),
    )
    member = members.enrol_member(
        opened, values={"full_name": "Trần Văn An", "wage": 8_000_000}, wage_from="2026-01-01"
    ).rows["members"][0]
    dues.assess_month(opened, month="2026-03")
    dues.record_payment(
        opened, parts=dues.propose_payment(opened, member_ids=[member]), on="2026-03-20"
    )
    (found,) = shares.collected_in(opened, first="2026-03", last="2026-03")
    assert (found.amount, found.shares) == (40_000, (("above", 12_000),))
    opened.close()


def test_a_payment_reversed_later_lowers_the_month_of_its_reversal(session):
    wrong = collect(session, 1_000_000, "2026-03-05")
    shares.settle_shares(session, month="2026-03")
    ledger.close_month(session, month="2026-03")
    ledger.reverse_voucher(session, voucher_id=wrong, reason="nhầm", on="2026-04-02")
    collect(session, 1_500_000, "2026-04-10")
    shares.settle_shares(session, month="2026-04")
    assert told(session) == [
        ("2026-03", "above", 300_000, 300_000, 0),
        ("2026-04", "above", 150_000, 150_000, 0),
    ]


def test_only_the_difference_is_posted_after_a_correction(session):
    collect(session, 1_000_000, "2026-03-05")
    shares.settle_shares(session, month="2026-03")
    wrong = collect(session, 200_000, "2026-03-06")
    changes = shares.settle_shares(session, month="2026-03")
    second = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    assert second.voucher.amount == 60_000
    ledger.reverse_voucher(session, voucher_id=wrong, reason="nhầm", on="2026-03-07")
    third = shares.settle_shares(session, month="2026-03")
    lines = ledger.get_voucher(session, voucher_id=third.rows["vouchers"][0]).lines
    assert {account.role: line.amount for account, line in lines} == {
        "upward_share": -60_000,
        "remittance_due": 60_000,
    }


def test_a_settlement_that_was_reversed_is_booked_again(session):
    collect(session, 1_000_000, "2026-03-05")
    changes = shares.settle_shares(session, month="2026-03")
    ledger.reverse_voucher(
        session, voucher_id=changes.rows["vouchers"][0], reason="nhầm", on="2026-03-31"
    )
    assert balance(session, "remittance_due") == 0
    assert shares.settle_shares(session, month="2026-03") is not None
    assert balance(session, "remittance_due") == -300_000


def test_a_closed_month_is_settled_in_an_open_one(session):
    collect(session, 1_000_000, "2026-03-05")
    ledger.close_month(session, month="2026-03")
    changes = shares.settle_shares(session, month="2026-03")
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0]).voucher
    assert voucher.dated_on == clock.today()
    assert told(session) == [("2026-03", "above", 300_000, 300_000, 0)]


def test_opening_and_closing_entries_are_no_collections(session):
    cash, income = ledger.by_role(session, "cash"), ledger.by_role(session, "dues_income")
    fund = ledger.by_role(session, "opening_fund")
    for kind, one, other in (("opening", cash, income), ("closing", fund, income)):
        ledger.post_voucher(
            session, kind=kind, lines=[Line(one, 70_000), Line(other, -70_000)], on="2026-03-01"
        )
    assert shares.collected_in(session, first="2026-01", last="2026-12") == []
    collect(session, 100_000, "2026-03-02")
    (found,) = shares.collected_in(session, first="2026-01", last="2026-12")
    assert found.amount == 100_000


def test_without_a_rule_nothing_is_settled_in_silence(tmp_path):
    opened = books(tmp_path)
    collect(opened, 100_000, "2026-03-02")
    with pytest.raises(UnionbookError, match="03/2026"):
        shares.settle_shares(opened, month="2026-03")
    assert shares.settle_shares(opened, month="2026-04") is None
    opened.close()


def test_the_rule_of_the_month_counts(session):
    newer = SplitRule(0, "60/40", ShareKind.DUES, (("branch", 600_000), ("above", 400_000)),
                      "2026-04-01")  # fmt: skip
    share_rules.add_split(session, rule=newer)
    collect(session, 100_000, "2026-03-31")
    collect(session, 100_000, "2026-04-01")
    assert [one[2] for one in told(session)] == [30_000, 40_000]


def test_four_levels_share_to_the_last_rupiah(tmp_path):
    opened = books(tmp_path, "ID")
    share_rules.adopt_split(opened, key="lem_spsi")
    collect(opened, 1_000_003, "2026-03-05")
    (found,) = shares.collected_in(opened, first="2026-03", last="2026-03")
    assert found.shares == (("DPC", 250_001), ("DPD", 150_000), ("DPP", 100_001))
    assert found.kept + sum(amount for _level, amount in found.shares) == 1_000_003
    collect(opened, 40_000, "2026-03-05", role="joining_fee_income")
    joining = shares.collected_in(opened, first="2026-03", last="2026-03")[1]
    assert (joining.kind, joining.kept, joining.rule) == (ShareKind.JOINING_FEE, 40_000, None)
    share_rules.add_split(
        opened,
        rule=SplitRule(0, "Uang pangkal", ShareKind.JOINING_FEE,
                       (("branch", 500_000), ("PP", 500_000)), "2026-01-01"),
    )  # fmt: skip
    assert [one[:3] for one in told(opened)][-1] == ("2026-03", "PP", 20_000)
    opened.close()


def test_a_remittance_settles_the_oldest_month_first_and_may_be_partial(session):
    for month, amount in (("2026-03", 1_000_000), ("2026-04", 2_000_000)):
        collect(session, amount, f"{month}-05")
        shares.settle_shares(session, month=month)
    parts = remittances.propose_remittance(session, amount=500_000)
    assert [(part.month, part.amount) for part in parts] == [
        ("2026-03", 300_000),
        ("2026-04", 200_000),
    ]
    changes = remittances.record_remittance(session, parts=parts, out_of="cash", on="2026-05-02")
    voucher = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    assert (voucher.voucher.kind, voucher.voucher.amount) == ("payment", 500_000)
    assert voucher.voucher.counterparty == "Liên đoàn Lao động Phường Sao"
    assert "03/2026" in voucher.voucher.reason
    assert [one[-1] for one in told(session)] == [300_000, 200_000]
    assert remittances.remittances_due(session).total == 400_000
    with pytest.raises(InvalidValueError, match="at most 400,000"):
        remittances.propose_remittance(session, amount=400_001)
    with pytest.raises(InvalidValueError, match="only 0 is due"):
        remittances.record_remittance(session, parts=parts)
    ledger.reverse_voucher(session, voucher_id=voucher.voucher.id, reason="nhầm")
    assert remittances.remittances_due(session).total == 900_000


def test_what_was_paid_too_much_is_used_for_the_next_month(session):
    wrong = collect(session, 1_000_000, "2026-03-05")
    shares.settle_shares(session, month="2026-03")
    remittances.record_remittance(
        session, parts=remittances.propose_remittance(session), out_of="cash", on="2026-04-01"
    )
    ledger.reverse_voucher(session, voucher_id=wrong, reason="nhầm", on="2026-04-02")
    shares.settle_shares(session, month="2026-04")
    assert remittances.remittances_due(session).total == -300_000
    with pytest.raises(UnionbookError, match="Nothing is due"):
        remittances.propose_remittance(session)
    collect(session, 3_000_000, "2026-05-05")
    shares.settle_shares(session, month="2026-05")
    parts = remittances.propose_remittance(session)
    assert [(part.month, part.amount) for part in parts] == [
        ("2026-04", -300_000),
        ("2026-05", 900_000),
    ]
    remittances.record_remittance(session, parts=parts, out_of="cash", on="2026-06-01")
    assert [one.left for one in shares.list_shares(session)] == [0, 0, 0]


def test_what_was_owed_before_the_books_began_is_remitted_too(session):
    due, fund = ledger.by_role(session, "remittance_due"), ledger.by_role(session, "opening_fund")
    ledger.post_voucher(
        session, kind="opening", lines=[Line(fund, 80_000), Line(due, -80_000)], on="2026-01-01"
    )
    collect(session, 100_000, "2026-01-15")
    shares.settle_shares(session, month="2026-01")
    found = remittances.propose_remittance(session)
    assert [(part.month, part.amount) for part in found] == [("", 80_000), ("2026-01", 30_000)]
    remittances.record_remittance(session, parts=found, out_of="cash")
    assert balance(session, "remittance_due") == 0
    assert shares.settle_shares(session, month="2026-01") is None


def test_one_level_may_be_paid_alone(tmp_path):
    opened = books(tmp_path, "ID")
    share_rules.adopt_split(opened, key="lem_spsi", due_months=1)
    collect(opened, 1_000_000, "2026-03-05")
    shares.settle_shares(opened, month="2026-03")
    (part,) = remittances.propose_remittance(opened, level="DPD")
    assert part.amount == 150_000
    waiting = remittances.remittances_due(opened)
    assert (waiting.total, waiting.since, waiting.due_on, waiting.unsettled) == (
        500_000, "2026-03", "2026-04-30", (),
    )  # fmt: skip
    opened.close()


def test_a_split_must_be_a_whole(session):
    for parts in ((("branch", 500_000),), (("a", 500_000), ("a", 500_000)), ()):
        with pytest.raises(InvalidValueError):
            share_rules.add_split(
                session, rule=SplitRule(0, "x", ShareKind.DUES, parts, "2026-01-01")
            )
    with pytest.raises(UnionbookError, match="branch70"):
        share_rules.adopt_split(session, key="nothing")


def test_who_may_not_touch_money_settles_nothing(session, tmp_path):
    registers.add_user(session, "Thư ký", "secretary")
    session.close()
    other = registers.open_as(tmp_path / "branch.unionbook", "Thư ký")
    with pytest.raises(NotAllowedError):
        shares.settle_shares(other, month="2026-03")
    assert shares.list_shares(other) == []
    other.close()


MONTHS = ("2026-01", "2026-02", "2026-03")


class ShareMachine(RuleBasedStateMachine):
    """Any order of collecting, reversing, settling and remitting keeps what is owed right."""

    @initialize(country=st.sampled_from(("VN", "ID")))
    def begin(self, country):
        self.folder = tempfile.TemporaryDirectory()
        self.session = books(Path(self.folder.name), country)
        self.rate = 300_000 if country == "VN" else 500_000
        share_rules.adopt_split(self.session, key="branch70" if country == "VN" else "lem_spsi")
        self.receipts, self.payments = [], []
        self.collected = dict.fromkeys(MONTHS, 0)
        self.remitted = 0

    @rule(amount=st.integers(1, 5_000_000), month=st.sampled_from(MONTHS))
    def collect(self, amount, month):
        self.receipts.append((collect(self.session, amount, f"{month}-10"), amount))
        self.collected[month] += amount

    @precondition(lambda self: self.receipts)
    @rule(data=st.data(), month=st.sampled_from(MONTHS))
    def take_back(self, data, month):
        at = data.draw(st.integers(0, len(self.receipts) - 1))
        voucher, amount = self.receipts.pop(at)
        ledger.reverse_voucher(
            self.session, voucher_id=voucher, reason="nhầm", on=periods.last_day(month)
        )
        self.collected[month] -= amount

    @rule(month=st.sampled_from(MONTHS))
    def settle(self, month):
        shares.settle_shares(self.session, month=month)
        assert shares.settle_shares(self.session, month=month) is None

    @rule(part=st.integers(1, 100))
    def remit(self, part):
        due = remittances.remittances_due(self.session).total
        amount = due * part // 100
        if amount <= 0:
            return
        changes = remittances.record_remittance(
            self.session,
            parts=remittances.propose_remittance(self.session, amount=amount),
            out_of="cash",
            on="2026-04-01",
        )
        self.payments.append((changes.rows["vouchers"][0], amount))
        self.remitted += amount

    @precondition(lambda self: self.payments)
    @rule()
    def take_a_remittance_back(self):
        voucher, amount = self.payments.pop()
        ledger.reverse_voucher(self.session, voucher_id=voucher, reason="nhầm", on="2026-04-02")
        self.remitted -= amount

    @invariant()
    def owed_is_what_the_rule_gives_less_what_was_remitted(self):
        found = shares.list_shares(self.session)
        expected = sum(
            (1 if amount >= 0 else -1) * ((abs(amount) * self.rate + 500_000) // 1_000_000)
            for amount in self.collected.values()
        )
        assert sum(one.due for one in found) == expected
        assert sum(one.paid for one in found) == self.remitted
        assert sum(one.left + one.to_book for one in found) == expected - self.remitted
        assert balance(self.session, "remittance_due") == -sum(one.left for one in found)
        assert sum(rows.balance_on(self.session.database, one.id, "2099-12-31")
                   for one in rows.list_accounts(self.session.database)) == 0  # fmt: skip

    def teardown(self):
        for month in MONTHS:
            shares.settle_shares(self.session, month=month)
        assert all(one.to_book == 0 for one in shares.list_shares(self.session))
        assert verify.verify_register(self.session).problems == ()
        self.session.close()
        self.folder.cleanup()


TestShares = ShareMachine.TestCase
TestShares.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
)
