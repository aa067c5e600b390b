# SPDX-License-Identifier: Apache-2.0
"""Papers about money: vouchers as slips to sign, one or many at a time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionbook.domain.amount_words import amount_in_words
from unionbook.domain.chart import chart_of
from unionbook.errors import UnionbookError
from unionbook.operations import ledger
from unionbook.operations.papers import Paper, letterhead, printed
from unionbook.operations.settings import SIGNERS, get_setting
from unionbook.reports import output
from unionbook.reports.voucher import Slip, vouchers
from unionbook.texts import gettext as _
from unionbook.texts import language, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.operations.ledger import VoucherInFull
    from unionbook.operations.sessions import Session


def print_vouchers(
    session: Session,
    *,
    path: Path,
    ids: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Make vouchers as a PDF to sign, two to a page; give how many."""
    paper = make_vouchers(session, ids=ids, progress=progress)
    output.save(paper.content, path)
    told = ngettext("{name}: {count} voucher", "{name}: {count} vouchers", len(ids))
    note_paper(session, told.format(name=path.name, count=len(ids)))
    return len(ids)


def make_vouchers(
    session: Session,
    *,
    ids: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
) -> Paper:
    """Make vouchers to be looked at, in the order of ``ids``."""
    session.require("print")
    session.require("read_money")
    if not ids:
        raise UnionbookError(_("Choose at least one voucher."))
    content = vouchers(
        [_slip(session, ledger.get_voucher(session, voucher_id=number)) for number in ids],
        letterhead=letterhead(session),
        printed=printed(session),
        progress=progress,
    )
    return Paper(content, 0)


def note_paper(session: Session, told: str) -> None:
    """Note in the history that a paper about money left the register."""
    if session.read_only:
        return
    with session.commit("print", right="print", reason=told):
        pass


def signers(session: Session) -> tuple[str, str, str]:
    """Give the names of head, accountant and cashier as they are printed under papers."""
    head, accountant, cashier = (get_setting(session, key=key) for key in SIGNERS)
    return head, accountant, cashier


def _slip(session: Session, found: VoucherInFull) -> Slip:
    one, chart = found.voucher, chart_of(session.info.country)
    form = chart.forms.get(one.kind.value, "")
    issued = chart.issued.get(language()) or chart.issued.get("en", "")
    debits, credit = _by_account(found)
    return Slip(
        kind=one.kind,
        number=found.shown_number,
        dated_on=one.dated_on,
        party=one.counterparty,
        reason=one.reason,
        amount=one.amount,
        currency=session.info.currency,
        in_words=amount_in_words(one.amount, language=language(), currency=session.info.currency),
        papers=one.papers,
        debits=debits,
        credits=credit,
        reverses=_number_of(session, one.reverses),
        reversed_by=_number_of(session, one.reversed_by),
        form=form,
        issued=issued if form else "",
        signers=signers(session),
    )


def _number_of(session: Session, voucher_id: int | None) -> str:
    if voucher_id is None:
        return ""
    return ledger.get_voucher(session, voucher_id=voucher_id).shown_number


_Sums = tuple[tuple[str, int], ...]


def _by_account(found: VoucherInFull) -> tuple[_Sums, _Sums]:
    """Add the lines up by account: a batch of dues has hundreds of them."""
    debits: Counter[str] = Counter()
    credit: Counter[str] = Counter()
    for account, line in found.lines:
        side = debits if line.amount > 0 else credit
        side[account.code] += abs(line.amount)
    return tuple(sorted(debits.items())), tuple(sorted(credit.items()))
