# SPDX-License-Identifier: Apache-2.0
"""From the passphrase to the list: opening a register, key derivation apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, Taken, stopwatch
from unionbook.data.vault import Vault
from unionbook.operations import members

if TYPE_CHECKING:
    from pathlib import Path


def by_unionbook(folder: Path, rows: int) -> Figures:
    path = stores.path_of(folder, rows)
    vault = Vault.read(path)
    with stopwatch() as deriving:
        vault.open(vault.slot(stores.USER), stores.PASSPHRASE)
    with stopwatch() as opening:
        session = stores.open_register(folder, rows)
    with stopwatch() as listing:
        ids = members.list_member_ids(session)
    assert len(ids) == rows
    with stopwatch() as reading:
        members.read_members(session, ids=ids[:40], names=members.FOUND_FIELDS)
    session.close()
    after = Taken(
        max(0.0, opening.wall - deriving.wall) + listing.wall + reading.wall,
        max(0.0, opening.cpu - deriving.cpu) + listing.cpu + reading.cpu,
    )
    return {"key": deriving, "list": after}


def by_sqlcipher(folder: Path, rows: int) -> Figures:
    with stopwatch() as opening:
        store = stores.bare(folder / f"bare-{rows}.db")
        ids = [row[0] for row in store.execute("SELECT id FROM people ORDER BY sort_key")]
    assert len(ids) == rows
    store.close()
    return {"list": opening}


SUBJECT = Subject(
    "open",
    {"unionbook": Contender(by_unionbook), "bare SQLCipher": Contender(by_sqlcipher, "sqlcipher3")},
    (
        Comparison("open: passphrase to key", "key", seconds=0.6),
        Comparison("open: key to list", "list", "bare SQLCipher", seconds=0.5),
    ),
    prepare=stores.fill_both,
)
