# SPDX-License-Identifier: Apache-2.0
"""What an import would do, told to people."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionbook.cli.shown import label, shown
from unionbook.cli.tables import table
from unionbook.operations.import_preview import CHANGED, DOUBLES, NEW, REFUSED, SKIPPED, UNCHANGED
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.operations.imports import ImportPreview

ACTIONS = {
    NEW: N_("new"),
    CHANGED: N_("changed"),
    UNCHANGED: N_("unchanged"),
    DOUBLES: N_("possible double"),
    REFUSED: N_("refused"),
    SKIPPED: N_("no person"),
}
_KINDS = {"people": N_("people"), "other": N_("something else"), "empty": N_("empty")}
_MOST = 40
"""Rows that are told one by one; ``--json`` tells all."""


def preview_lines(preview: ImportPreview) -> Iterator[str]:
    """Give the sheets, the columns, the rows that need a look, and the counts."""
    yield from _sheets(preview)
    yield ""
    if preview.plan is not None and preview.rows is not None:
        yield from _columns(preview)
        yield ""
        yield from _rows(preview)
    for warning in preview.warnings:
        yield f"! {warning}"
    yield _counts(preview)


def _sheets(preview: ImportPreview) -> Iterator[str]:
    rows = [
        [
            "→" if preview.plan and plan.name == preview.plan.name else "",
            plan.name if plan.visible else _("{name} (hidden)").format(name=plan.name),
            _(_KINDS[plan.kind]),
            str(plan.header_row or ""),
            f"{plan.first_row}–{plan.last_row}" if plan.first_row else "",
            number_text(plan.hidden_rows) if plan.hidden_rows else "",
        ]
        for plan in preview.analysis.sheets
    ]
    headings = ["", _("Sheet"), _("Holds"), _("Header row"), _("From – to"), _("Hidden rows")]
    yield from table(headings, rows, right=(3, 5))


def _columns(preview: ImportPreview) -> Iterator[str]:
    columns = preview.plan.columns if preview.plan else ()
    rows = []
    for column in columns:
        field = preview.field_of(column.column)
        taken = _("own field") if field == "free" else label(field) if field else "–"
        sure = f"{column.confidence:.0%}" if column.confidence else ""  # given, not guessed
        rows.append([column.column, column.header, taken, sure])
    yield from table([_("Column"), _("Header"), _("Field"), _("Sure")], rows, right=(3,))


def _rows(preview: ImportPreview) -> Iterator[str]:
    incomplete = set(preview.incomplete())
    telling = [
        index
        for index, action in enumerate(preview.actions)
        if action in (CHANGED, DOUBLES, REFUSED) or index in incomplete
    ]
    rows = []
    for index in islice(telling, _MOST):
        row = preview.at(index)
        changes = "; ".join(
            f"{label(name)}: {shown(name, before) or '–'} → {shown(name, after)}"
            for name, (before, after) in row.changes.items()
        )
        name = str(row.member.get("full_name", ""))
        why = "; ".join(
            part.removesuffix(".") for part in (row.reason or changes, *row.warnings) if part
        )
        rows.append([str(row.row), _(ACTIONS[row.action]), name, why])
    if rows:
        headings = [_("Row"), _("Becomes"), _("Full name"), _("Why, or what changes")]
        yield from table(headings, rows, right=(0,), widest=100)
        yield ""
    if len(telling) > _MOST:
        yield _("and {number} more rows: --json tells all.").format(
            number=number_text(len(telling) - _MOST)
        )


def _counts(preview: ImportPreview) -> str:
    if preview.rows is None:
        return _("No sheet of this file lists people.")
    totals = {name: number_text(count) for name, count in preview.totals().items()}
    return _(
        "{rows} rows: {new} new, {changed} changed, {unchanged} unchanged, {doubles} possible "
        "doubles, {refused} refused, {skipped} that are no person."
    ).format(**totals)
