# SPDX-License-Identifier: Apache-2.0
"""What an import would do, row by row, kept by column and told on demand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unionbook.errors import InvalidValueError
from unionbook.excel.importing import member_field
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unionbook.excel.importing import Analysis, ColumnPlan, SheetPlan
    from unionbook.excel.member_rows import Repair, SheetRows
    from unionbook.operations.import_matching import Match

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
DOUBLES, REFUSED, SKIPPED = "double", "refused", "skipped"
SAME, AS_NEW, LEAVE_OUT = "same", "new", "skip"
"""What a person may decide of a double: the same person, somebody new, or leave the row out."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a double; ``member`` says of whom it is the same person."""

    choice: str
    member: int = 0


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: what becomes of it and why, its values, and old and new of each changed field."""

    row: int
    action: str
    reason: str
    member: dict[str, Any]
    changes: dict[str, tuple[Any, Any]]
    candidates: tuple[int, ...]
    repairs: tuple[Repair, ...]
    warnings: tuple[str, ...]
    extras: dict[str, str]
    hidden: bool
    target: int


@dataclass(slots=True)
class ImportPreview:
    """What an import would do. ``rows`` is None where the file lists no people.

    ``actions[i]`` and ``targets[i]`` (a member, or 0) belong to ``rows.numbers[i]``; ``mapping``
    holds what was recognised or chosen beyond the plan, by column letters.
    """

    analysis: Analysis
    plan: SheetPlan | None
    rows: SheetRows | None
    mapping: dict[str, str | None]
    warnings: list[str]
    actions: list[str] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    candidates: dict[int, Match] = field(default_factory=dict)
    changes: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    seen: tuple[int, int] = (0, 0)

    @property
    def path(self) -> Path:
        """The file."""
        return self.analysis.path

    def __len__(self) -> int:
        return len(self.actions)

    def __iter__(self) -> Iterator[PreviewRow]:
        return (self.at(index) for index in range(len(self)))

    def field_of(self, letters: str) -> str | None:
        """Give the field a column is taken for."""
        if letters in self.mapping:
            return self.mapping[letters]
        columns = self.plan.columns if self.plan else ()
        return next((column.field for column in columns if column.column == letters), None)

    def at(self, index: int) -> PreviewRow:
        """Give one row in full."""
        rows = self._rows()
        read = rows.at(index)
        return PreviewRow(
            read.row,
            self.actions[index],
            self.reason(index),
            read.values,
            self.changes.get(index, {}),
            self._candidates_at(index),
            read.repairs,
            read.warnings,
            read.extras,
            read.hidden,
            self.targets[index],
        )

    def reason(self, index: int) -> str:
        """Give in words why a row is not simply new."""
        found = self.candidates.get(index)
        return found.reason if found else self._rows().reasons[index]

    def decide(self, index: int, choice: str, member: int = 0) -> None:
        """Decide a double. Raises InvalidValueError where it is none or the choice does not fit."""
        if self.actions[index] != DOUBLES or choice not in (SAME, AS_NEW, LEAVE_OUT):
            raise InvalidValueError(_("There is nothing to decide about this row."))
        candidates = self._candidates_at(index)
        if choice == SAME and not member and len(candidates) != 1:
            raise InvalidValueError(_("Say of which member this row is the same person."))
        self.decisions[index] = Decision(choice, member or (candidates or (0,))[0])

    def decide_all(self, choice: str) -> int:
        """Decide all doubles alike that can be; give how many were decided."""
        done = 0
        for index, action in enumerate(self.actions):
            if action != DOUBLES or (choice == SAME and len(self._candidates_at(index)) != 1):
                continue
            self.decide(index, choice)
            done += 1
        return done

    def left_out(self) -> list[int]:
        """Give the rows that are people and would not be taken: refused, and doubles undecided."""
        return [
            index
            for index, action in enumerate(self.actions)
            if action == REFUSED or (action == DOUBLES and index not in self.decisions)
        ]

    def incomplete(self) -> list[int]:
        """Give the rows that would be taken though a cell could not be understood: it is blank."""
        faulty = self.rows.faulty_rows() if self.rows is not None else []
        if not faulty:
            return []
        left = set(self.left_out())
        return [index for index in faulty if self.actions[index] != SKIPPED and index not in left]

    def to_correct(self) -> list[tuple[int, str]]:
        """Give the rows to be corrected and imported again, in order, each with its reason."""
        wanting = {index: " ".join(self._rows().faults_at(index)) for index in self.incomplete()}
        found = {index: self.reason(index) for index in self.left_out()} | wanting
        return sorted(found.items())

    def free_headers(self) -> list[str]:
        """Give the headers of the columns that are kept as own fields."""
        columns = self.plan.columns if self.plan else ()
        kept = {letters for letters, name in self.mapping.items() if name == "free"}
        return [column.header for column in columns if column.column in kept]

    def free_at(self, index: int) -> dict[str, str]:
        """Give the values of one row for own fields, by header."""
        headers = self.free_headers()
        if not headers:
            return {}
        extras = self._rows().extras_at(index)
        return {header: extras[header] for header in headers if header in extras}

    def bad_cells(self, index: int, columns: Sequence[ColumnPlan]) -> frozenset[int]:
        """Give the places among ``columns`` of the cells at fault in a row."""
        read = self._rows().at(index)
        faulty = set(self._rows().faulty_fields(index))
        if "full_name" not in read.values:
            faulty |= {"full_name", "family_name", "given_name"}
        if "born_year" in faulty:
            faulty |= {"born_day", "born_month"}
        return frozenset(
            place for place, column in enumerate(columns) if self.field_of(column.column) in faulty
        )

    def as_json(self) -> dict[str, Any]:
        """Give the whole preview as plain values: the contract of ``import members --json``."""
        return {
            "sheets": [self._sheet(plan) for plan in self.analysis.sheets],
            "sheet": self.plan.name if self.plan and self.rows is not None else None,
            "counts": self.totals(),
            "rows": [self._row(row) for row in self] if self.rows is not None else [],
            "warnings": list(self.warnings),
        }

    def totals(self) -> dict[str, int]:
        """Give how many rows there are and how many of each action."""
        return {
            "rows": len(self.actions),
            "new": self.counts[NEW],
            "changed": self.counts[CHANGED],
            "unchanged": self.counts[UNCHANGED],
            "doubles": self.counts[DOUBLES],
            "refused": self.counts[REFUSED],
            "skipped": self.counts[SKIPPED],
        }

    def _rows(self) -> SheetRows:
        if self.rows is None:
            raise InvalidValueError(_("This file lists no people."))
        return self.rows

    def _candidates_at(self, index: int) -> tuple[int, ...]:
        found = self.candidates.get(index)
        return found.candidates if found else ()

    def _sheet(self, plan: SheetPlan) -> dict[str, Any]:
        chosen = self.plan is not None and plan.name == self.plan.name
        return {
            "name": plan.name,
            "visible": plan.visible,
            "kind": plan.kind,
            "score": plan.score,
            "reason": plan.reason,
            "header_row": plan.header_row,
            "first_row": plan.first_row,
            "last_row": plan.last_row,
            "hidden_rows": plan.hidden_rows,
            "columns": [
                {
                    "column": column.column,
                    "header": column.header,
                    "field": _feeds(taken := self._taken_as(column, chosen=chosen)),
                    "taken_as": taken,
                    "confidence": column.confidence,
                    "reason": column.reason,
                }
                for column in plan.columns
            ],
        }

    def _taken_as(self, column: ColumnPlan, *, chosen: bool) -> str | None:
        return self.field_of(column.column) if chosen else column.field

    def _row(self, row: PreviewRow) -> dict[str, Any]:
        told: dict[str, Any] = {
            "row": row.row,
            "action": row.action,
            "reason": row.reason,
            "member": row.member,
        }
        if row.changes:
            told["changes"] = {name: list(pair) for name, pair in row.changes.items()}
        if row.candidates:
            told["candidates"] = list(row.candidates)
        if row.repairs:
            told["repairs"] = [
                {"field": one.field, "before": one.before, "after": one.after, "why": one.why}
                for one in row.repairs
            ]
        if row.warnings:
            told["warnings"] = list(row.warnings)
        return told


def _feeds(taken_as: str | None) -> str | None:
    return taken_as if taken_as == "free" else member_field(taken_as)
