# SPDX-License-Identifier: Apache-2.0
"""Bundles: made for another PC of the branch, looked at, checked, and taken in.

Taking in is the same whatever a bundle is for: who made it is proven first, then it is opened; what
cannot be taken in yet is kept, and follows by itself when what it waits for has come.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unionbook.data import bundles as rows
from unionbook.data import units
from unionbook.data.bundles import DONE, HELD, BundleRow, Vectors
from unionbook.data.exchange_errors import (
    AheadOfItselfError,
    ClockAheadError,
    GapError,
    MalformedError,
)
from unionbook.errors import UnionbookError
from unionbook.operations import bundle_intake, cases_intake, clocks, devices, from_above, months
from unionbook.operations.bundle_contents import NO_SUCH_ROWS
from unionbook.operations.bundle_files import (
    BRANCH,
    DOWN,
    SCHEMA,
    SUFFIX,
    UP,
    BundleMade,
    Outline,
    digest_of,
    keep,
    kept_bundles,
    kept_path,
    row_of,
    write_bundle,
)
from unionbook.operations.bundle_parts import fill_branch, least, ready_cases
from unionbook.operations.bundle_watch import Watch
from unionbook.operations.device_trust import gone_sites, read_devices, ready_keys, require_writing
from unionbook.operations.file_kinds import FileKind, require_kind
from unionbook.sync import bundle as format_
from unionbook.sync import trust
from unionbook.sync.refusals import BundleError, ElsewhereError, NewerBundleError
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from threading import Event

    from unionbook.operations.sessions import Session
    from unionbook.sync.header import Header

__all__ = ["BRANCH", "DOWN", "SUFFIX", "UP", "BundleMade"]

PURPOSE_LABELS = {
    BRANCH: N_("Between the PCs of a branch"),
    UP: N_("From a branch to the union above"),
    DOWN: N_("From the union above to a branch"),
}
APPLIED, KNOWN, KEPT, REFUSED = "applied", "known", "held", "refused"
ELSEWHERE = "elsewhere"
"""What becomes of a bundle that is opened; on a shared stick lie those of other offices too."""


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """What a bundle tells without any key; ``signature`` is good, bad or unknown_key."""

    path: Path
    purpose: str
    register: str
    stream: str
    site: int
    maker: str
    number: int
    made_at: datetime
    policy: str
    program: str
    size: int
    digest: str
    signature: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundleTaken:
    """What became of a bundle that was opened, in a sentence and in numbers.

    ``rows`` counts added, changed and removed by table; ``notes`` are what the user should know or
    do besides.
    """

    path: Path
    state: str
    message: str
    maker: str = ""
    number: int = 0
    commit_id: int = 0
    rows: dict[str, dict[str, int]] | None = None
    merged: int = 0
    conflicts: int = 0
    set_aside: int = 0
    notes: tuple[str, ...] = ()


def make_for_branch(session: Session, *, to: Path) -> BundleMade:
    """Write what the other PCs of the branch do not know yet. Raises UnionbookError."""
    session.require("make_bundle")
    require_writing(session)
    # A PC whose approval waits may make its file: whoever opens it decides whether to trust it.
    ready_keys(session)
    ready_cases(session)
    uuid = session.register.vault.register
    known = read_devices(session.register).active
    apart = {session.site, *gone_sites(session.register)}
    others = [one for one in known if one.site not in apart]
    if not others:
        raise UnionbookError(
            _(
                "This PC knows of no other PC of the branch yet. Let one join (“devices invite”); "
                "where one has joined already, take in the file that it makes first."
            )
        )
    since = _known_to(session, uuid, [one.site for one in others])
    outline = Outline(BRANCH, uuid, session.info.branch)
    recipients = [one.box_key for one in known]
    early = clocks.notices_for(session, uuid)
    return write_bundle(
        session,
        to=to,
        outline=outline,
        fill=lambda writer: fill_branch(
            session, writer, recipients=recipients, since=since, notices=early
        ),
    )


def _known_to(session: Session, uuid: str, sites: list[int]) -> Vectors:
    """Give what every other PC of the branch is known to have."""
    heard = [rows.heard_from(session.database, uuid, site) for site in sites]
    return {
        store: least([one.get(store, {}) for one in heard]) for store in (rows.OFFICE, rows.CASES)
    }


def inspect_bundle(*, path: Path, session: Session | None = None) -> BundleInfo:
    """Tell what a bundle tells without a key; an open register gives its maker a name."""
    require_kind(path, FileKind.BUNDLE)
    found = format_.inspect(path)
    header = found.header
    seal = found.signature.value
    if seal == format_.Seal.UNKNOWN_KEY:
        try:
            format_.verify(path, trust.claimed_keys(header.devices))
            seal = format_.Seal.GOOD.value
        except BundleError:
            known = header.key in trust.claimed_keys(header.devices)
            seal = (format_.Seal.BAD if known else format_.Seal.UNKNOWN_KEY).value
    return BundleInfo(
        path,
        header.purpose,
        header.register,
        header.stream,
        header.site,
        maker_name(session, header) if session else "",
        header.number,
        made_at(header),
        header.policy,
        header.program,
        found.size,
        found.digest.hex(),
        seal,
        tuple(part.head.name for part in found.parts if part.head),
    )


def verify_bundle(session: Session, *, path: Path) -> BundleInfo:
    """Prove that a bundle is whole and was made by a device this register knows.

    Raises BundleError (forged, revoked, unknown maker, damaged).
    """
    require_kind(path, FileKind.BUNDLE)
    header = format_.peek_header(path)
    bundle_intake.proven(session, path, header)
    return inspect_bundle(path=path, session=session)


def made_at(header: Header) -> datetime:
    """Give when a bundle says it was made."""
    return datetime.fromtimestamp(header.made_at / 1000, UTC)


def maker_name(session: Session, header: Header) -> str:
    """Give who made a bundle, as this register knows the PC or the office."""
    if header.register == session.register.vault.register:
        return devices.place_name(session, header.site)
    unit = units.find_by_register(session.database, header.register)
    above = units.find_federation(session.database)
    if unit is not None:
        return unit.name
    return above.name if above is not None and above.register == header.register else ""


def apply_bundle(
    session: Session,
    *,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> BundleTaken:
    """Take a bundle in, and then what waited for it.

    ``progress`` is told how many of the rows in it are done. What was taken in already counts once.
    Raises UnionbookError where it is refused, CancelledError where it was stopped: then all is as
    it was; one that has to wait is kept and told of.
    """
    session.require("apply_bundle")
    require_writing(session)
    ready_cases(session)
    taken = _take(session, path, Watch(progress, cancelled))
    if taken.state == APPLIED:
        followed = _follow_up(session)
        taken = replace(taken, notes=(*taken.notes, *followed))
    return taken


def apply_folder(
    session: Session, *, folder: Path, progress: Callable[[int, int], None] | None = None
) -> list[BundleTaken]:
    """Take in every bundle of a folder, in whatever order they fit together."""
    return apply_files(session, paths=list(folder.glob(f"*{SUFFIX}")), progress=progress)


def apply_files(
    session: Session,
    *,
    paths: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
) -> list[BundleTaken]:
    """Take in several bundles, in whatever order they fit together.

    ``progress`` is told of each file how many of its rows are done. Those that are refused are told
    of with their reason; the others are not held up by them.
    """
    session.require("apply_bundle")
    require_writing(session)
    found: dict[Path, BundleTaken] = {}
    for path in sorted(paths, key=_place_in_order):
        try:
            found[path] = _take(session, path, Watch(progress))
        except UnionbookError as refusal:
            found[path] = refused(path, refusal)
    notes = _follow_up(session)
    taken = list(found.values())
    if taken and notes:
        taken[-1] = replace(taken[-1], notes=(*taken[-1].notes, *notes))
    return taken


def refused(path: Path, why: UnionbookError) -> BundleTaken:
    """Give what to tell of a bundle that was refused, or is for another office."""
    state = ELSEWHERE if isinstance(why, ElsewhereError) else REFUSED
    return BundleTaken(path, state, str(why))


def _place_in_order(path: Path) -> tuple[int, str]:
    try:
        return format_.peek_header(path).made_at, path.name
    except UnionbookError:
        return 0, path.name


def _take(session: Session, path: Path, watch: Watch | None = None) -> BundleTaken:
    require_kind(path, FileKind.BUNDLE)
    try:
        header = format_.peek_header(path)
    except NewerBundleError as newer:
        if path not in kept_bundles(session):
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            keep(session, path, digest)
        return BundleTaken(path, KEPT, str(newer))
    proof = replace(bundle_intake.proven(session, path, header), watch=watch or Watch())
    name, digest = maker_name(session, header), proof.bundle.digest.hex()
    told = BundleTaken(path, APPLIED, "", name, header.number)
    held = rows.find_bundle(session.database, digest)
    if held is not None and held.state == DONE:
        again = cases_intake.reopen_cases(session, proof.bundle)
        message = _("This file was taken in before and counts once.")
        return replace(told, state=KNOWN, message=message, notes=again)
    row = held or row_of(proof.bundle)
    if header.schema > SCHEMA:
        too_new = NewerBundleError(format_number=header.format, program=header.program)
        return _wait(session, path, told, row, too_new)
    try:
        return _take_in_on_a_site_of_its_own(session, proof, row, told)
    except (GapError, ClockAheadError) as waits:
        return _wait(session, path, told, row, waits)


def _take_in_on_a_site_of_its_own(
    session: Session, proof: bundle_intake.Proof, row: BundleRow, told: BundleTaken
) -> BundleTaken:
    try:
        return _take_in(session, proof, row, told)
    except AheadOfItselfError:
        # This PC was put back unnoticed; what it lost comes with the file.
        session.register.renew_site()
        taken = _take_in(session, proof, row, told)
        warning = _(
            "The file holds later steps in the name of this PC than this PC has. If the register "
            "was not put back from an older copy here, somebody else wrote them: look at the "
            "history, and ask who made the file."
        )
        return replace(taken, notes=(*taken.notes, warning))
    except NO_SUCH_ROWS as error:
        # One file must not stop the others.
        raise MalformedError(proof.header.purpose) from error


def _take_in(
    session: Session, proof: bundle_intake.Proof, row: BundleRow, told: BundleTaken
) -> BundleTaken:
    if proof.unit is not None:
        return months.take_month(session, proof, row, told)
    if proof.federation is not None:
        return from_above.take_down(session, proof, row, told)
    return bundle_intake.take_branch(session, proof, row, told)


def _wait(
    session: Session, path: Path, told: BundleTaken, row: BundleRow, why: UnionbookError
) -> BundleTaken:
    message = str(why)
    if isinstance(why, GapError):
        missing = bundle_intake.missing_words(session, why)
        message = f"{message} {missing}" if missing else message
    if path != kept_path(session, row.digest):
        keep(session, path, row.digest)
    elif (row.state, row.reason) == (HELD, message):
        return replace(told, state=KEPT, message=message)  # it goes on waiting for the same
    with session.commit("keep_bundle", right="apply_bundle", reason=row.file):
        if row.id:
            rows.settle_bundle(session.office, row.id, state=HELD, reason=message)
        else:
            waiting = replace(row, state=HELD, reason=message)
            rows.add_bundle(session.office, session.site, waiting)
    return replace(told, state=KEPT, message=message)


def follow_up(session: Session) -> tuple[str, ...]:
    """Take in what was kept and can be taken in by now; give in words what followed.

    To be called when the register was opened: an update of the program may be what was missing,
    or somebody who may read the cases.
    """
    if session.read_only or not session.may("apply_bundle"):
        return ()
    opened = cases_intake.open_carried(session)
    cases = ngettext(
        "The cases of {number} file that were kept sealed are in the register now.",
        "The cases of {number} files that were kept sealed are in the register now.",
        opened,
    ).format(number=opened)
    return (*((cases,) if opened else ()), *_follow_up(session))


def _follow_up(session: Session) -> tuple[str, ...]:
    told: list[str] = []
    going_on = True
    while going_on:
        going_on = False
        for path in kept_bundles(session):
            row = rows.find_bundle(session.database, digest_of(path))
            name = row.file if row else path.name
            try:
                taken = _take(session, path)
            except UnionbookError as refusal:
                _give_up(session, row, str(refusal), path)
                continue
            if taken.state in (APPLIED, KNOWN):
                path.unlink(missing_ok=True)
                told.append(_("What was kept followed: {file}.").format(file=name))
                going_on = True
    return tuple(told)


def _give_up(session: Session, row: BundleRow | None, reason: str, path: Path) -> None:
    if row is not None:
        with session.commit("keep_bundle", right="apply_bundle", reason=row.file):
            rows.settle_bundle(session.office, row.id, state=rows.REFUSED, reason=reason)
    path.unlink(missing_ok=True)
