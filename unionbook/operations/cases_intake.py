# SPDX-License-Identifier: Apache-2.0
"""The cases that come with a bundle: taken in by who may open them, kept sealed by who may not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from unionbook.data import applying, atomic
from unionbook.data.bundles import CASES
from unionbook.data.exchange_errors import ClockAheadError, GapError, MalformedError
from unionbook.domain.exchange import covers
from unionbook.domain.folding import tidy
from unionbook.errors import UnionbookError
from unionbook.operations import bundle_parts, device_trust
from unionbook.operations.bundle_contents import NO_SUCH_ROWS, Contents, moment_of
from unionbook.operations.bundle_files import BRANCH
from unionbook.sync import bundle as format_
from unionbook.sync.refusals import BundleError, NewerBundleError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session
    from unionbook.sync.header import PartHead


def take(session: Session, bundle: format_.Bundle) -> tuple[str, ...]:
    """Take in the cases of a bundle, or keep them for who may open them; give sentences."""
    notes: tuple[str, ...] = ()
    _let_go_of_what_is_none(session)
    try:
        opened = not bundle.has(CASES) or _apply_cases(session, bundle)
    except (MalformedError, *NO_SUCH_ROWS):
        # What else came with it is in: that must not be told otherwise.
        opened = True
        notes = (
            _(
                "The cases in it are not what unionbook makes: they were left out. Have the file "
                "made again."
            ),
        )
    if not opened:
        path = bundle_parts.carried_path(session, bundle.digest.hex())
        _keep_cases(bundle, path)
        _let_older_go(session, path)
        notes = (
            _(
                "The cases in it are sealed: they are kept until somebody opens the register here "
                "who may read them."
            ),
        )
    if session.register.cases is not None:
        open_carried(session)
    return notes


def _keep_cases(bundle: format_.Bundle, path: Path) -> None:
    beside = path.with_name(path.name + ".part")
    with atomic.translated(path):
        try:
            with atomic.fresh(beside) as stream:
                bundle.extract([CASES], stream)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _let_older_go(session: Session, kept: Path) -> None:
    """Remove kept cases that are all in the one kept last, where the same PC made both."""
    maker, new = _cases_head(kept)
    for path in bundle_parts.kept_cases(session):
        site, old = _cases_head(path) if path != kept else (0, None)
        if new is None or old is None or site != maker:
            continue
        if covers(new.until, old.until) and covers(old.since, new.since):
            path.unlink()


def _let_go_of_what_is_none(session: Session) -> None:
    """Remove kept cases that are damaged, or lie under the name of others."""
    for path in bundle_parts.kept_cases(session):
        try:
            digest = format_.inspect(path).digest.hex()
        except NewerBundleError:
            continue
        except BundleError as error:
            if isinstance(error.__cause__, OSError):
                continue  # the disk gives it back another time
            digest = ""
        if path != bundle_parts.carried_path(session, digest):
            path.unlink()


def _cases_head(path: Path) -> tuple[int, PartHead | None]:
    found = format_.inspect(path)
    heads = (one.head for one in found.parts if one.head and one.head.name == CASES)
    return found.header.site, next(heads, None)


def _apply_cases(session: Session, bundle: format_.Bundle) -> bool:
    cases, keys = session.register.cases, bundle_parts.cases_keys(session)
    if cases is None or not bundle.may_open(CASES, keys):
        return False
    head = bundle.head(CASES)
    contents = Contents(bundle.items(CASES, keys))
    try:
        applying.apply(
            cases,
            session.author,
            contents.delta(head),
            made_at=moment_of(bundle.header),
            reason=tidy(bundle.path.name),
        )
    except (GapError, ClockAheadError):
        return False
    return True


def reopen_cases(session: Session, bundle: format_.Bundle) -> tuple[str, ...]:
    """Take in the cases of a bundle that somebody opened who could not; nothing else of it."""
    if bundle.header.purpose != BRANCH or session.register.cases is None:
        return ()
    return take(session, bundle)


def open_carried(session: Session) -> int:
    """Take in the cases that were kept for somebody who may open them; give how many bundles."""
    if session.register.cases is None or session.read_only:
        return 0
    known = device_trust.read_devices(session.register)
    opened, going_on = 0, True
    while going_on:
        going_on = False
        for path in bundle_parts.kept_cases(session):
            try:
                bundle = format_.verify(path, known.signing_keys)
                done = _apply_cases(session, bundle)
            except (UnionbookError, *NO_SUCH_ROWS):
                # Of a device that is not known, or not any more, or nothing that can be read: it
                # stays closed and keeps no other from being opened.
                continue
            if done:
                path.unlink()
                opened, going_on = opened + 1, True
    return opened
