# SPDX-License-Identifier: Apache-2.0
"""Three years of plausible money for the sample branch, made by operations and by nothing else.

The same dice fall every time, so a sample branch has the same books wherever it is made. What the
money is for lies in ``resources/sample/money.json``.
"""

from __future__ import annotations

import json
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from unionbook import paths
from unionbook.domain import clock, numbering, periods
from unionbook.domain import ledger as roles
from unionbook.domain.ledger import Line, VoucherKind
from unionbook.operations import (
    dues,
    dues_rules,
    employer_fund,
    ledger,
    remittances,
    sample_bank,
    sample_welfare,
    share_rules,
    shares,
)
from unionbook.operations.dues import Part
from unionbook.operations.dues_reports import dues_of
from unionbook.operations.sample_people import sample_branch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unionbook.data.dues import MonthDues
    from unionbook.data.vault import Kdf
    from unionbook.operations.sessions import Session

MONTHS = 36
_OPEN = 1
"""The last month, which the treasurer has not closed yet."""
_BY_CHECK_OFF, _BY_HAND = 82, 92
"""Of a hundred members: whose dues the employer deducts, and up to whom they are paid by hand."""
_QUARTER = 3
_TOGETHER = 6
"""Members for whom their group leader pays at once."""
_SOMETIMES = 0.5
"""How often those pay who are seldom seen."""


