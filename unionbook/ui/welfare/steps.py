# SPDX-License-Identifier: Apache-2.0
"""What can be done to a case as it stands: one button for each step, and the words it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.welfare import CaseState
from unionbook.operations.welfare_steps import (
    acknowledge_case,
    approve_case,
    check_case,
    pay_case,
    refuse_case,
    withdraw_case,
)
from unionbook.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.data.journal import Changes
    from unionbook.domain.welfare import CaseState as State
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form of a step."""

    note: str = ""
    amount: int = 0
    account: str = "cash"


@dataclass(frozen=True, slots=True)
class CaseAction:
    """A step: in which states it may be taken, whose it is, and what its form asks for."""

    name: str
    text: str
    done: str
    icon: str
    right: str
    states: tuple[State, ...]
    act: Callable[[Session, int, Typed], Changes]
    note: str = ""
    asks_amount: bool = False
    asks_account: bool = False
    forward: bool = False


def _check(session: Session, case: int, typed: Typed) -> Changes:
    return check_case(session, case_id=case, note=typed.note)


def _approve(session: Session, case: int, typed: Typed) -> Changes:
    return approve_case(session, case_id=case, amount=typed.amount, note=typed.note)


def _refuse(session: Session, case: int, typed: Typed) -> Changes:
    return refuse_case(session, case_id=case, note=typed.note)


def _withdraw(session: Session, case: int, typed: Typed) -> Changes:
    return withdraw_case(session, case_id=case, note=typed.note)


def _pay(session: Session, case: int, typed: Typed) -> Changes:
    return pay_case(session, case_id=case, from_account=typed.account)


def _acknowledge(session: Session, case: int, typed: Typed) -> Changes:
    return acknowledge_case(session, case_id=case, by=typed.note)


ACTIONS = (
    CaseAction(
        "check",
        N_("Checked"),
        N_("The case is checked; now it waits for approval."),
        "check",
        "check_welfare",
        (CaseState.REQUESTED,),
        _check,
        note=N_("What was looked at"),
        forward=True,
    ),
    CaseAction(
        "approve",
        N_("Approve"),
        N_("The case is approved; now it can be paid."),
        "check",
        "approve_welfare",
        (CaseState.CHECKED,),
        _approve,
        note=N_("Reason, where something is doubtful"),
        asks_amount=True,
        forward=True,
    ),
    CaseAction(
        "pay",
        N_("Pay out"),
        N_("The case is paid; its voucher is posted."),
        "money",
        "pay_welfare",
        (CaseState.APPROVED,),
        _pay,
        asks_account=True,
        forward=True,
    ),
    CaseAction(
        "acknowledge",
        N_("Signed for"),
        N_("That the money was received is noted."),
        "edit",
        "request_welfare",
        (CaseState.PAID,),
        _acknowledge,
        note=N_("Who signed, where it is not the payee"),
        forward=True,
    ),
    CaseAction(
        "refuse",
        N_("Refuse"),
        N_("The case is refused."),
        "close",
        "approve_welfare",
        (CaseState.REQUESTED, CaseState.CHECKED),
        _refuse,
        note=N_("Why it is refused"),
    ),
    CaseAction(
        "withdraw",
        N_("Withdraw"),
        N_("The request is withdrawn."),
        "undo",
        "request_welfare",
        (CaseState.REQUESTED, CaseState.CHECKED, CaseState.APPROVED),
        _withdraw,
        note=N_("Why it is withdrawn"),
    ),
)
