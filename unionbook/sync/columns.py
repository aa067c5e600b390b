# SPDX-License-Identifier: Apache-2.0
"""Blocks as bytes: each column by the kind of its values, the empty ones as a bitmap."""

from __future__ import annotations

import re
import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from unionbook.domain.exchange import MOST_ROWS, Block, Kind
from unionbook.sync import integers, strings
from unionbook.sync.packing import Cursor, short_text, varint
from unionbook.sync.refusals import damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_COLUMNS = 64
MOST_CHARACTERS = 8 << 20
"""The characters and bytes that the values of one block unfold to, at most."""
_MOST_NAME = 64
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_HAS_GAPS = 0x80
_FLOAT = struct.Struct("<d")


class Content(IntEnum):
    """What the values of a column are."""

    EMPTY = 0
    INTEGER = 1
    TEXT = 2
    BLOB = 3
    FLOAT = 4
    MIXED = 5


_CONTENT: dict[type, Content] = {
    int: Content.INTEGER,
    bool: Content.INTEGER,
    str: Content.TEXT,
    bytes: Content.BLOB,
    float: Content.FLOAT,
}


def encode_block(block: Block) -> list[bytes]:
    """Give the pieces of a block. Raises ValueError for one that no reader would take."""
    _check(block)
    head = [short_text(block.table), bytes([block.kind]), varint(len(block.ids))]
    head.append(varint(len(block.columns)))
    head.extend(map(short_text, block.columns))
    pieces = [b"".join(head), *integers.encode(block.ids), *integers.encode(block.commits)]
    for values in block.values:
        pieces.extend(encode_column(values))
    return pieces


def _check(block: Block) -> None:
    lengths = {len(block.ids), len(block.commits), *map(len, block.values)}
    if len(lengths) != 1 or not 0 < len(block.ids) <= MOST_ROWS:
        message = f"{block.table}: columns of {sorted(lengths)} rows"
        raise ValueError(message)
    if not all(map(_NAME.fullmatch, (block.table, *block.columns))):
        message = f"{block.table}: a name that is none"
        raise ValueError(message)
    if len(block.columns) != len(block.values) or len(block.columns) > MOST_COLUMNS:
        message = f"{block.table}: {len(block.columns)} columns, {len(block.values)} of values"
        raise ValueError(message)


def rows_of(data: bytes) -> int:
    """Tell how many rows a block says to hold; they are not looked at."""
    cursor = Cursor(data)
    _name(cursor)
    cursor.byte()
    return cursor.varint(MOST_ROWS)


def decode_block(data: bytes, commits: int, budget: strings.Budget) -> Block:
    """Read a block whose rows come from the first ``commits`` commits of the part."""
    cursor = Cursor(data)
    table, kind = _name(cursor), cursor.byte()
    rows, width = cursor.varint(MOST_ROWS), cursor.varint(MOST_COLUMNS)
    if kind > max(Kind) or not rows:
        raise damaged(f"a block of kind {kind} with {rows} rows")
    columns = tuple(_name(cursor) for _place in range(width))
    if len(set(columns)) != width or "id" in columns:
        raise damaged("a column that stands twice")
    ids = integers.decode(cursor, rows)
    if min(ids) < 1:
        raise damaged("a row number below 1")
    origins = integers.decode_small(cursor, rows, commits - 1)
    values = [decode_column(cursor, rows, budget) for _column in columns]
    cursor.finish()
    return Block(table, Kind(kind), columns, ids, origins, values)


def _name(cursor: Cursor) -> str:
    # Names end up in statements of a store: nothing but a plain name passes.
    name = cursor.text(_MOST_NAME)
    if not _NAME.fullmatch(name):
        raise damaged("a name that is none")
    return name


