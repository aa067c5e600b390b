# SPDX-License-Identifier: Apache-2.0
"""Lists of members' children, and of people outside the register, from the branch's own workbooks.

The cells are repaired as those of lists of members are (old encodings, dates as text); a column may
be named by its letter where its header does not tell.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook import paths
from unionbook.data import members as member_rows
from unionbook.data import programmes as programme_rows
from unionbook.data import relatives as rows
from unionbook.data.relatives import Relative
from unionbook.domain.folding import fold
from unionbook.domain.programmes import MILLION
from unionbook.domain.welfare import Relation
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.excel import importing
from unionbook.operations.members import read_members, search_members
from unionbook.operations.programme_lists import ByHand, LeftOut, line_by_hand, refuse_twice
from unionbook.operations.programmes import open_programme
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.data.programmes import Recipient
    from unionbook.excel.importing import SheetPlan
    from unionbook.operations.sessions import Session

NAME, BORN, PARENT, NUMBER, PLACE = "name", "born", "parent", "number", "place"
COLUMNS = (NAME, BORN, PARENT, NUMBER, PLACE)
"""What a column of such a list may be: ``parent`` the member's name, ``number`` the member's."""
_FIELDS = {NAME: "full_name", BORN: "born_on", PARENT: "note", PLACE: "department"}
_NUMBERS = ("employee_number", "local_number", "official_number", "card_number")


@dataclass(frozen=True, slots=True)
class FilePerson:
    """Somebody of such a list; ``member`` is whom the row's number or parent names.

    ``problem`` says why it is nobody, where the row tried to name somebody.
    """

    row: int
    name: str
    born_on: str
    place: str
    member: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A list as it was understood: the sheet, which column was taken for what, the people."""

    sheet: str
    columns: Mapping[str, str]
    people: tuple[FilePerson, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a list: how many were added, and who was left out for which reason."""

    changes: Changes | None
    added: int
    left_out: tuple[LeftOut, ...]


def read_people(
    session: Session,
    *,
    path: Path,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> PeopleFile:
    """Read a list of people and find the members it names; nothing is kept.

    ``columns`` gives letters for some of ``COLUMNS``. Raises UnreadableFileError, and
    InvalidValueError where no column of names is found.
    """
    session.require("read_members")
    analysis = importing.analyse(path, progress=progress)
    first = analysis.best or next((one for one in analysis.sheets if one.columns), None)
    plan = analysis.plan(sheet or (first.name if first else None))
    taken = _columns(plan, columns or {})
    mapping: dict[str, str | None] = {one.column: None for one in plan.columns}
    number = next((one.field for one in plan.columns if one.column == taken.get(NUMBER)), None)
    for what, letters in taken.items():
        mapping[letters] = (
            (number if number in _NUMBERS else _NUMBERS[0]) if what == NUMBER else _FIELDS[what]
        )
    found = importing.read_rows(analysis, plan.name, mapping)
    people = tuple(
        _person(session, row.row, row.values) for row in found if row.values.get("full_name")
    )
    return PeopleFile(plan.name, taken, people)


def _columns(plan: SheetPlan, said: Mapping[str, str]) -> dict[str, str]:
    """Give the letters of each column that is used: as said, by its header, or by its field."""
    letters = {one.column for one in plan.columns}
    taken = {what: text.strip().upper() for what, text in said.items() if text.strip()}
    for text in taken.values():
        if text not in letters:
            raise InvalidValueError(
                _("There is no column {column} on this sheet.").format(column=text), field="column"
            )
    fields = {PLACE: ("department",), BORN: ("born_on",), NUMBER: _NUMBERS}
    for what in (PARENT, NAME, BORN, NUMBER, PLACE):
        if what in taken:
            continue
        free = [one for one in plan.columns if one.column not in taken.values()]
        by_field = [one.column for one in free if one.field in fields.get(what, ())]
        chosen = by_field[0] if by_field else _by_header(free, what)
        if chosen:
            taken[what] = chosen
    if NAME not in taken:
        raise InvalidValueError(
            _("Say in which column the names stand, with its letter."), field="column"
        )
    return taken


def _by_header(columns: Sequence[importing.ColumnPlan], what: str) -> str:
    for word in _words().get(what, ()):
        for one in columns:
            if word in fold(one.header):
                return one.column
    return ""


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    path = paths.resources() / "import" / "families.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {what: tuple(words) for what, words in data.items()}


def _person(session: Session, row: int, values: Mapping[str, object]) -> FilePerson:
    told = [str(values[name]) for name in _NUMBERS if values.get(name)]
    parent = str(values.get("note") or "")
    member, problem = None, ""
    for found, word in (
        *((member_rows.ids_by_key(session.database, one), one) for one in told),
        *((_called(session, one), one) for one in [parent] if one),
    ):
        if len(found) == 1:
            member, problem = found[0], ""
            break
        text = _("Several members are “{word}”.") if found else _("No member is “{word}”.")
        problem = text.format(word=word)
    return FilePerson(
        row,
        str(values["full_name"]),
        str(values.get("born_on") or ""),
        str(values.get("department") or ""),
        member,
        problem,
    )


def _called(session: Session, name: str) -> list[int]:
    found = search_members(session, text=name)
    return [row[0] for row in found if fold(str(row[1] or "")) == fold(name)]


def add_relatives_of(
    session: Session, *, people: Sequence[FilePerson], relation: str = Relation.CHILD
) -> TakenIn:
    """Add the people of a list to the records of the members they name, in one step.

    Who stands there already is left out, as is who names no member.
    """
    session.require("correct_member")
    seen = {
        (one.member, fold(one.name), one.born_on) for one in rows.list_relatives(session.database)
    }
    wanted: list[Relative] = []
    left_out: list[LeftOut] = []
    for one in people:
        key = (one.member or 0, fold(one.name), one.born_on)
        if one.member is None:
            left_out.append(LeftOut(one.name, one.problem or _("The row names no member.")))
        elif key in seen:
            left_out.append(LeftOut(one.name, _("On the member's record already.")))
        else:
            seen.add(key)
            wanted.append(Relative(0, one.member, relation, one.name, one.born_on))
    if not wanted:
        return TakenIn(None, 0, tuple(left_out))
    with session.commit("change_relatives", right="correct_member") as changes:
        rows.add_relatives(session.office, session.site, wanted)
    return TakenIn(changes, len(wanted), tuple(left_out))


def include_people(
    session: Session,
    *,
    programme_id: int,
    people: Sequence[FilePerson],
    reason: str,
    share: int = MILLION,
) -> TakenIn:
    """Put the people of a list on a programme's list by hand, in one step; nobody twice.

    Who is named as the member that has the row's number is put there as this member.
    """
    session.require("manage_programmes")
    programme = open_programme(session, programme_id)
    names = _names(session, people)
    left_out: list[LeftOut] = []
    there = programme_rows.list_recipients(session.database, programme.id)
    wanted: list[Recipient] = []
    for one, person in _by_hand(people, names, reason, share):
        try:
            line = line_by_hand(session, programme, person)
            refuse_twice([*there, *wanted], line)
        except UnionbookError as why:
            left_out.append(LeftOut(one.name, str(why)))
            continue
        wanted.append(line)
    if not wanted:
        return TakenIn(None, 0, tuple(left_out))
    with session.commit("add_recipient", right="manage_programmes", reason=reason) as changes:
        programme_rows.add_recipients(session.office, session.site, wanted)
    return TakenIn(changes, len(wanted), tuple(left_out))


def _names(session: Session, people: Sequence[FilePerson]) -> dict[int, str]:
    ids = sorted({one.member for one in people if one.member is not None})
    found = read_members(session, ids=ids, names=("id", "full_name"))
    return {row[0]: fold(str(row[1] or "")) for row in found}


def _by_hand(
    people: Sequence[FilePerson], names: Mapping[int, str], reason: str, share: int
) -> Iterator[tuple[FilePerson, ByHand]]:
    for one in people:
        if one.member is not None and names.get(one.member) == fold(one.name):
            yield one, ByHand(reason, member_id=one.member, share=share)
        else:
            yield (
                one,
                ByHand(reason, name=one.name, born_on=one.born_on, place=one.place, share=share),
            )
