# SPDX-License-Identifier: Apache-2.0
"""Paper: cards and lists of the members of the register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from unionbook.data import attachments, members
from unionbook.domain import clock
from unionbook.domain.countries import country
from unionbook.errors import DamagedError, UnionbookError
from unionbook.operations import card_statement
from unionbook.operations.card_statement import Statement
from unionbook.operations.exports import check_fields, note_outgoing
from unionbook.reports import member_card, member_list, output
from unionbook.reports.card import Card, Issuer
from unionbook.reports.page import Letterhead, Printed
from unionbook.texts import gettext as _
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session

_CARD_FIELDS = (
    "full_name",
    "local_number",
    "official_number",
    "card_number",
    "born_on",
    "department",
    "job",
    "union_post",
    "joined_on",
    "photo",
)
_LIST_FIELDS = ("local_number", "full_name", "sex", "born_on", "department", "job", "phone")


def print_cards(
    session: Session,
    *,
    path: Path,
    ids: Sequence[int],
    single: bool = False,
    backs: bool = True,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Make membership cards as a PDF: ten on an A4 sheet, or one to a page; give how many."""
    session.require("print")
    if not ids:
        raise UnionbookError(_("Choose at least one member."))
    info = session.info
    key = card_statement.signer(session)

    def statement(card: Card) -> bytes:
        number = card.card_number or card.official_number or card.number
        return card_statement.sign(
            key, Statement(number, card.full_name, info.branch, card.valid_until)
        )

    make = member_card.card_pages if single else member_card.card_sheets
    content = make(
        _cards(session, ids),
        issuer=Issuer(info.parent, info.branch),
        statement=statement,
        backs=backs,
        progress=progress,
    )
    output.save(content, path)
    note_outgoing(session, "print", path.name, len(ids))
    return len(ids)


def _cards(session: Session, ids: Sequence[int]) -> Iterator[Card]:
    valid_until = session.register.setting("valid_until")
    for row in members.read(session.database, ids, _CARD_FIELDS):
        name, number, official, card_number, *rest, photo = (value or "" for value in row)
        born_on, department, job, union_post, joined_on = rest
        yield Card(
            full_name=name,
            number=number,
            official_number=official,
            card_number=card_number,
            born_on=born_on,
            department=department,
            job=job,
            union_post=union_post,
            joined_on=joined_on,
            issued_on=clock.today(),
            valid_until=valid_until,
            photo=_photo(session, photo),
        )


def _photo(session: Session, name: str) -> bytes | None:
    if not name:
        return None
    try:
        return attachments.get(session.office, session.register.folder, name)
    except DamagedError:
        # One lost photo must not keep a whole branch from its cards: ``verify`` tells of it.
        return None


def print_member_list(
    session: Session,
    *,
    path: Path,
    ids: Sequence[int],
    names: Sequence[str] = (),
    title: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Make the list of these members as a PDF, with the chosen fields; give how many."""
    session.require("print")
    fields = check_fields(session, names) if names else _LIST_FIELDS
    content = member_list.member_list(
        letterhead=letterhead(session),
        printed=printed(session),
        fields=fields,
        rows=members.read(session.database, ids, fields),
        title=title,
        progress=progress,
    )
    output.save(content, path)
    note_outgoing(session, "print", path.name, len(ids))
    return len(ids)


def letterhead(session: Session) -> Letterhead:
    """Give what stands at the head of this branch's papers."""
    info = session.info
    return Letterhead(union=info.parent, branch=info.branch, motto=_motto(info.country))


def _motto(code: str) -> tuple[str, ...]:
    return country(code).as_of(date.fromisoformat(clock.today())).header("national", language())


def printed(session: Session) -> Printed:
    """Give who prints, and when."""
    return Printed(by=session.user.name, on=date.fromisoformat(clock.today()))
