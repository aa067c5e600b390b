# SPDX-License-Identifier: Apache-2.0
"""Bundles made for tests: the same keys, the same randomness and the same invented people."""

from __future__ import annotations

import hashlib
import io
from itertools import count
from typing import TYPE_CHECKING

from unionbook.domain.exchange import Block, Kind, KnownCommit
from unionbook.sync import sealing, signing
from unionbook.sync.header import Header
from unionbook.sync.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SITE = 0x1234567
SIGNING = bytes(range(32))
OFFICE = bytes(range(32, 128))
CASES = bytes(range(128, 224))
PUBLIC = signing.public_of(SIGNING)
KNOWN = {signing.key_id(PUBLIC): PUBLIC}
RECIPIENTS = {
    "office": [sealing.public_of(OFFICE), sealing.public_of(CASES)],
    "cases": [sealing.public_of(CASES)],
    "files": [sealing.public_of(OFFICE)],
}

Items = list[list[KnownCommit] | Block | tuple[str, bytes] | tuple[str, int, bytes]]


def header(**changes: object) -> Header:
    fields: dict[str, object] = {
        "program": "0.1.0",
        "purpose": "branch",
        "register": "6f1c9f0e-7a43-4a7e-9d0b-0c6f3f9a1b11",
        "site": SITE,
        "key": signing.key_id(PUBLIC),
        "stream": "6f1c9f0e-7a43-4a7e-9d0b-0c6f3f9a1b11",
        "number": 12,
        "previous": bytes(range(32)),
        "made_at": 1_795_000_000_000,
        "schema": 5,
        "policy": "branch",
        "devices": b"",
    }
    return Header(**(fields | changes))


def commits(number: int) -> list[KnownCommit]:
    return [
        KnownCommit(
            SITE << 32 | (100 + place),
            (1_794_000_000_000 + 977 * place) << 16 | place % 3,
            hashlib.sha256(str(place).encode()).digest(),
            ("Nguyễn Thị Lan", "Trần Văn Bình")[place % 2],
            ("enrol_member", "correct_member", "record_payment")[place % 3],
            "" if place else "danh sách tháng 8",
        )
        for place in range(number)
    ]


def members() -> Block:
    """Rows with every kind of column and every form of texts."""
    rows = 40
    given = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh")
    names = [
        f"{('Nguyễn', 'Trần', 'Lê')[k % 3]} {('Văn', 'Thị')[k % 2]} {given[k % 7]}"
        for k in range(rows)
    ]
    columns: dict[str, list[object]] = {
        "full_name": list(names),
        "born_on": [f"{1970 + k % 30}-{k % 12 + 1:02d}-{k % 28 + 1:02d}" for k in range(rows)],
        "identity_number": [f"0{(k + 1) * 7_919_333_017 % 10**11:011d}" for k in range(rows)],
        "phone": [None if k % 9 == 4 else f"09{k * 1_234_577 % 10**8:08d}" for k in range(rows)],
        "email": [f"{given[k % 7].lower()}{k}@example.org" for k in range(rows)],
        "note": ["không có" if k == 7 else "" if k % 3 else None for k in range(rows)],
        "wage": [4_500_000 + k * 125_000 for k in range(rows)],
        "change": [(-1) ** k * k**9 for k in range(rows)],
        "share": [None if k % 5 else k / 7 for k in range(rows)],
        "photo": [bytes([k]) * (k % 4) for k in range(rows)],
        "free": [(k, f"số {k}", b"\0" * (k % 3), k / 2, None)[k % 5] for k in range(rows)],
        "religion": [None] * rows,
        "code": [f"NV{k:05d}" if k % 4 else "chưa có" for k in range(rows)],
        "serial": [str(10**12 + k * 977) for k in range(rows)],
    }
    ids = [SITE << 32 | (500 + 3 * k + k % 2) for k in range(rows)]
    return Block(
        "members", Kind.PUT, tuple(columns), ids, [k // 15 for k in range(rows)],
        list(columns.values()),
    )  # fmt: skip


def parts() -> dict[str, Items]:
    changed = Block(
        "members", Kind.PATCH, ("phone",), [SITE << 32 | 501], [3], [["0900000001"]]
    )  # fmt: skip
    gone = Block("groups", Kind.REMOVE, (), [7 << 32 | 1, SITE << 32 | 9], [0, 3], [])
    notes = Block(
        "cases", Kind.PUT, ("story",), [SITE << 32 | 1], [0], [["Tăng ca không trả " * 40]]
    )
    picture = hashlib.sha256(b"picture").digest() * 40_000
    return {
        "office": [commits(4), members(), changed, gone, ("removed_user", b"\x01")],
        "cases": [commits(1), notes],
        "files": [("0" * 64, 0, b""), ("a1" * 32, len(picture), picture)],
    }


def make(
    *,
    contents: Mapping[str, Items] | None = None,
    head: Header | None = None,
    seal: Callable[[bytes, bytes, bytes], bytes] = sealing.seal,
    recipients: Mapping[str, list[bytes]] | None = None,
) -> bytes:
    """Give the bytes of a bundle."""
    numbers = count()

    def random(size: int) -> bytes:
        return hashlib.sha256(b"not random at all %d" % next(numbers)).digest()[:size]

    stream = io.BytesIO()
    writer = Writer(stream, head or header(), SIGNING, random=random, seal=seal)
    for name, items in (contents or parts()).items():
        whom = (recipients or RECIPIENTS).get(name, RECIPIENTS["office"])
        vectors = {"since": {SITE: 99}, "until": {SITE: 103, 7: 1}}
        with writer.part(name, recipients=whom, **vectors) as part:
            for item in items:
                if isinstance(item, list):
                    part.commits(item)
                elif isinstance(item, Block):
                    part.block(item)
                elif len(item) == 2:
                    part.notice(*item)
                else:
                    part.file(item[0], item[1], io.BytesIO(item[2]))
    writer.finish()
    return stream.getvalue()