def encode_column(values: Sequence[object]) -> list[bytes]:
    """Give the pieces of a column of None, int, float, str and bytes."""
    present = [value for value in values if value is not None]
    if not present:
        return [bytes([Content.EMPTY])]
    kinds = {_CONTENT[kind] for kind in set(map(type, present))}
    content = kinds.pop() if len(kinds) == 1 else Content.MIXED
    if len(present) == len(values):
        return [bytes([content]), *_ENCODERS[content](present)]
    gaps = strings.bitmap([value is not None for value in values])
    return [bytes([content | _HAS_GAPS]) + gaps, *_ENCODERS[content](present)]


def decode_column(cursor: Cursor, count: int, budget: strings.Budget) -> list[object]:
    """Read a column of ``count`` values."""
    form = cursor.byte()
    content = form & ~_HAS_GAPS
    if content > max(Content):
        raise damaged(f"a column of content {content}")
    if content == Content.EMPTY:
        if form & _HAS_GAPS:
            raise damaged("a bitmap of nothing")
        return [None] * count
    if not form & _HAS_GAPS:
        return _DECODERS[Content(content)](cursor, count, budget)
    flags = strings.read_bitmap(cursor, count)
    present = iter(_DECODERS[Content(content)](cursor, sum(flags), budget))
    return [next(present) if flag else None for flag in flags]


def _encode_blobs(values: Sequence[Any]) -> list[bytes]:
    return [*integers.encode(list(map(len, values))), *values]


def _decode_blobs(cursor: Cursor, count: int, budget: strings.Budget) -> list[Any]:
    lengths = integers.decode_small(cursor, count, cursor.left)
    budget.take(sum(lengths))
    return [cursor.take(length) for length in lengths]


def _encode_floats(values: Sequence[Any]) -> list[bytes]:
    return [b"".join(map(_FLOAT.pack, values))]


def _decode_floats(cursor: Cursor, count: int, _budget: strings.Budget) -> list[Any]:
    values = [one for (one,) in _FLOAT.iter_unpack(cursor.take(_FLOAT.size * count))]
    if any(value != value for value in values):  # noqa: PLR0124 - only NaN differs from itself
        raise damaged("a float that is no number")
    return values


def _encode_mixed(values: Sequence[Any]) -> list[bytes]:
    kinds = [_CONTENT[type(value)] for value in values]
    pieces = integers.encode(kinds)
    for content in _SIMPLE:
        alike = [value for value, kind in zip(values, kinds, strict=True) if kind == content]
        pieces.extend(_ENCODERS[content](alike) if alike else [])
    return pieces


def _decode_mixed(cursor: Cursor, count: int, budget: strings.Budget) -> list[Any]:
    kinds = integers.decode_small(cursor, count, Content.FLOAT)
    if 0 in kinds:
        raise damaged("an empty value in a mixed column")
    alike = {
        content: iter(_DECODERS[content](cursor, kinds.count(content), budget))
        for content in _SIMPLE
    }
    return [next(alike[Content(kind)]) for kind in kinds]


def _encode_integers(values: Sequence[Any]) -> list[bytes]:
    return integers.encode(list(map(int, values)))


def _decode_integers(cursor: Cursor, count: int, _budget: strings.Budget) -> list[Any]:
    return integers.decode(cursor, count)


_SIMPLE = (Content.INTEGER, Content.TEXT, Content.BLOB, Content.FLOAT)
_ENCODERS: dict[Content, Callable[[Sequence[Any]], list[bytes]]] = {
    Content.INTEGER: _encode_integers,
    Content.TEXT: strings.encode,
    Content.BLOB: _encode_blobs,
    Content.FLOAT: _encode_floats,
    Content.MIXED: _encode_mixed,
}
_DECODERS: dict[Content, Callable[[Cursor, int, strings.Budget], list[Any]]] = {
    Content.INTEGER: _decode_integers,
    Content.TEXT: strings.decode,
    Content.BLOB: _decode_blobs,
    Content.FLOAT: _decode_floats,
    Content.MIXED: _decode_mixed,
}
