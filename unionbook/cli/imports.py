# SPDX-License-Identifier: Apache-2.0
"""``unionbook import``: members from a spreadsheet, photos from a folder."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, number
from unionbook.cli.caller import Access, calling, uses_register
from unionbook.cli.choosing import assigned, day
from unionbook.cli.commands import file_argument, file_option, group, option
from unionbook.cli.deciding import decide_doubles, left_undecided
from unionbook.cli.import_report import preview_lines
from unionbook.cli.progress import Progress
from unionbook.domain.word_lists import import_fields
from unionbook.errors import InvalidValueError, UnreadableFileError
from unionbook.operations import photos
from unionbook.operations.imports import (
    FREE,
    ImportPreview,
    ImportResult,
    preview_import,
    take_import,
    write_error_workbook,
)
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session

DOUBLES = ("ask", "same", "new", "skip")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@group(help=N_("Take in members from Excel, or photos from a folder."))
def import_command() -> None:
    """Hold the commands that take things in."""


@import_command.command(
    "members",
    help=N_(
        "Take in members from a spreadsheet: .xlsx, .xls, .xlsb, .ods, .csv, .txt.\n\n"
        "With --preview nothing is written, and no register is needed: everybody is new then. "
        "“unionbook undo” takes the whole import back."
    ),
)
@file_argument()
@option("--sheet", metavar=N_("NAME"), help=N_("Which sheet; otherwise the one with people."))
@option("--preview", is_flag=True, help=N_("Only tell what would come of it."))
@file_option("--errors", help=N_("Write the rows to correct here, with the reasons."))
@option(
    "--map",
    "mapping",
    metavar=N_("COLUMN=FIELD"),
    multiple=True,
    help=N_(
        "Take a column (A, B …) as this field; “free” keeps it as an own field, nothing leaves "
        "it out."
    ),
)
@option(
    "--doubles",
    type=click.Choice(DOUBLES),
    default="ask",
    help=N_(
        "Who may be in the register already: ask (left out where nobody can answer), the same "
        "person, new, or skip."
    ),
)
@option("--wage-from", metavar=N_("DATE"), default="", help=N_("From when the wages hold."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why, for the history."))
def import_members(
    path: Path,
    sheet: str | None,
    preview: bool,  # noqa: FBT001 - as click gives it
    errors: Path | None,
    mapping: Sequence[str],
    doubles: str,
    wage_from: str,
    reason: str,
) -> Answer:
    """Import members."""
    chosen = _mapping(mapping)
    with _register(needed=not preview) as session, Progress() as progress:
        found = preview_import(session, path=path, sheet=sheet, mapping=chosen, progress=progress)
        _check_columns(found, chosen)
        if found.rows is None and not preview:
            raise UnreadableFileError(_no_people(found, sheet))
        result = None
        if session is not None:
            decide_doubles(session, found, doubles)
            if not preview:
                result = take_import(
                    session,
                    preview=found,
                    wage_from=day(wage_from, "wage_from"),
                    reason=reason,
                    progress=progress,
                )
        to_correct = write_error_workbook(found, path=errors) if errors else 0
    return _answer(found, result, errors if to_correct else None)


@contextmanager
def _register(*, needed: bool) -> Iterator[Session | None]:
    caller = calling()
    if not needed and caller.register is None:
        yield None
        return
    with caller.session(Access.WRITES if needed else Access.READS) as session:
        yield session


def _mapping(words: Sequence[str]) -> dict[str, str | None]:
    chosen: dict[str, str | None] = {}
    known = import_fields()
    for column, field in assigned(words).items():
        letters, name = column.strip().upper(), field.strip()
        if not _LETTERS.fullmatch(letters):
            raise InvalidValueError(
                _("“{column}” is no column: columns are A, B, C …").format(column=column),
                field="map",
            )
        if name and name != FREE and name not in known:
            raise InvalidValueError(
                _("There is no field “{name}”. There are: {known}.").format(
                    name=name, known=", ".join((*sorted(known), FREE))
                ),
                field="map",
            )
        chosen[letters] = name or None
    return chosen


def _check_columns(found: ImportPreview, chosen: dict[str, str | None]) -> None:
    there = [column.column for column in found.plan.columns] if found.plan else []
    for letters in chosen:
        if letters not in there:
            raise InvalidValueError(
                _("The list has no column {column}. It has: {known}.").format(
                    column=letters, known=", ".join(there) or "–"
                ),
                field="map",
            )


def _no_people(found: ImportPreview, sheet: str | None) -> str:
    if sheet:
        return _("The sheet “{sheet}” lists no people. Choose another one with --sheet.").format(
            sheet=sheet
        )
    return _("{file} lists no people. “--preview” tells what its sheets look like.").format(
        file=found.path.name
    )


def _answer(found: ImportPreview, result: ImportResult | None, errors: Path | None) -> Answer:
    def data() -> dict[str, Any]:
        told = found.as_json()
        for row in told["rows"]:
            if "candidates" in row:
                row["candidates"] = [number(one) for one in row["candidates"]]
        return {
            **told,
            "imported": _imported(result) if result else None,
            "errors": str(errors) if errors else None,
        }

    return Answer(data, _lines(found, result, errors))


def _imported(result: ImportResult) -> dict[str, Any]:
    return {
        "step": number(result.commit_id or None),
        "added": result.added,
        "changed": result.changed,
        "left_out": result.left_out,
    }


def _lines(found: ImportPreview, result: ImportResult | None, errors: Path | None) -> Iterator[str]:
    yield from preview_lines(found)
    if result is not None:
        yield _("Written: {added} new, {changed} changed; {left} left out.").format(
            added=result.added, changed=result.changed, left=result.left_out
        )
        if left_undecided(found):
            yield _(
                "Nobody decided about the possible doubles: import once more with "
                "“--doubles same”, “--doubles new” or “--doubles skip”."
            )
    if errors:
        yield _("The rows to correct, with the reasons, are in {file}.").format(file=errors)


@import_command.command(
    "photos",
    help=N_(
        "Take in photos from a folder.\n\n"
        "Each file is named by a number of its member: the local, official, card, employee or "
        "identity number."
    ),
)
@file_argument("folder", sign=N_("FOLDER"))
@uses_register(Access.WRITES)
def import_photos(session: Session, folder: Path) -> Answer:
    """Import photos."""
    with Progress() as progress:
        found = photos.import_photos(session, folder=folder, progress=progress)
    data = {
        "step": number(found.commit_id or None),
        "taken": [{"file": name, "member": number(member)} for name, member in found.taken],
        "unmatched": list(found.unmatched),
        "refused": [{"file": name, "reason": reason} for name, reason in found.refused],
    }
    taken = ngettext("{count} photo taken in.", "{count} photos taken in.", len(found.taken))
    lines = [taken.format(count=len(found.taken))]
    lines += [_("{file}: no member has this number.").format(file=name) for name in found.unmatched]
    lines += [reason for _name, reason in found.refused]
    return Answer(data, lines)
