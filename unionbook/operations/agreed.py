# SPDX-License-Identifier: Apache-2.0
"""What a branch sends, beside what was agreed with it when it was invited.

The desk keeps no more than was agreed, whatever is in a file; where less comes it is told, so that
an empty column is not taken for an empty register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.policies import FIGURE_LABELS, UPWARD, Policy, read_policy
from unionbook.operations.policies import column_label
from unionbook.operations.table_labels import table_label
from unionbook.sync.refusals import forged
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.units import Unit


@dataclass(frozen=True, slots=True)
class Agreed:
    """What of a file may be kept: columns by table, kinds of figures; and what to say of it.

    ``sent`` is the written policy under which the file was made.
    """

    sent: Policy
    tables: Mapping[str, tuple[str, ...]]
    figures: frozenset[str]
    notes: tuple[str, ...] = ()


def agreed_with(unit: Unit, policy: str) -> Agreed:
    """Give what of a unit's file, made under a written policy, is kept.

    Raises NotFoundError for a policy this program does not know, ForgedError for one that is not
    of what goes up.
    """
    sent = read_policy(policy)
    if policy not in UPWARD:
        raise forged("a policy that is not of what goes up")
    wanted = read_policy(unit.policy or policy)
    tables = {
        table: tuple(one for one in columns if one in wanted.tables.get(table, ()))
        for table, columns in sent.tables.items()
    }
    kept = {table: columns for table, columns in tables.items() if columns}
    figures = frozenset(sent.figures) & frozenset(wanted.figures)
    return Agreed(sent, kept, figures, tuple(_notes(unit, sent, wanted)))


def _notes(unit: Unit, sent: Policy, wanted: Policy) -> list[str]:
    if sent.name == wanted.name:
        return []
    found = []
    more, less = _words(sent, wanted), _words(wanted, sent)
    if more:
        found.append(
            _(
                "{unit} sent more than was agreed with it (“{policy}”). Not kept: {what}. Tell the "
                "branch to answer its latest invitation."
            ).format(unit=unit.name, policy=wanted.title, what=more)
        )
    if less:
        found.append(
            _(
                "{unit} sent less than was agreed with it (“{policy}”). Missing: {what}. Tell the "
                "branch to answer its latest invitation."
            ).format(unit=unit.name, policy=wanted.title, what=less)
        )
    return found


def _words(one: Policy, other: Policy) -> str:
    """Say in words what one policy lets out and another does not."""
    parts = []
    for table, columns in one.tables.items():
        beyond = [name for name in columns if name not in other.tables.get(table, ())]
        if beyond:
            named = ", ".join(column_label(name) for name in beyond)
            parts.append(f"{table_label(table)}: {named}")
    parts += [_(FIGURE_LABELS[kind]) for kind in one.figures if kind not in other.figures]
    return "; ".join(parts)
