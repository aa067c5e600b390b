# SPDX-License-Identifier: Apache-2.0
"""What a bundle is said to hold."""

from __future__ import annotations

from unionbook.domain.exchange import Block, Kind
from unionbook.domain.numbering import compose
from unionbook.operations.bundle_parts import counted


def block(kind, ids, *columns):
    return Block("members", kind, columns, ids, [0] * len(ids), [["x"] * len(ids)] * len(columns))


def test_a_row_that_was_made_and_changed_is_one_row():
    made = [compose(7, counter) for counter in range(1, 201)]
    elsewhere = [compose(8, counter) for counter in range(1, 11)]
    blocks = [
        block(Kind.PUT, made, "full_name"),
        block(Kind.PATCH, made[50:], "phone"),
        block(Kind.PATCH, [*made[190:], *elsewhere], "phone"),
    ]
    counts = {}
    assert list(counted(blocks, counts, prefix="cases.")) == blocks
    assert counts == {"cases.members": {"rows": 210, "full_name": 200, "phone": 170}}
