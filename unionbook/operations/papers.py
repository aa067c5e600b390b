# SPDX-License-Identifier: Apache-2.0
"""Paper: cards and lists of the members of the register.

Each paper can be made in memory, to be looked at, and then be saved or printed: what is handed out
are the very bytes that were seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from unionbook.data import attachments, members
from unionbook.domain import clock
from unionbook.domain.countries import country
from unionbook.errors import DamagedError, UnionbookError
from unionbook.operations import card_design, card_statement
from unionbook.operations.card_statement import Statement
from unionbook.operations.exports import check_fields, note_outgoing
from unionbook.reports import lettering, member_card, member_list, output
from unionbook.reports.card import Card, Issuer
from unionbook.reports.page import Letterhead, Printed
from unionbook.texts import gettext as _
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from unionbook.operations.card_design import Design
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
_LETTERED = ("full_name", "department", "job", "union_post", "employer")
"""Fields that paper shows and that people write in letters of their own."""
_LIST_FIELDS = ("local_number", "full_name", "sex", "born_on", "department", "job", "phone")


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: the bytes of a PDF, and how many members are on it."""

    content: bytes
    members: int


def save_paper(session: Session, *, paper: Paper, path: Path) -> int:
    """Write a paper to a file and note that it left the register; give how many are on it."""
    session.require("print")
    output.save(paper.content, path)
    if paper.members:
        note_outgoing(session, "print", path.name, paper.members)
    return paper.members


def note_printed(session: Session, *, paper: Paper, title: str) -> int:
    """Note that a paper went to a printer; give how many members are on it."""
    session.require("print")
    if paper.members:
        note_outgoing(session, "print", title, paper.members)
    return paper.members


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
    paper = make_cards(session, ids=ids, single=single, backs=backs, progress=progress)
    return save_paper(session, paper=paper, path=path)


def make_cards(
    session: Session,
    *,
    ids: Sequence[int],
    single: bool = False,
    backs: bool = True,
    design: Design | None = None,
    progress: Callable[[int], None] | None = None,
) -> Paper:
    """Make membership cards in the branch's design, or in one that is being tried."""
    session.require("print")
    if not ids:
        raise UnionbookError(_("Choose at least one member."))
    info = session.info
    key = card_statement.signer(session)
    look = design or card_design.read_design(session)

    def statement(card: Card) -> bytes:
        number = card.card_number or card.official_number or card.number
        return card_statement.sign(
            key, Statement(number, card.full_name, info.branch, card.valid_until)
        )

    make = member_card.card_pages if single else member_card.card_sheets
    content = make(
        _cards(session, ids),
        issuer=Issuer(info.parent, info.branch, emblem=look.emblem),
        template=look.template,
        statement=statement,
        backs=backs,
        progress=progress,
    )
    return Paper(content, len(ids))


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


def letters_lacking(session: Session, *, ids: Sequence[int]) -> str:
    """Tell in a sentence which letters of members paper would show as empty boxes, or nothing."""
    found: dict[str, None] = {}
    for row in members.read(session.database, ids, _LETTERED):
        found.update(dict.fromkeys(lettering.lacking(" ".join(filter(None, row)))))
    if not found:
        return ""
    return _(
        "The font has no {letters}: paper shows empty boxes there. Write these names in Latin "
        "letters too."
    ).format(letters=" ".join(found))


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
    paper = make_member_list(session, ids=ids, names=names, title=title, progress=progress)
    return save_paper(session, paper=paper, path=path)


def make_member_list(
    session: Session,
    *,
    ids: Sequence[int],
    names: Sequence[str] = (),
    title: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Paper:
    """Make the list of these members with the chosen fields."""
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
    return Paper(content, len(ids))


def letterhead(session: Session) -> Letterhead:
    """Give what stands at the head of this branch's papers."""
    info = session.info
    return Letterhead(union=info.parent, branch=info.branch, motto=_motto(info.country))


def _motto(code: str) -> tuple[str, ...]:
    return country(code).as_of(date.fromisoformat(clock.today())).header("national", language())


def printed(session: Session) -> Printed:
    """Give who prints, and when."""
    return Printed(by=session.user.name, on=date.fromisoformat(clock.today()))
