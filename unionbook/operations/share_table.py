# SPDX-License-Identifier: Apache-2.0
"""Which level gets what of the money collected, as the last part of a report of income."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionbook.data import ledger
from unionbook.domain import periods
from unionbook.domain.report_tables import Trace, Value
from unionbook.domain.shares import BRANCH, INCOMES, LEVEL_LABELS, SHARE_LABELS, ShareKind
from unionbook.operations import shares
from unionbook.operations.dues_words import percent_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session
    from unionbook.operations.shares import Collected

_Spans = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class SharesPart:
    """Rows to add to a table of code, name and one sum for each span, and their traces."""

    rows: list[tuple[Value, ...]] = field(default_factory=list)
    cells: dict[tuple[int, int], Trace] = field(default_factory=dict)
    strong: frozenset[int] = frozenset()


def shares_of(session: Session, spans: _Spans, *, start: int) -> SharesPart:
    """Give the shares of what was collected in each span; nothing where no rule shares it out.

    ``start`` is the number that the first row will have in its table.
    """
    found = [shares.collected_in(session, first=first, last=last) for first, last in spans]
    part = SharesPart()
    strong = set()
    ruled = {one.kind for some in found for one in some if one.rule}
    kinds = [kind for kind in ShareKind if kind in ruled]
    for number, kind in enumerate(kinds, 1):
        of_kind = [[one for one in some if one.kind is kind] for some in found]
        strong.add(start + len(part.rows))
        title = _("Shares of what was collected: {kind}").format(kind=_(SHARE_LABELS[kind]))
        sums = [sum(one.amount for one in some) for some in of_kind]
        _add(session, part, (f"E{number}", title, *sums), kind, spans, start)
        for order, (level, rate) in enumerate(_levels(of_kind[-1]), 1):
            label = _(LEVEL_LABELS[level]) if level in LEVEL_LABELS else level
            named = f"{label} ({percent_text(rate)})" if rate else label
            sums = [_gets(some, level) for some in of_kind]
            _add(session, part, (f"E{number}.{order}", named, *sums), kind, spans, start)
    part.strong = frozenset(strong)
    return part


def _add(
    session: Session,
    part: SharesPart,
    row: tuple[Value, ...],
    kind: ShareKind,
    spans: _Spans,
    start: int,
) -> None:
    account = ledger.find_by_role(session.database, INCOMES[kind])
    at = start + len(part.rows)
    for column, (first, last) in enumerate(spans, 2):
        part.cells[at, column] = Trace(
            ((account or 0, 1),),
            since=periods.first_day(first),
            until=periods.last_day(last),
            factor=-1,
            partly=True,
        )
    part.rows.append(row)


def _levels(found: Sequence[Collected]) -> list[tuple[str, int]]:
    """Give the levels in the order of the latest rule, and the part of each that never changed."""
    rates: dict[str, set[int]] = {}
    for one in reversed(found):
        for level, rate in one.rule.shares if one.rule else ():
            rates.setdefault(level, set()).add(rate)
    rates.setdefault(BRANCH, set())
    return [(level, one.pop() if len(one) == 1 else 0) for level, one in rates.items()]


def _gets(found: Sequence[Collected], level: str) -> int:
    if level == BRANCH:
        return sum(one.kept for one in found)
    given: Counter[str] = Counter()
    for one in found:
        given.update(dict(one.shares))
    return given[level]