def fill_money(
    session: Session,
    *,
    months: int = MONTHS,
    passphrase: str,
    kdf: Kdf | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Keep the books of the sample branch up to its day: dues, welfare, shares, months closed.

    A secretary and a treasurer come in, who open the register with ``passphrase`` too.
    """
    told = _told(session.info.country)
    # The last month that is over on the branch's day, and on the PC's: nothing lies ahead.
    day = min(str(sample_branch(session.info.country)["as_of"]), clock.today())
    last = periods.later(day[:7], -1)
    first = periods.later(last, 1 - months)
    sample_welfare.add_officers(session, told, passphrase, kdf)
    treasurer = _Treasurer(session, told, last)
    treasurer.begin(first)
    for step in range(months):
        month = periods.later(first, step)
        treasurer.keep(month)
        if step < months - _OPEN:
            ledger.close_month(session, month=month)
        if progress:
            progress(step + 1, months)
    sample_bank.fill_bank(session, told, treasurer.dice, last)


@lru_cache(maxsize=2)
def _told(country: str) -> Mapping[str, Any]:
    text = (paths.resources() / "sample" / "money.json").read_text(encoding="utf-8")
    told: Mapping[str, Any] = json.loads(text)[country]
    return told


class _Treasurer:
    """Does what a treasurer does in a month, in its order."""

    def __init__(self, session: Session, told: Mapping[str, Any], last: str) -> None:
        self.session = session
        self.told = told
        self.last = last
        self.dice = Random(f"money/{session.info.country}")  # noqa: S311 - a sample, not a secret
        self.welfare = sample_welfare.Welfare(session, told, self.dice, self.draw)

    def begin(self, first: str) -> None:
        """Set the books up: accounts, rules of dues and what there was before."""
        session, told = self.session, self.told
        ledger.set_up_books(session)
        for value in told["references"]:
            dues_rules.set_reference(session, **value)
        for rule in told["rules"]:
            dues_rules.adopt_rule(session, **rule, region=told.get("region", ""))
        for split in told["splits"]:
            share_rules.adopt_split(session, key=split, since=f"{first}-01")
        if "fund_rule" in told:
            share_rules.adopt_fund_rule(session, key=told["fund_rule"], since=f"{first}-01")
        held: Mapping[str, int] = told["opening"]
        lines = [Line(self.account(role), amount) for role, amount in held.items()]
        lines.append(Line(self.account(roles.OPENING_FUND), -sum(held.values())))
        reason = told["opening_reason"]
        self.post(VoucherKind.OPENING, lines, f"{first}-01", "", reason)
        self.welfare.begin(first)

    def keep(self, month: str) -> None:
        """Keep the books of a month."""
        dues.assess_month(self.session, month=month)
        self.take_dues(month)
        self.take_fund(month)
        for one in self.told["spending"]:
            if int(month[5:]) in one["months"]:
                self.spend(month, one)
        self.welfare.keep(month, last=month == self.last)
        shares.settle_shares(self.session, month=month)
        if int(month[5:]) % _QUARTER == 0:
            self.remit(month)
        sample_bank.count_quarter(self.session, self.told, month)

    def remit(self, month: str) -> None:
        """Pass on what the levels above are due of, up to the month before."""
        until = periods.later(month, -1)
        if any(one.left > 0 for one in shares.list_shares(self.session, last=until)):
            parts = remittances.propose_remittance(self.session, until=until)
            remittances.record_remittance(
                self.session, parts=parts, on=f"{month}-26", payee=self.told["remitted_to"]
            )

    def take_dues(self, month: str) -> None:
        """Take what the employer deducted, what is paid by hand, and what comes late or never."""
        owed = [one for one in dues_of(self.session, month, month) if one.left > 0]
        deducted, by_hand, seldom = self.parted(owed)
        if deducted:
            self.pay(deducted, f"{month}-25", roles.IN_TRANSIT, self.told["payer"])
            total = sum(one.left for one in deducted)
            lines = [
                Line(self.account(roles.BANK), total),
                Line(self.account(roles.IN_TRANSIT), -total),
            ]
            day = f"{month}-28"
            self.post(VoucherKind.TRANSFER, lines, day, self.told["payer"], self.told["to_bank"])
        for place in range(0, len(by_hand), _TOGETHER):
            self.pay(by_hand[place : place + _TOGETHER], self.day(month), roles.CASH)
        for one in seldom:
            if self.dice.random() < _SOMETIMES:
                self.pay_late(one.member, month)

    def parted(self, owed: Sequence[MonthDues]) -> tuple[list[MonthDues], ...]:
        """Part members by how they pay: a member keeps to it."""
        parts: tuple[list[MonthDues], ...] = ([], [], [])
        for one in owed:
            habit = numbering.counter_of(one.member) * 37 % 100
            parts[(habit >= _BY_CHECK_OFF) + (habit >= _BY_HAND)].append(one)
        return parts

    def pay(self, some: Sequence[MonthDues], on: str, into: str, payer: str = "") -> None:
        """Take one payment for several members."""
        parts = [Part(one.member, one.month, one.left) for one in some]
        dues.record_payment(self.session, parts=parts, into=into, on=on, payer=payer)

    def pay_late(self, member: int, month: str) -> None:
        """Take the oldest months somebody owes, not all of them."""
        parts = dues.propose_payment(self.session, member_ids=[member], until=month)
        some = parts[: self.dice.randint(1, 2)]
        dues.record_payment(self.session, parts=some, on=self.day(month))

    def take_fund(self, month: str) -> None:
        """Take what the employer pays by law, where the country knows it."""
        fund = self.told.get("fund")
        if fund:
            amount = self.about(fund)
            sample_bank.enter_wages(self.session, month, amount)
            employer_fund.record_receipt(
                self.session,
                parts=[employer_fund.FundPart(month, amount)],
                on=f"{month}-20",
                payer=fund["who"],
                reason=fund["reason"].format(month=periods.shown(month)),
            )

    def spend(self, month: str, one: Mapping[str, Any]) -> None:
        """Pay something in cash, after some was drawn from the bank where little is left."""
        day, amount = f"{month}-{one['day']:02d}", self.about(one)
        self.draw(day, amount)
        lines = [Line(self.account(one["role"]), amount), Line(self.account(roles.CASH), -amount)]
        self.post(VoucherKind.PAYMENT, lines, day, one["who"], one["reason"], papers=1)

    def draw(self, day: str, wanted: int) -> None:
        """Draw cash from the bank while less than usual would be left."""
        told, cash = self.told["withdraw"], self.account(roles.CASH)
        days = (day, periods.last_day(day[:7]))  # what was paid later in the month is there already
        while (
            min(ledger.balance_on(self.session, account_id=cash, on=one) for one in days) - wanted
            < told["below"] // 3
        ):
            lines = [Line(cash, told["amount"]), Line(self.account(roles.BANK), -told["amount"])]
            self.post(VoucherKind.TRANSFER, lines, day, told["who"], told["reason"])

    def about(self, one: Mapping[str, Any]) -> int:
        """Give an amount around the usual one."""
        return int(one["amount"]) + int(one["step"]) * self.dice.randint(-3, 3)

    def day(self, month: str) -> str:
        """Give some day of a month."""
        return f"{month}-{self.dice.randint(3, 26):02d}"

    def account(self, role: str) -> int:
        """Give the account of a role."""
        return ledger.by_role(self.session, role)

    def post(
        self,
        kind: VoucherKind,
        lines: Sequence[Line],
        on: str,
        who: str,
        reason: str,
        *,
        papers: int = 0,
    ) -> None:
        """Post a voucher."""
        ledger.post_voucher(
            self.session,
            kind=kind,
            lines=lines,
            on=on,
            counterparty=who,
            reason=reason,
            papers=papers,
        )
