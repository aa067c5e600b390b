# SPDX-License-Identifier: Apache-2.0
"""A bundle on its way to a stick or a folder: named, written whole, read back."""

from __future__ import annotations

import errno
import os
import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unionbook import __version__
from unionbook.data import atomic, attachments
from unionbook.data import bundles as rows
from unionbook.data.bundles import MADE, TAKEN, BundleRow
from unionbook.data.migrations import office
from unionbook.domain import clock
from unionbook.domain.folding import tidy
from unionbook.errors import UnionbookError
from unionbook.operations.device_trust import now, read_devices, ready_keys
from unionbook.operations.file_kinds import ENDINGS, FileKind
from unionbook.sync import bundle as format_
from unionbook.sync import signing
from unionbook.sync.header import Header
from unionbook.sync.refusals import BundleError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unionbook.data.bundles import Vectors
    from unionbook.data.device_keys import DeviceKeys
    from unionbook.operations.sessions import Session
    from unionbook.sync.bundle import Writer

SUFFIX = ENDINGS[FileKind.BUNDLE]
BRANCH, UP, DOWN = "branch", "up", "down"
"""What bundles are for: another PC of the branch, the union above, the branches below."""
RIGHT_TO_MAKE = {UP: "send_up", DOWN: "send_down"}
"""What making one needs, and calling it back, where not just ``make_bundle``."""
SCHEMA = len(office.SCHEMA.steps)
"""The schema this program's bundles are of; of a later one it cannot know the tables."""
_HELD = "held"
_END, _MOST_BYTES = 40, 200
"""Of the name of a file: letters at its end that are kept, and how long it may be (of 255)."""
_PROTECTED = {errno.EACCES, errno.EPERM, errno.EROFS}

Counts = dict[str, dict[str, int]]
"""By table, ``rows`` and how many values of each column."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Whom a bundle is for, before anything is written."""

    purpose: str
    other: str
    title: str
    policy: str = ""
    month: str = ""


@dataclass(slots=True)
class Filled:
    """What was put into a bundle."""

    since: Vectors = field(default_factory=dict)
    until: Vectors = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BundleMade:
    """A bundle that was written and read back."""

    path: Path
    purpose: str
    number: int
    size: int
    digest: str
    counts: Counts


def write_bundle(
    session: Session, *, to: Path, outline: Outline, fill: Callable[[Writer], Filled]
) -> BundleMade:
    """Write a bundle into a folder, or under a file's name, whole or not at all, and note it.

    Raises UnionbookError where the stick is full, write-protected or was pulled: nothing is noted
    then, and the next one holds the same.
    """
    keys = ready_keys(session)
    header = _header(session, outline, keys)
    path = _target(to, f"{outline.title} {clock.today()} {header.number}")
    beside = path.with_name(path.name + ".part")
    with _onto(path):
        try:
            with atomic.fresh(beside) as stream:
                writer = format_.Writer(stream, header, keys.signing)
                filled = fill(writer)
                digest = writer.finish()
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    try:
        with _onto(path):
            atomic.sync_folder(path.parent)
        size = _read_back(path, header, keys)
        return _noted(session, outline, header, path, size, digest.hex(), filled)
    except BaseException:
        # A file that is not noted must not travel: the next one has its number.
        with suppress(OSError):
            path.unlink()
        raise


@contextmanager
def _onto(path: Path) -> Iterator[None]:
    """Turn what the system refuses while a stick is written to into a sentence for the user."""
    try:
        yield
    except OSError as error:
        if error.errno in atomic.FULL:
            raise UnionbookError(
                _(
                    "There is no room left in {folder}, so nothing was written. Free some space "
                    "there or choose another stick, and make the file again."
                ).format(folder=path.parent)
            ) from error
        if error.errno in _PROTECTED:
            raise UnionbookError(
                _(
                    "{folder} cannot be written to: the stick is write-protected, or you have no "
                    "right to. Choose another place."
                ).format(folder=path.parent)
            ) from error
        raise atomic.refusal(error, path) from error


def _read_back(path: Path, header: Header, keys: DeviceKeys) -> int:
    """Read a bundle back, for a bad stick says nothing while it is written to; give its size."""
    try:
        return format_.verify(path, {header.key: keys.signing_public}).size
    except BundleError as error:
        raise UnionbookError(
            _(
                "The stick does not give back what was written to it. Use another stick and make "
                "the file again."
            )
        ) from error


