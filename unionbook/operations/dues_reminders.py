# SPDX-License-Identifier: Apache-2.0
"""Reminders of dues on paper, for those who owe at the end of a month."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionbook.data import dues as rows
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.errors import UnionbookError
from unionbook.operations.dues_reports import people
from unionbook.operations.ledger import by_role
from unionbook.operations.money_papers import note_paper, signers
from unionbook.operations.papers import Paper, letterhead, printed
from unionbook.reports import output
from unionbook.reports.dues_reminder import Reminder, reminders
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session


def make_reminders(
    session: Session,
    *,
    month: str,
    member_ids: Sequence[int] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Paper:
    """Make reminders for some members, or for everybody, of what is owed at the end of a month.

    Who owes nothing gets none. Raises UnionbookError where nobody owes anything.
    """
    session.require("print")
    session.require("read_money")
    found = _reminders(session, periods.read_month(month), member_ids)
    if not found:
        raise UnionbookError(_("Nobody owes dues: there is nothing to remind of."))
    content = reminders(
        found,
        letterhead=letterhead(session),
        printed=printed(session),
        currency=session.info.currency,
        treasurer=signers(session)[2],
        progress=progress,
    )
    return Paper(content, len(found))


def print_reminders(
    session: Session,
    *,
    path: Path,
    month: str,
    member_ids: Sequence[int] = (),
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write reminders to a PDF; give how many."""
    paper = make_reminders(session, month=month, member_ids=member_ids, progress=progress)
    output.save(paper.content, path)
    told = ngettext("{name}: {count} reminder", "{name}: {count} reminders", paper.members)
    note_paper(session, told.format(name=path.name, count=paper.members))
    return paper.members


def _reminders(session: Session, month: str, ids: Sequence[int]) -> list[Reminder]:
    owed: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    by_role(session, roles.CLAIMS)  # refuses where there are no books yet
    for one in rows.month_dues(session.database, members=ids, last=month):
        if one.left > 0:
            owed[one.member].append((one.month, one.left))
    return [
        Reminder(
            name,
            number,
            department,
            sum(left for _month, left in owed[member]),
            tuple(sorted(owed[member])),
        )
        for member, (number, name, department) in people(session, owed).items()
    ]
