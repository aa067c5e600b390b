# SPDX-License-Identifier: Apache-2.0
"""What goes between the PCs of one branch: both stores, photos and papers, users removed.

The part of the cases is sealed to a key of its own: a PC whose user may not open the cases keeps it
as it is, hands it on, and takes it in when somebody opens the register who may.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import attachments, settings, slot_keys
from unionbook.data.bundles import CASES, OFFICE
from unionbook.data.collecting import collect
from unionbook.operations.bundle_files import Filled, kept_path
from unionbook.sync import sealing, signing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from unionbook.data.bundles import Vectors
    from unionbook.domain.exchange import Block, Delta, Vector
    from unionbook.operations.bundle_files import Counts
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import PartWriter, Writer

FILES, CARRIED = "files", "carried"
USERS = "users"
_PUBLIC, _PRIVATE = "cases_key.", "exchange_key."
_PAGE, _IN_PAGE = 6, 63  # sixty-four rows that follow one another, as the bits of one number
_FILE_COLUMNS = ("photo", "file")
_FILE_NAME = re.compile(r"[0-9a-f]{1,16}-[0-9a-f]{64}")
_CARRIED_NAME = re.compile(r"cases-[0-9a-f]{64}")


class UserNote(msgspec.Struct, frozen=True, array_like=True):
    """A user of the PC that made the bundle."""

    name: str
    role: str


def fill_branch(
    session: Session,
    writer: Writer,
    *,
    recipients: list[bytes],
    since: Vectors,
    notices: Mapping[str, bytes] | None = None,
) -> Filled:
    """Write all that another PC of the branch does not know yet, and some notices by kind."""
    filled = Filled()
    names: set[str] = set()
    delta = collect(session.office, since=since.get(OFFICE, {}), site=session.site)
    with writer.part(OFFICE, recipients=recipients, since=delta.since, until=delta.until) as part:
        _write_store(part, delta, filled, OFFICE, names)
        part.notice(USERS, msgspec.msgpack.encode(_users(session)))
        for kind, body in (notices or {}).items():
            part.notice(kind, body)
    cases = session.register.cases
    told = settings.list_settings(session.database, _PUBLIC).values()
    # A key that is none, whoever published it, must not keep the others from their bundle.
    to = [key for key in map(bytes.fromhex, told) if sealing.is_key(key)]
    if cases is not None and to:
        delta = collect(cases, since=since.get(CASES, {}), site=session.site)
        with writer.part(CASES, recipients=to, since=delta.since, until=delta.until) as part:
            _write_store(part, delta, filled, CASES, names)
    _write_files(session, writer, recipients, names)
    return filled


def _users(session: Session) -> list[UserNote]:
    return [UserNote(slot.name, slot.role.value) for slot in session.register.vault.slots]


def _write_store(
    part: PartWriter, delta: Delta, filled: Filled, store: str, names: set[str]
) -> None:
    filled.since[store], filled.until[store] = delta.since, delta.until
    part.commits(delta.commits)
    for block in counted(delta.blocks, filled.counts, prefix="cases." if store == CASES else ""):
        names.update(_files_of(block))
        part.block(block)


def counted(blocks: Iterable[Block], counts: Counts, *, prefix: str = "") -> Iterator[Block]:
    """Give blocks on, counting by table the rows, each once, and the values."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows: defaultdict[str, _Once] = defaultdict(_Once)
    for block in blocks:
        name = prefix + block.table
        found[name]["rows"] += rows[name].add(block.ids)
        for column in block.columns:
            found[name][column] += len(block.ids)
        counts[name] = dict(found[name])
        yield block


class _Once:
    """Row numbers that came already: a bundle may hold a million, so neighbours share a number."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}

    def add(self, ids: Sequence[int]) -> int:
        """Give how many of these come for the first time: one was made, and changed later."""
        fresh, seen = 0, self._seen
        for number in ids:
            page, bit = number >> _PAGE, 1 << (number & _IN_PAGE)
            held = seen.get(page, 0)
            if not held & bit:
                fresh += 1
                seen[page] = held | bit
        return fresh


def _files_of(block: Block) -> Iterator[str]:
    for column, values in zip(block.columns, block.values, strict=True):
        if column in _FILE_COLUMNS:
            yield from (one for one in values if isinstance(one, str) and _FILE_NAME.fullmatch(one))


def _write_files(
    session: Session, writer: Writer, recipients: list[bytes], names: set[str]
) -> None:
    folder = session.register.folder / attachments.FOLDER_NAME
    there = [folder / name for name in sorted(names) if (folder / name).is_file()]
    for part_name, paths in ((FILES, there), (CARRIED, kept_cases(session))):
        if paths:
            with writer.part(part_name, recipients=recipients, since={}, until={}) as part:
                for path in paths:
                    _write_file(part, path)


def _write_file(part: PartWriter, path: Path) -> None:
    with path.open("rb") as stream:
        part.file(path.name, path.stat().st_size, stream)


def may_be_kept(part: str, name: str) -> bool:
    """Tell whether a file that came may lie among the register's files under its name."""
    return bool((_FILE_NAME if part == FILES else _CARRIED_NAME).fullmatch(name))


def kept_cases(session: Session) -> list[Path]:
    """Give the cases of bundles that lie here until somebody comes who may open them."""
    folder = session.register.folder / attachments.FOLDER_NAME
    # What a power cut left half written has another name.
    return sorted(path for path in folder.glob("cases-*") if may_be_kept(CARRIED, path.name))


def carried_path(session: Session, digest: str) -> Path:
    """Give where the cases of a bundle lie until somebody comes who may open them."""
    return kept_path(session, digest, CASES)


def ready_cases(session: Session) -> None:
    """Publish a key to which the cases of bundles are sealed, where none is that opens here.

    Its private half lies in the cases' own store. Does nothing for who may not open that.
    """
    cases = session.register.cases
    if cases is None or session.read_only:
        return
    published = set(settings.list_settings(session.database, _PUBLIC))
    held = settings.list_settings(cases.database, _PRIVATE)
    if any(_PUBLIC + name.removeprefix(_PRIVATE) in published for name in held):
        return
    private = slot_keys.make_private_key()
    public = slot_keys.public_part(private)
    name = signing.key_id(public).hex()
    with cases.commit(session.author, "ready_exchange"):
        settings.set_setting(cases, session.site, _PRIVATE + name, private.hex())
    with session.commit("ready_exchange", right="make_bundle"):
        settings.set_setting(session.office, session.site, _PUBLIC + name, public.hex())


def renew_cases_key(session: Session) -> None:
    """Let whoever could open the cases of bundles until now open no later ones."""
    published = settings.list_settings(session.database, _PUBLIC)
    if published:
        with session.commit("ready_exchange", right="make_bundle"):
            for name in published:
                settings.set_setting(session.office, session.site, name, None)
        ready_cases(session)


def cases_keys(session: Session) -> list[bytes]:
    """Give the private keys for the cases of bundles, none for who may not open the cases."""
    cases = session.register.cases
    if cases is None:
        return []
    return [bytes.fromhex(one) for one in settings.list_settings(cases.database, _PRIVATE).values()]


def least(vectors: list[Vector]) -> Vector:
    """Give what all of several devices know."""
    if not vectors:
        return {}
    first, *others = vectors
    known = {
        site: min([counter, *(other.get(site, 0) for other in others)])
        for site, counter in first.items()
    }
    return {site: counter for site, counter in known.items() if counter}
