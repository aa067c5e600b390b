# SPDX-License-Identifier: Apache-2.0
"""Members in from a spreadsheet: looked at first, taken in one step, taken back in one step."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionbook.data import import_data
from unionbook.domain.fields import BY_NAME, SENSITIVE
from unionbook.domain.word_lists import import_fields
from unionbook.excel import errors_book, hints, importing
from unionbook.excel.rows import DOUBLE, REFUSE, SKIP
from unionbook.operations.import_matching import (
    Matcher,
    differences,
    differs,
    names_person,
)
from unionbook.operations.import_preview import (
    CHANGED,
    DOUBLES,
    NEW,
    REFUSED,
    SKIPPED,
    UNCHANGED,
    Decision,
    ImportPreview,
)
from unionbook.operations.import_writing import ImportResult, write_preview
from unionbook.operations.members import sensitive_fields
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from threading import Event

    from unionbook.excel.importing import Analysis, SheetPlan
    from unionbook.excel.member_rows import SheetRows
    from unionbook.operations.sessions import Session

__all__ = ["Decision", "ImportPreview", "ImportResult", "preview_import", "take_import"]

FREE = "free"
"""In a mapping: keep the column as a field of the branch's own, called by its header."""
_LANGUAGES = {"VN": "vi", "ID": "id"}
_PLAIN_ACTIONS = {REFUSE: REFUSED, SKIP: SKIPPED, DOUBLE: DOUBLES}


