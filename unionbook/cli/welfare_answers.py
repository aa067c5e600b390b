# SPDX-License-Identifier: Apache-2.0
"""What the commands on welfare answer: how far a case has come, and what goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.shown import spoken_command
from unionbook.domain.welfare import STATE_LABELS, CaseState
from unionbook.operations import welfare
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session
    from unionbook.operations.welfare import Case, Doubt

_NEXT = {
    CaseState.REQUESTED: "check",
    CaseState.CHECKED: "approve",
    CaseState.APPROVED: "pay",
    CaseState.PAID: "acknowledge",
}


def doubted(answer: Answer, doubts: Sequence[Doubt]) -> Answer:
    """Add what is doubtful, told on the standard error stream too."""
    data = [
        {"kind": one.kind.value, "sentence": one.sentence, "cases": [str(x) for x in one.cases]}
        for one in doubts
    ]
    return with_more(answer, tuple(one.sentence for one in doubts), doubts=data)


def moved(session: Session, changes: Changes, case_id: int) -> Answer:
    """Say how far a case has come, and by which command it goes on."""
    case = welfare.get_case(session, case_id=case_id).case
    sentence = _("Case {number}: {state}, {amount}.").format(
        number=welfare.shown_number(case),
        state=_(STATE_LABELS[case.state]),
        amount=number_text(case.amount),
    )
    answer = changed(changes, sentence, case=case_data(case))
    return replace(answer, lines=(sentence, *_next_step(case)))


def _next_step(case: Case) -> Iterator[str]:
    if case.state in _NEXT:
        words, number_of = _NEXT[case.state], welfare.shown_number(case)
        yield _("Next: {command}").format(command=f"{spoken_command()} welfare {words} {number_of}")


def case_data(case: Case) -> dict[str, Any]:
    """Give a case as programs read it; nothing of it is confidential."""
    return {
        "id": number(case.id),
        "number": welfare.shown_number(case),
        "kind": case.kind,
        "member": number(case.member),
        "payee": case.payee,
        "amount": case.amount,
        "state": case.state.value,
        "confidential": case.confidential,
        "asked_on": case.asked_on,
        "asked_by": case.user_name,
        "paid_on": case.paid_on,
        "voucher": number(case.paid_by),
    }
