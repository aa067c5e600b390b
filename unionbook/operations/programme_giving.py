# SPDX-License-Identifier: Apache-2.0
"""Giving out by a programme's list: line by line, or by the card somebody shows; never twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import programmes as rows
from unionbook.domain.folding import fold, tidy
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations.card_reading import Statement, check_card, is_expired
from unionbook.operations.ledger import day_of
from unionbook.operations.members import find_member, get_member
from unionbook.operations.programme_lists import get_recipient
from unionbook.operations.programmes import open_programme
from unionbook.reports.formats import date_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.data.programmes import Recipient
    from unionbook.operations.sessions import Session

TICK, CARD = "tick", "card"
"""How it is known that somebody came."""


class AlreadyGivenError(UnionbookError):
    """Somebody would be given twice; ``recipient`` is the line, which says when and by whom."""

    def __init__(self, sentence: str, recipient: Recipient) -> None:
        super().__init__(sentence)
        self.recipient = recipient


@dataclass(frozen=True, slots=True)
class GivenByCard:
    """What was given to who showed a card; ``notes`` say what does not fit, in whole sentences."""

    changes: Changes
    statement: Statement
    recipients: tuple[Recipient, ...]
    notes: tuple[str, ...]


def give_out(session: Session, *, recipient_ids: Sequence[int], on: str = "") -> Changes:
    """Note that lines of a list were given, all or none.

    Raises AlreadyGivenError, UnionbookError where a line is struck or the programme closed.
    """
    session.require("manage_programmes")
    lines = [get_recipient(session, recipient_id=number) for number in dict.fromkeys(recipient_ids)]
    if not lines:
        raise UnionbookError(_("Choose at least one line of the list."))
    return _give(session, lines, on, TICK)


def _give(session: Session, lines: Sequence[Recipient], on: str, how: str) -> Changes:
    for number in {one.programme for one in lines}:
        open_programme(session, number)
    for line in lines:
        if line.given_on:
            raise _twice(line)
        if line.struck:
            raise UnionbookError(
                _("{name} was struck off the list: {reason}").format(
                    name=line.name, reason=line.reason
                )
            )
    day = day_of(on)
    with session.commit("give_out", right="manage_programmes") as changes:
        rows.give(session.office, [one.id for one in lines], day, how, session.user.name)
    return changes


def _twice(line: Recipient) -> AlreadyGivenError:
    return AlreadyGivenError(
        _("{name} was given it already, on {date}, by {user}.").format(
            name=line.name, date=date_text(line.given_on), user=line.given_by
        ),
        line,
    )


def give_by_card(
    session: Session, *, programme_id: int, content: bytes, on: str = ""
) -> GivenByCard:
    """Give what stands on the list for who shows a card of the branch, and for his or her children.

    ``content`` is what a scanner types or ``card_reading.read_code`` finds in a picture. Raises
    ForgedCardError, NotFoundError where nobody of the list has the card, AlreadyGivenError.
    """
    session.require("manage_programmes")
    statement = check_card(session, content=content)
    member = find_member(session, key=statement.number)
    lines = [
        one
        for one in rows.list_recipients(session.database, programme_id)
        if one.member == member and not one.struck
    ]
    if not lines:
        raise NotFoundError(
            _("{name} does not stand on this list.").format(name=statement.full_name)
        )
    left = [one for one in lines if not one.given_on]
    if not left:
        raise _twice(lines[0])
    changes = _give(session, left, on, CARD)
    return GivenByCard(changes, statement, tuple(left), _notes(session, statement, member))


def _notes(session: Session, statement: Statement, member: int) -> tuple[str, ...]:
    notes = []
    if is_expired(statement):
        told = _("The card was valid until {date}.")
        notes.append(told.format(date=date_text(statement.valid_until)))
    name = str(get_member(session, member_id=member).values["full_name"] or "")
    if not fold(name).startswith(fold(statement.full_name)):
        told = _("The register has this number for {name}, the card for {other}.")
        notes.append(told.format(name=name, other=statement.full_name))
    return tuple(notes)


def take_back_gift(session: Session, *, recipient_id: int, reason: str) -> Changes:
    """Note that a line was not given after all, with the reason."""
    session.require("manage_programmes")
    line = get_recipient(session, recipient_id=recipient_id)
    open_programme(session, line.programme)
    if not line.given_on:
        raise UnionbookError(_("{name} was given nothing yet.").format(name=line.name))
    if not reason.strip():
        raise InvalidValueError(_("Say why the giving out is taken back."), field="reason")
    with session.commit(
        "take_back_gift", right="manage_programmes", reason=tidy(reason)
    ) as changes:
        rows.give(session.office, [line.id], "", "", "")
    return changes
