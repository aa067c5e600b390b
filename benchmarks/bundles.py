# SPDX-License-Identifier: Apache-2.0
"""A bundle of changed rows and one of new members: bytes a row, time and memory to make and read.

Changed are phone, job and wage of people picked from three times as many; new members have all
twelve columns. Sizes are those of whole files: keys, signature and all. The peers pack the same
rows, without clocks, encryption or signature.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from benchmarks import people
from benchmarks.measuring import Comparison, Contender, Figures, Subject, Taken, stopwatch
from unionbook.domain.exchange import MOST_ROWS, Block, Kind, KnownCommit
from unionbook.sync import bundle, sealing, signing
from unionbook.sync.header import Header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SITE = 0x5EED
_CHANGED = ("phone", "job", "wage")
_LEVEL = 3


def _ids(rows: int) -> list[int]:
    picked = random.Random(11).sample(range(1, rows * 3), rows)  # noqa: S311 - invented people
    return [_SITE << 32 | number for number in sorted(picked)]


def _changes(count: int) -> Iterator[list[object]]:
    draw = random.Random(12)  # noqa: S311 - likewise
    for _row in range(count):
        yield [
            f"09{draw.randrange(10**8):08d}",
            draw.choice(people.JOBS),
            draw.randrange(4_500_000, 40_000_000, 1000),
        ]


def _new(count: int) -> Iterator[list[object]]:
    return map(people.stored, people.people(count))


KINDS: dict[str, tuple[Kind, tuple[str, ...], Callable[[int], Iterator[list[object]]]]] = {
    "changed": (Kind.PATCH, _CHANGED, _changes),
    "new": (Kind.PUT, people.FIELDS, _new),
}


def _blocks(name: str, rows: int) -> Iterator[Block]:
    kind, columns, made = KINDS[name]
    ids, source = _ids(rows), made(rows)
    for start in range(0, rows, MOST_ROWS):
        some = ids[start : start + MOST_ROWS]
        table = [next(source) for _row in some]
        values = [list(column) for column in zip(*table, strict=True)]
        yield Block("members", kind, columns, some, [0] * len(some), values)


def _made(path: Path, name: str, rows: int, signing_key: bytes, sealing_key: bytes) -> Taken:
    header = Header(
        program="0", purpose="branch", register="r", site=_SITE, stream="r", number=1,
        key=signing.key_id(signing.public_of(signing_key)), made_at=0, schema=1,
    )  # fmt: skip
    whom = [sealing.public_of(sealing_key)]
    taken = Taken()
    with path.open("wb") as stream:
        writer = bundle.Writer(stream, header, signing_key)
        with writer.part("office", recipients=whom, since={}, until={_SITE: 1}) as part:
            part.commits([KnownCommit(_SITE << 32 | 1, 1 << 16, bytes(32), "Lan", "import", "")])
            for block in _blocks(name, rows):
                with stopwatch() as once:
                    part.block(block)
                taken.wall, taken.cpu = taken.wall + once.wall, taken.cpu + once.cpu
        writer.finish()
    return taken


def _ours(name: str) -> Callable[[Path, int], Figures]:
    def run(folder: Path, rows: int) -> Figures:
        path = folder / f"{name}-{rows}.bundle"
        signing_key, sealing_key = signing.make_key(), sealing.make_key()
        made = _made(path, name, rows, signing_key, sealing_key)
        public = signing.public_of(signing_key)
        with stopwatch() as read:
            found = bundle.verify(path, {signing.key_id(public): public})
            counts = [
                len(item.ids)
                for item in found.items("office", [sealing_key])
                if isinstance(item, Block)
            ]
        assert sum(counts) == rows
        size = path.stat().st_size / rows
        return {"bytes": Taken(size, size), "make": made, "read": read}

    return run


def _compressed(data: bytes, rows: int) -> Taken:
    import zstandard

    size = len(zstandard.ZstdCompressor(level=_LEVEL).compress(data)) / rows
    return Taken(size, size)


def _peer(name: str, pack: Callable[[list[Block]], bytes]) -> Callable[[Path, int], Figures]:
    def run(_folder: Path, rows: int) -> Figures:
        blocks = list(_blocks(name, rows))
        with stopwatch() as made:
            size = _compressed(pack(blocks), rows)
        return {"bytes": size, "make": made}

    return run


def as_objects(blocks: list[Block]) -> bytes:
    import msgspec

    rows: list[dict[str, Any]] = [
        {"t": block.table, "id": row, "v": dict(zip(block.columns, values, strict=True))}
        for block in blocks
        for row, *values in zip(block.ids, *block.values, strict=True)
    ]
    return msgspec.json.encode(rows)


def as_columns(blocks: list[Block]) -> bytes:
    """Pack columns whole, row numbers as gaps: the best that plain MessagePack does."""
    import msgspec

    ids = [row for block in blocks for row in block.ids]
    gaps = [ids[0], *(after - before for before, after in pairwise(ids))]
    columns = {
        name: [value for block in blocks for value in block.values[place]]
        for place, name in enumerate(blocks[0].columns)
    }
    return msgspec.msgpack.encode({"t": blocks[0].table, "id": gaps, "v": columns})


def _subject(name: str, what: str, most: float) -> Subject:
    return Subject(
        name=f"bundle-{name}",
        contenders={
            "unionbook": Contender(_ours(name)),
            "JSON + zstd 3": Contender(_peer(name, as_objects)),
            "MessagePack columns + zstd 3": Contender(_peer(name, as_columns)),
        },
        comparisons=(
            Comparison(f"bytes a {what}", "bytes", "JSON + zstd 3", unit="B", at_most=most,
                       megabytes=300),
            Comparison(f"bytes a {what}", "bytes", "MessagePack columns + zstd 3", unit="B"),
            Comparison(f"bundle of {what}s: make", "make", "JSON + zstd 3", megabytes=300),
            Comparison(f"bundle of {what}s: read", "read", megabytes=300),
        ),
    )  # fmt: skip


CHANGED = _subject("changed", "changed row", 10)
NEW = _subject("new", "new member", 25)
