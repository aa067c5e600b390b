# SPDX-License-Identifier: Apache-2.0
"""Cases of welfare and a yearly programme of the sample branch.

They are asked for and decided by different people, as they must be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from unionbook.data.register import user_of
from unionbook.domain import periods
from unionbook.domain.programmes import Entitled
from unionbook.domain.roles import Role
from unionbook.operations import (
    estimates,
    members,
    programme_giving,
    programme_lists,
    programme_money,
    programmes,
    users,
    welfare,
    welfare_rules,
    welfare_steps,
)
from unionbook.operations.members import Criteria
from unionbook.operations.programmes import Plan
from unionbook.operations.sessions import Session
from unionbook.operations.welfare import Asking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from unionbook.data.vault import Kdf

_MOST_A_MONTH = 3
_ACKNOWLEDGED_AFTER = 2
_NOT_FETCHED = 40
"""One in so many does not come for what the programme gives."""


def add_officers(
    session: Session, told: Mapping[str, Any], passphrase: str, kdf: Kdf | None
) -> None:
    """Let a secretary and a treasurer in: nobody decides on what he or she asked for."""
    for role in (Role.SECRETARY, Role.TREASURER):
        name = told["officers"][role.value]
        users.add_user(session, name=name, role=role, passphrase=passphrase, kdf=kdf)


class Welfare:
    """Hears members, decides and pays, month by month."""

    def __init__(
        self, session: Session, told: Mapping[str, Any], dice: Random, draw: Callable[..., None]
    ) -> None:
        self.head = session
        self.secretary = _as(session, Role.SECRETARY)
        self.treasurer = _as(session, Role.TREASURER)
        self.told = told
        self.dice = dice
        self.draw = draw
        criteria = Criteria(statuses=("active", "exempt"))
        self.members = list(members.list_member_ids(session, criteria=criteria))

    def begin(self, first: str) -> None:
        """Take over the usual kinds, from the first month on, and estimate each year."""
        for template in welfare_rules.list_templates(self.head):
            rule = welfare_rules.rule_of(template, self.head.info.language)
            welfare_rules.add_rule(self.head, rule=replace(rule, since=f"{first}-01"))
        for year in range(int(first[:4]), int(first[:4]) + 4):
            for kind, amount in self.told["estimates"].items():
                estimates.set_estimate(
                    self.head, subject="kind", code=kind, amount=amount, year=year
                )

    def keep(self, month: str, *, last: bool) -> None:
        """Hear, decide and pay the cases of a month; of the last one some still wait."""
        for place in range(self.dice.randint(1, _MOST_A_MONTH) + 2 * last):
            self.case(month, waits=place if last else None)
        programme = self.told["programme"]
        if int(month[5:]) == programme["month"]:
            self.programme(month, programme)

    def case(self, month: str, *, waits: int | None) -> None:
        """Take one case from the request as far as it goes."""
        kind = self.dice.choices(
            [one["kind"] for one in self.told["cases"]],
            [one["share"] for one in self.told["cases"]],
        )[0]
        one = next(one for one in self.told["cases"] if one["kind"] == kind)
        day = self.dice.randint(3, 18)
        asking = Asking(
            kind,
            self.dice.choice(self.members),
            relation=one.get("relation", "member"),
            event_on=f"{month}-{max(day - 2, 1):02d}",
            reason=one["reason"],
            on=f"{month}-{day:02d}",
        )
        case = welfare.request_case(self.secretary, asking=asking).case_id
        steps = (
            lambda: welfare_steps.check_case(self.head, case_id=case, on=f"{month}-{day + 1:02d}"),
            lambda: welfare_steps.approve_case(
                self.head, case_id=case, note=self.told["note"], on=f"{month}-{day + 2:02d}"
            ),
            lambda: self.pay(case, f"{month}-{day + 4:02d}"),
            lambda: welfare_steps.acknowledge_case(
                self.treasurer, case_id=case, on=f"{month}-{day + 4 + _ACKNOWLEDGED_AFTER:02d}"
            ),
        )
        for step in steps[:waits]:
            step()

    def pay(self, case: int, day: str) -> None:
        """Pay a case in cash."""
        self.draw(day, welfare.get_case(self.head, case_id=case).case.amount)
        welfare_steps.pay_case(self.treasurer, case_id=case, on=day)

    def programme(self, month: str, told: Mapping[str, Any]) -> None:
        """Give everybody the year's gift but those who did not come, and take back what is left."""
        year = month[:4]
        plan = Plan(
            told["name"].format(year=year),
            amount=told["amount"],
            budget=told["amount"] * len(self.members),
            goods=told["goods"],
            entitled=Entitled(statuses=("active", "exempt")),
            planned_on=f"{month}-20",
        )
        number = programmes.add_programme(self.head, plan=plan).rows["programmes"][0]
        programme_lists.list_entitled(self.head, programme_id=number)
        listed = programmes.list_recipients(self.head, programme_id=number)
        day = f"{month}-20"
        programme_money.pay_programme(
            self.treasurer, programme_id=number, from_account="bank", on=day
        )
        come = [one.id for place, one in enumerate(listed) if (place + 1) % _NOT_FETCHED]
        programme_giving.give_out(self.treasurer, recipient_ids=come, on=f"{month}-22")
        programme_money.close_programme(
            self.treasurer, programme_id=number, account="bank", on=periods.last_day(month)
        )


def _as(session: Session, role: Role) -> Session:
    """Give a session of another officer over the same open register."""
    slot = next(one for one in session.register.vault.slots if one.role is role)
    return Session(session.register, user_of(session.register, slot))
