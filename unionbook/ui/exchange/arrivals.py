# SPDX-License-Identifier: Apache-2.0
"""Files that arrived: looked at before anything changes, then taken in one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from unionbook.errors import CancelledError, UnionbookError
from unionbook.operations.bundles import apply_bundle, inspect_bundle, refused
from unionbook.operations.watched import was_taken
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unionbook.operations.bundles import BundleInfo, BundleTaken
    from unionbook.operations.sessions import Session
    from unionbook.ui.tasks import Task

_SEALS = {
    "good": N_("Signature good: nothing was altered on the way"),
    "bad": N_("Signature bad: altered, or not from whom it names"),
    "unknown_key": N_("Signature of a PC that is not known here"),
}
_PARTS = 100
TITLES = {
    "applied": N_("Taken in"),
    "known": N_("Known already"),
    "held": N_("Kept, it waits"),
    "elsewhere": N_("For another office"),
    "refused": N_("Refused"),
    "stopped": N_("Stopped"),
}


GOOD, STRANGER, ALTERED, UNREADABLE = "good", "stranger", "altered", "unreadable"
ELSEWHERE, KNOWN = "elsewhere", "known"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was looked at; ``refusal`` says why nothing can be told of it.

    ``place`` says that it is for another office, or was taken in before; else it is empty.
    """

    path: Path
    info: BundleInfo | None
    refusal: str = ""
    place: str = ""

    @property
    def verdict(self) -> str:
        """Say in a word whether it can be taken in, or why not."""
        if self.info is None:
            return UNREADABLE
        if self.info.signature == "bad":
            return ALTERED
        if self.place:
            return self.place
        known = self.info.maker and self.info.signature == "good"
        return GOOD if known else STRANGER

    @property
    def is_fit(self) -> bool:
        """Say whether taking it in is worth a try."""
        return self.verdict in (GOOD, STRANGER)

    @property
    def seal(self) -> str:
        """Say in words what was found out: whose it is not, or whether the signature fits."""
        if self.info is None:
            return ""
        if self.verdict in (ELSEWHERE, KNOWN):
            return _(TITLES[self.verdict])
        return _(_SEALS[self.info.signature])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, in words; ``told`` says what happened to values that compete."""

    path: Path
    state: str
    message: str
    rows: Mapping[str, Mapping[str, int]] | None = None
    conflicts: int = 0
    set_aside: int = 0
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """Give what became of it, to be translated."""
        return TITLES[self.state]


def look_at(session: Session, paths: Sequence[Path], task: Task) -> list[Arrival]:
    """Look at files, the oldest first; nothing is taken in."""
    found: list[Arrival] = []
    for done, path in enumerate(paths, start=1):
        if task.cancelled.is_set():
            break
        try:
            info = inspect_bundle(path=path, session=session)
            found.append(Arrival(path, info, place=_place(session, info)))
        except UnionbookError as refusal:
            found.append(Arrival(path, None, str(refusal)))
        task.progress(done, len(paths))
    return sorted(found, key=_age)


def _place(session: Session, info: BundleInfo) -> str:
    if info.stream != session.info.uuid:
        return ELSEWHERE
    return KNOWN if was_taken(session, digest=info.digest) else ""


def _age(one: Arrival) -> tuple[bool, float]:
    return (one.info is None, one.info.made_at.timestamp() if one.info else 0.0)


def take_in(session: Session, paths: Sequence[Path], task: Task) -> list[Outcome]:
    """Take files in one after the other; stopped, the rest of them stay as they are.

    Of one file the task is told how many rows are done, of several how many of a hundred parts.
    """
    session.require("apply_bundle")
    found: list[Outcome] = []
    for place, path in enumerate(paths):
        if task.cancelled.is_set():
            break
        progress = task.progress if len(paths) == 1 else partial(_tell, task, place, len(paths))
        try:
            taken = apply_bundle(session, path=path, progress=progress, cancelled=task.cancelled)
        except CancelledError as stopped:
            found.append(Outcome(path, "stopped", str(stopped)))
            break
        except UnionbookError as refusal:
            taken = refused(path, refusal)
        found.append(outcome_of(taken))
        progress(1, 1)
    return found


def _tell(task: Task, place: int, files: int, done: int, total: int) -> None:
    """Tell how far the whole is where ``done`` of ``total`` of one of the files are done."""
    task.progress(_PARTS * (place * total + done) // (files * max(total, 1)), _PARTS)


def outcome_of(taken: BundleTaken) -> Outcome:
    """Say in words what became of a file."""
    told = []
    if taken.merged:
        told.append(
            ngettext(
                "{count} record was changed on both sides and put together.",
                "{count} records were changed on both sides and put together.",
                taken.merged,
            ).format(count=taken.merged)
        )
    if taken.conflicts:
        told.append(
            ngettext(
                "{count} value was entered differently on two PCs: decide which one is right.",
                "{count} values were entered differently on two PCs: decide which one is right.",
                taken.conflicts,
            ).format(count=taken.conflicts)
        )
    if taken.set_aside:
        told.append(
            ngettext(
                "{count} record was set aside: it cannot stand as it came.",
                "{count} records were set aside: they cannot stand as they came.",
                taken.set_aside,
            ).format(count=taken.set_aside)
        )
    return Outcome(
        taken.path,
        taken.state,
        taken.message,
        taken.rows,
        taken.conflicts,
        taken.set_aside,
        tuple(told),
        taken.notes,
    )
