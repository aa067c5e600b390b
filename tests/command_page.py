# SPDX-License-Identifier: Apache-2.0
"""``docs/command-line.md`` as a contract: how each command is called and what it answers with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.root import root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = Path(__file__).parent.parent / "docs" / "command-line.md"
_MOST = 20  # elements of a list that are looked at
_EXACT = 1 << 53  # whole numbers that a floating-point number holds
_FORMS = {
    "_on": re.compile(r"\d{4}(-\d\d){0,2}"),
    "_at": re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+([+-]\d\d:\d\d|Z)"),
}
STEP = ("step", "operation", "changed")
_ROW = re.compile(r"^\| (?:`unionbook ([^`]+)`|the same)(.*?) \| (.*) \|$")
_BEING = re.compile(r"\w+ being `[^`]*`")
_NAMED = re.compile(r"“?\b(\w+)”? (?:stands for|for|being) `(\{.*?\})`")
_BLOCK = re.compile(r"^`unionbook ([^`]+)`$.*?^```\n(\{.*?\})\n```$", re.MULTILINE | re.DOTALL)
_TOKEN = re.compile(r'"(\w+)"|([A-Za-z_]\w*)|(\S)')


@dataclass
class Shape:
    """What a value may look like; where nothing is said of it, anything."""

    keys: dict[str, Shape] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    element: Shape | None = None
    """What the elements of a list look like."""
    each: Shape | None = None
    """What stands under keys that the page gives no names, such as those of tables."""


@dataclass(frozen=True)
class Row:
    """One line of a table: the words of the command, its options and what it answers with."""

    usage: str
    options: frozenset[str]
    answer: str
    section: str

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words before the first sign for a value."""
        words = self.usage.split()
        ends = [at for at, word in enumerate(words) if not re.fullmatch(r"[a-z][a-z-]*", word)]
        return tuple(words[: ends[0]] if ends else words)


@cache
def rows() -> tuple[Row, ...]:
    """Give the lines of all tables, in the order of the page."""
    found: list[Row] = []
    for section, text in _parts():
        for line in text.splitlines():
            if told := _ROW.match(line):
                usage, more, answer = ((part or "").replace("¦", "|") for part in told.groups())
                found.append(_row(usage or found[-1].usage, more, answer, section))
        found += [
            _row(usage, "", f"`{' '.join(shape.split())}`", section)
            for usage, shape in _BLOCK.findall(text)
        ]
    return tuple(found)


def _row(usage: str, more: str, answer: str, section: str) -> Row:
    return Row(usage, frozenset(re.findall(r"--[a-z][a-z-]*", usage + more)), answer, section)


def _parts() -> list[tuple[str, str]]:
    """Give each section's heading and text; a bar within a cell is written as ``¦``."""
    text = PAGE.read_text("utf-8").replace("\\|", "¦")
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return [(part.partition("\n")[0], part) for part in parts]


@cache
def _named(section: str) -> dict[str, str]:
    """Give what short names stand for in a section."""
    text = dict(_parts())[section].replace("\n", " ").replace("¦", "|")
    return dict(_NAMED.findall(text))


class _Reader:
    """Reads a shape as the page writes it."""

    def __init__(self, text: str, named: dict[str, str]) -> None:
        self.tokens = [match.groups() for match in _TOKEN.finditer(text)]
        self.named = named
        self.at = 0

    @property
    def key(self) -> str:
        return self.tokens[self.at][0] or "" if self.at < len(self.tokens) else ""

    @property
    def word(self) -> str:
        return self.tokens[self.at][1] or "" if self.at < len(self.tokens) else ""

    @property
    def sign(self) -> str:
        return self.tokens[self.at][2] or "" if self.at < len(self.tokens) else ""

    def value(self) -> Shape:
        """Read one value, and skip what is said of it in words."""
        shape = Shape()
        if self.sign == "{":
            self.at += 1
            shape = self.items()
        elif self.sign == "[":
            self.at += 1
            shape = self._list()
        elif self.word in self.named:
            shape = _Reader(self.named[self.word], self.named).value()
        while self.at < len(self.tokens) and self.sign not in (",", "}", "]"):
            self.at += 1
        return shape

    def _list(self) -> Shape:
        """Read up to the end of a list; ``two of {…}`` says of its elements what ``{…}`` does."""
        while self.sign not in ("]", "{", "[") and self.word not in self.named:
            if self.at == len(self.tokens):
                return Shape(element=Shape())
            self.at += 1
        shape = Shape(element=self.value() if self.sign != "]" else Shape())
        while self.at < len(self.tokens) and self.sign != "]":
            self.at += 1
        self.at += 1
        return shape

    def items(self) -> Shape:
        """Read what an object holds, up to its end or that of the text."""
        shape = Shape()
        while self.at < len(self.tokens) and self.sign != "}":
            if self.key:
                self._item(shape)
            elif self.word in self.named:
                shape.keys.update(_Reader(self.named[self.word], self.named).value().keys)
                self.at += 1
            elif self.word or self.sign == "…":
                self._each(shape)
            else:
                self.at += 1
        self.at += 1
        return shape

    def _item(self, shape: Shape) -> None:
        key = self.key
        self.at += 1
        if self.sign == "?":
            shape.optional.add(key)
            self.at += 1
        shape.keys[key] = Shape()
        if self.sign == ":":
            self.at += 1
            shape.keys[key] = self.value()

    def _each(self, shape: Shape) -> None:
        """Read keys without names: ``field: value``, or ``…`` where there are more."""
        several = self.sign == "…"
        self.at += 1
        while self.word:
            self.at += 1
        if self.sign == ":":
            self.at += 1
            shape.each = self.value()
        elif several:
            shape.each = Shape()