def preview_import(
    session: Session | None,
    *,
    path: Path,
    sheet: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> ImportPreview:
    """Look at a workbook and tell what importing it would do; nothing is written.

    ``mapping`` gives fields (None: leave out; ``free``: keep as an own field) by column letters and
    overrides what was recognised, which what was chosen for the same layout before does too.
    Without a session everybody is new. Raises UnreadableFileError, InvalidValueError for a sheet
    that is not there.
    """
    if session:
        session.require("read_members")
    hint = _LANGUAGES.get(session.info.country) if session else None
    analysis = importing.analyse(path, language_hint=hint, progress=progress, cancelled=cancelled)
    plan = analysis.plan(sheet) if sheet or analysis.best else None
    if plan is None or plan.kind != "people":
        return ImportPreview(analysis, plan, None, {}, analysis.warnings)
    chosen = {**_recognised(session, analysis, plan), **(mapping or {})}
    free = {letters for letters, field in chosen.items() if field == FREE}
    taken = {letters: None if letters in free else field for letters, field in chosen.items()}
    rows = importing.read_rows(analysis, plan.name, taken, progress=progress, cancelled=cancelled)
    warnings = [*analysis.warnings, *plan.warnings, *rows.warnings]
    _drop_turned_off(session, rows, warnings)
    preview = ImportPreview(analysis, plan, rows, chosen, list(dict.fromkeys(warnings)))
    _judge(session, preview)
    _tell_incomplete(preview)
    return preview


def take_import(
    session: Session,
    *,
    preview: ImportPreview,
    wage_from: str = "",
    reason: str = "",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> ImportResult:
    """Write what a preview says, in one commit that one undo takes back.

    Doubles that nobody decided, and refused and skipped rows, are left out and counted. A changed
    wage holds from ``wage_from``, by default the first of this month. What happened to the register
    since the preview is taken into account: it is judged anew where there was a commit.
    """
    session.require("import_members")
    if preview.seen != import_data.state(session.database):
        _judge(session, preview)
    return write_preview(
        session,
        preview,
        wage_from=wage_from,
        reason=reason or preview.path.name,
        progress=progress,
        cancelled=cancelled,
    )


def write_error_workbook(preview: ImportPreview, *, path: Path) -> int:
    """Write the rows to be corrected and imported again, with their reasons.

    They are those not taken and those taken with a cell that could not be understood, which the
    corrected file completes. Gives how many there are; with none no file is written.
    """
    left = preview.to_correct()
    if not left or preview.rows is None or preview.plan is None:
        return 0
    kept = [
        index
        for index, column in enumerate(preview.plan.columns)
        if preview.field_of(column.column) != "password"
    ]
    columns = [preview.plan.columns[index] for index in kept]
    errors_book.write_error_workbook(
        path,
        headers=[column.header for column in columns],
        rows=(
            errors_book.RefusedRow(
                preview.rows.numbers[index],
                [preview.rows.cell(index, place) for place in kept],
                reason,
                preview.bad_cells(index, columns),
            )
            for index, reason in left
        ),
        fields={place: preview.field_of(column.column) for place, column in enumerate(columns)},
        title=preview.plan.name,
        total=len(left),
    )
    return len(left)


def _recognised(
    session: Session | None, analysis: Analysis, plan: SheetPlan
) -> dict[str, str | None]:
    """Give the mapping a file of ours brings along, or that was chosen for its layout before."""
    own = hints.own_columns(analysis.path) if analysis.format == "xlsx" else None
    if own and own.sheet == plan.name:
        letters = [column.column for column in plan.columns]
        known = import_fields()
        return {
            letters[place]: field if field is None or field in known else FREE
            for place, field in own.fields.items()
            if place < len(letters)
        }
    if session:
        return import_data.find_layout(session.database, plan.layout) or {}
    return {}


def _tell_incomplete(preview: ImportPreview) -> None:
    if count := len(preview.incomplete()):
        preview.warnings.append(
            ngettext(
                "{count} row has a cell that could not be understood: without that value it is "
                "taken. Save the rows to correct, mend it there and import that file.",
                "{count} rows have cells that could not be understood: without those values they "
                "are taken. Save the rows to correct, mend them there and import that file.",
                count,
            ).format(count=count)
        )


def _drop_turned_off(session: Session | None, rows: SheetRows, warnings: list[str]) -> None:
    """Leave out sensitive columns that the branch did not turn on."""
    turned_on = sensitive_fields(session) if session else frozenset[str]()
    for name in SENSITIVE:
        if name in rows.columns and name not in turned_on:
            del rows.columns[name]
            warnings.append(
                _("“{label}” is left out: it is sensitive and turned off in this branch.").format(
                    label=_(BY_NAME[name].label)
                )
            )


def _judge(session: Session | None, preview: ImportPreview) -> None:
    """Decide for every row what would become of it."""
    rows = preview.rows
    if rows is None:
        return
    preview.actions = [_PLAIN_ACTIONS.get(action, NEW) for action in rows.actions]
    preview.targets = [0] * len(rows)
    preview.candidates.clear()
    preview.changes.clear()
    if session is not None:
        preview.seen = import_data.state(session.database)
        if import_data.anybody(session.database):
            _match_all(session, preview)
    preview.counts = Counter(preview.actions)


def _match_all(session: Session, preview: ImportPreview) -> None:
    rows = preview.rows
    if rows is None:
        return
    keys = [key for key in import_data.STRONG_KEYS if key in rows.columns]
    matcher = Matcher(import_data.snapshot(session.database, keys))
    columns = {name: rows.columns[name] for name in names_person(keys) if name in rows.columns}
    for index, action in enumerate(preview.actions):
        if action != NEW:
            continue
        number = rows.numbers[index]
        found = matcher.match(
            number, {name: column[number - 1] for name, column in columns.items()}
        )
        if found.member:
            preview.targets[index] = found.member
        elif found.candidates:
            preview.actions[index] = DOUBLES
            preview.candidates[index] = found
    del matcher  # all members' names and numbers: room for their other values
    _compare_all(session, preview)


def _compare_all(session: Session, preview: ImportPreview) -> None:
    rows = preview.rows
    if rows is None:
        return
    ids = [target for target in preview.targets if target]
    names = tuple(name for name in rows.columns if name != "photo")
    present = import_data.present_rows(session.database, ids, names)
    found = [
        (index, rows.numbers[index] - 1, present[target])
        for index, target in enumerate(preview.targets)
        if target
    ]
    for place, name in enumerate(names):
        column = rows.columns[name]
        for index, at, held in found:
            if column[at] != held[place] and differs(column[at], held[place]):
                preview.changes.setdefault(index, {})[name] = (held[place], column[at])
    free = _free_of(session, preview, ids)
    for index, _at, _held in found:
        if free:
            own = differences(preview.free_at(index), free.get(preview.targets[index], {}))
            if own:
                preview.changes.setdefault(index, {}).update(own)
        preview.actions[index] = CHANGED if index in preview.changes else UNCHANGED


def _free_of(
    session: Session, preview: ImportPreview, ids: list[int]
) -> dict[int, dict[str, str | None]]:
    headers = preview.free_headers()
    if not headers:
        return {}
    return import_data.present_free(session.database, ids, headers)
