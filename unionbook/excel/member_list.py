# SPDX-License-Identifier: Apache-2.0
"""The member list as a workbook that Excel does not spoil and the importer reads back unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.fields import BY_NAME, CHOICE_LABELS
from unionbook.excel.cells import Column
from unionbook.excel.workbook import Written, write_table
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from threading import Event

_WIDE = {"permanent_address": 36, "present_address": 36, "employer": 28, "identity_issued_by": 24}


def member_columns(
    fields: Sequence[str], *, free: Mapping[str, str] | None = None
) -> tuple[Column, ...]:
    """Give the columns of these fields, headed and filled in the language in use.

    ``free`` gives the headings of the fields that the branch added itself, by their name.
    """
    return tuple(_column(name, free or {}) for name in fields)


def write_member_list(
    path: Path,
    *,
    fields: Sequence[str],
    rows: Iterable[Sequence[object]],
    title: str = "",
    free: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    total: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> Written:
    """Write members, each the values of ``fields`` as the register keeps them, to a workbook.

    Dates come as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, choices by their code, amounts as
    integers. Raises what ``write_table`` raises.
    """
    return write_table(
        path,
        title=title or _("Members"),
        columns=member_columns(fields, free=free),
        rows=rows,
        notes=notes,
        total=total,
        progress=progress,
        cancelled=cancelled,
    )


def _column(name: str, free: Mapping[str, str]) -> Column:
    field = BY_NAME.get(name)
    if field is None:
        return Column(name, free[name])
    width = _WIDE.get(name, 0)
    labels = {code: _(label) for code, label in CHOICE_LABELS.get(name, {}).items()}
    return Column(name, _(field.label), field.kind, width, labels)
