# SPDX-License-Identifier: Apache-2.0
"""Written policies in words: what of which table is sent, which figures, and what never."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data.travelling import Share
from unionbook.domain.fields import BY_NAME
from unionbook.domain.policies import FIGURE_LABELS, Policy, read_policy
from unionbook.operations.table_labels import table_label
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.bundle_files import Counts

COLUMN_LABELS = {
    "member_id": N_("Which member"),
    "kind": N_("Kind"),
    "happened_on": N_("Date"),
    "until_on": N_("Until"),
    "merged_into": N_("Which record of the same person goes on"),
    "pseudonym": N_("The sign that stands in place of the name"),
    "list": N_("List"),
    "code": N_("Code"),
    "name": N_("Name"),
    "closed_on": N_("Closed on"),
    "day": N_("Date"),
    "source": N_("Where it is written"),
    "title": N_("Title of the document"),
    "events": N_("Events of membership"),
    "dues": N_("Dues by month"),
    "awards": N_("Awards and support"),
    "dated_on": N_("Date"),
    "file_name": N_("File"),
    "size": N_("Size"),
    "content": N_("Content"),
    "region": N_("Region"),
    "since": N_("From"),
    "amount": N_("Amount"),
    "certainty": N_("How certain it is"),
}


@dataclass(frozen=True, slots=True)
class SentTable:
    """What of one table is sent: how many rows, and how many values of which columns."""

    table: str
    label: str
    rows: int
    columns: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """A written policy in words: what is sent of each table, which figures, what never."""

    name: str
    title: str
    purpose: str
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[str, ...]
    never: str


def policy_words(name: str) -> PolicyWords:
    """Give a written policy in words, to be shown before anything is sent."""
    policy = read_policy(name)
    tables = tuple(
        (table_label(table), tuple(column_label(one) for one in columns))
        for table, columns in policy.tables.items()
    )
    kinds = tuple(_(FIGURE_LABELS[one]) for one in policy.figures)
    return PolicyWords(name, policy.title, policy.purpose, tables, kinds, never_words())


def never_words() -> str:
    """Say what is never sent up."""
    return _(
        "Never sent: photos, notes, reasons, bank accounts, health, religion, ethnicity, and "
        "anything that names who complained."
    )


def column_label(column: str) -> str:
    """Give the name of a column as people know it."""
    if column in BY_NAME:
        return _(BY_NAME[column].label)
    return _(COLUMN_LABELS[column]) if column in COLUMN_LABELS else column


def shares_of(policy: Policy) -> dict[str, Share]:
    """Give what a policy lets out, as collecting wants it."""
    return {table: Share(columns) for table, columns in policy.tables.items()}


def sent_tables(counts: Counts) -> tuple[SentTable, ...]:
    """Give counts by table and column in words."""
    return tuple(
        SentTable(
            table,
            table_label(table),
            told.get("rows", 0),
            tuple(
                (name, column_label(name), number)
                for name, number in told.items()
                if name != "rows"
            ),
        )
        for table, told in counts.items()
    )