@cache
def shape_of(row: Row) -> Shape:
    """Give what a command answers with."""
    named = _named(row.section)
    shape = _same_as(row) if row.answer.startswith("as ") else Shape()
    if row.answer.startswith("step"):
        shape.keys.update(dict.fromkeys(STEP, Shape()))
    always, _with, sometimes = row.answer.partition(" with `")
    if re.search(r"\bstep\b", sometimes):
        shape.keys.update(dict.fromkeys(STEP, Shape()))
        shape.optional.update(STEP)
    for span in re.findall(r"`([^`]*)`", _BEING.sub("", row.answer)):
        if span.startswith("{"):
            told = _Reader(span, named).value()
        elif span.startswith('"'):
            told = _Reader(span, named).items()
        else:
            continue
        shape.keys.update(told.keys)
        shape.optional.update(told.optional if f"`{span}`" in always else told.keys)
        shape.each = shape.each or told.each
    return shape


def _same_as(row: Row) -> Shape:
    """Give what the command answers with that a line refers to: ``as `members event```."""
    told = re.match(r"as `([a-z -]+)`", row.answer)
    if told is None:
        message = f"{row.answer}: name the command"
        raise ValueError(message)
    words = tuple(told[1].split())
    other = shape_of(next(one for one in rows() if one.words == words))
    return Shape(dict(other.keys), set(other.optional), other.element, other.each)


def rows_of(words: tuple[str, ...]) -> list[Row]:
    """Give the lines about a command: those of which the words name most."""
    fitting = [row for row in rows() if words[: len(row.words)] == row.words]
    longest = max((len(row.words) for row in fitting), default=0)
    return [row for row in fitting if len(row.words) == longest]


def every_command() -> list[tuple[str, ...]]:
    """Give the words of each command and each group there is."""
    return list(_below((), root, click.Context(root)))


def _below(
    words: tuple[str, ...], group: click.Group, ctx: click.Context
) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        yield (*words, name)
        if isinstance(command, click.Group):
            yield from _below((*words, name), command, ctx)


def context_of(words: Sequence[str]) -> click.Context:
    """Take the words of a command, or a group, apart as click does; run nothing of it."""
    ctx = root.make_context("unionbook", list(words), resilient_parsing=True)
    while isinstance(ctx.command, click.Group):
        rest = [*ctx._protected_args, *ctx.args]
        if not rest:
            return ctx
        name, command, rest = ctx.command.resolve_command(ctx, rest)
        assert command is not None
        ctx = command.make_context(name, rest, parent=ctx, resilient_parsing=True)
    return ctx


def broken_promises(words: Sequence[str], said: Any) -> list[str]:
    """Give where an answer is not what the page says of the command, by its nearest line."""
    command = tuple(context_of(words).command_path.split()[1:])
    found = [differences(said, shape_of(row)) for row in rows_of(command)]
    if "--preview" in words:
        found = [[one for one in each if not one.endswith(" is not there")] for each in found]
    return min(found, key=len, default=[f"{' '.join(command)} is not on the page"])


def differences(said: Any, shape: Shape, place: str = "") -> list[str]:
    """Give where an answer says more or less than the page."""
    if isinstance(said, list):
        kept = shape.element
        return [
            found for one in said[:_MOST] if kept for found in differences(one, kept, f"{place}[]")
        ]
    if not isinstance(said, dict) or not (shape.keys or shape.each):
        return []
    found = [
        f"{place}.{key} is not there" for key in shape.keys.keys() - said.keys() - shape.optional
    ]
    for key, one in said.items():
        kept = shape.keys.get(key, shape.each)
        at = f"{place}.{key}"
        found += differences(one, kept, at) if kept else [f"{at} is not told"]
    return found


def odd_values(said: Any, place: str = "") -> list[str]:
    """Give where an answer breaks what the page says of numbers, days and moments."""
    if isinstance(said, list):
        return [found for one in said[:_MOST] for found in odd_values(one, f"{place}[]")]
    if isinstance(said, dict):
        return [found for key, one in said.items() for found in odd_values(one, f"{place}.{key}")]
    if isinstance(said, int) and abs(said) >= _EXACT:
        return [f"{place} {said} is too large a number for many readers: text was promised"]
    form = _FORMS.get(place[-3:])
    if form and isinstance(said, str) and said and not form.fullmatch(said):
        return [f"{place} {said} is no day and no moment"]
    return []
