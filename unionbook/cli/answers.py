# SPDX-License-Identifier: Apache-2.0
"""What a command has to say: data for programs, lines for people."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.tables import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionbook.data.journal import Changes

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
"""The exit codes, and there are no others."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``--json`` prints and what people read; ``notes`` go to the standard error stream.

    ``data`` may be a function where it is large and seldom asked for.
    """

    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    lines: Iterable[str] = ()
    notes: tuple[str, ...] = ()
    code: int = DONE


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer."""
    for note in answer.notes:
        say(note, err=True)
    if as_json:
        show_json(answer.data() if callable(answer.data) else answer.data)
        return
    for line in answer.lines:
        say(line)


def say(text: str, *, err: bool = False) -> None:
    """Print a text for people: a file's name in it, say, plays no tricks on the terminal."""
    click.echo("\n".join(map(one_line, text.split("\n"))), err=err)


def show_json(data: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=plain)
    # A name of a file may hold bytes that are no text.
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def plain(value: object) -> object:
    """Give what JSON can hold instead of a value it does not know."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset | tuple):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    message = f"{type(value).__name__} has no JSON form"
    raise TypeError(message)


def number(row: int | None) -> str | None:
    """Give the number of a record as JSON carries it.

    Text: record numbers have up to 63 bits, of which programs that read numbers as floating-point
    would keep 53.
    """
    return None if row is None else str(row)


def changed(changes: Changes, sentence: str, **more: object) -> Answer:
    """Answer for an operation that wrote one step."""
    data = {
        "step": number(changes.commit_id or None),
        "operation": changes.operation,
        "changed": {table: [str(row) for row in rows] for table, rows in changes.rows.items()},
        **more,
    }
    return Answer(data, [sentence])


def with_more(answer: Answer, notes: tuple[str, ...] = (), **more: object) -> Answer:
    """Give an answer whose data say more, and that has notes."""
    data = answer.data() if callable(answer.data) else answer.data
    return replace(answer, data={**data, **more}, notes=notes)