def _noted(
    session: Session,
    outline: Outline,
    header: Header,
    path: Path,
    size: int,
    digest: str,
    filled: Filled,
) -> BundleMade:
    row = BundleRow(
        0,
        MADE,
        outline.purpose,
        outline.other,
        session.site,
        header.number,
        digest,
        filled.since,
        filled.until,
        now(),
        path.name,
        size,
        outline.policy,
        filled.counts,
        month=outline.month,
    )
    right = RIGHT_TO_MAKE.get(outline.purpose, "make_bundle")
    with session.commit("make_bundle", right=right, reason=path.name):
        rows.add_bundle(session.office, session.site, row)
    return BundleMade(path, outline.purpose, header.number, size, digest, filled.counts)


def _header(session: Session, outline: Outline, keys: DeviceKeys) -> Header:
    last = rows.last_made(session.database, outline.other, session.site)
    return Header(
        program=f"unionbook {__version__}",
        purpose=outline.purpose,
        register=session.register.vault.register,
        site=session.site,
        key=signing.key_id(keys.signing_public),
        stream=outline.other,
        number=last.number + 1 if last else 1,
        previous=bytes.fromhex(last.digest) if last else b"",
        made_at=int(time.time() * 1000),
        schema=SCHEMA,
        policy=outline.policy,
        devices=read_devices(session.register).document(),
    )


def _target(to: Path, title: str) -> Path:
    folder = to.parent if to.suffix == SUFFIX else to
    if folder is to and to.suffix and to.parent.is_dir() and not to.is_dir():
        raise UnionbookError(
            _("{name} is no folder. Name a folder, or a file whose name ends in {ending}.").format(
                name=to.name, ending=SUFFIX
            )
        )
    if not folder.is_dir():
        raise UnionbookError(
            _("There is no folder {folder}. Is the stick plugged in? Choose another place.").format(
                folder=folder
            )
        )
    if to.suffix == SUFFIX:
        return to
    plain = short_name("".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in title))
    return free(to / f"{plain}{SUFFIX}")


def free(path: Path) -> Path:
    """Give a path at which nothing lies: the one given, or one with a number behind its name."""
    found, again = path, 1
    while found.exists():
        again += 1
        found = path.with_name(f"{path.stem} ({again}){path.suffix}")
    return found


def short_name(title: str) -> str:
    """Give a title that a stick takes as a name; its end tells the month, the day, the number."""
    start, end = title[:-_END], title[-_END:]
    while start and len((start + end).encode()) > _MOST_BYTES:
        start = start[:-1]
    return f"{start.rstrip()}… {end.lstrip()}" if start != title[:-_END] else title


def keep(session: Session, path: Path, digest: str) -> None:
    """Keep a bundle that cannot be taken in yet, encrypted as it is, among the register's files."""
    place = kept_path(session, digest)
    beside = place.with_name(place.name + ".part")
    with atomic.translated(place):
        try:
            shutil.copyfile(path, beside)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)


def kept_path(session: Session, digest: str, kind: str = _HELD) -> Path:
    """Give where a kept bundle lies."""
    return session.register.folder / attachments.FOLDER_NAME / f"{kind}-{digest}"


def kept_bundles(session: Session) -> list[Path]:
    """Give the bundles that are kept."""
    folder = session.register.folder / attachments.FOLDER_NAME
    return sorted(path for path in folder.glob(f"{_HELD}-*") if not path.name.endswith(".part"))


def digest_of(path: Path) -> str:
    """Give the digest under which a bundle is kept."""
    return path.name.removeprefix(f"{_HELD}-")


def row_of(bundle: format_.Bundle) -> BundleRow:
    """Give what is noted of a bundle that came."""
    header = bundle.header
    heads = {part.head.name: part.head for part in bundle.parts if part.head}
    stores = [name for name in (rows.OFFICE, rows.CASES) if name in heads]
    return BundleRow(
        0,
        TAKEN,
        header.purpose,
        header.register,
        header.site,
        header.number,
        bundle.digest.hex(),
        {name: dict(heads[name].since) for name in stores},
        {name: dict(heads[name].until) for name in stores},
        datetime.fromtimestamp(header.made_at / 1000, UTC).isoformat(timespec="seconds"),
        tidy(bundle.path.name),
        bundle.size,
        header.policy,
    )
