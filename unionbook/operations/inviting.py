# SPDX-License-Identifier: Apache-2.0
"""Inviting every branch that was not invited yet: hundreds are not chosen one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold
from unionbook.operations.bundle_files import free
from unionbook.operations.invitations import INVITATION_SUFFIX, invite_unit, target_of
from unionbook.operations.units import UnitPlace, list_units, require_federation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from unionbook.operations.sessions import Session


def uninvited(places: list[UnitPlace]) -> list[UnitPlace]:
    """Give the branches that have no invitation yet."""
    return [one for one in places if one.unit.level == "branch" and one.unit.state == "new"]


def invite_all(
    session: Session,
    *,
    to: Path,
    policy: str = "district",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> list[Path]:
    """Write an invitation for each branch that has none yet; give the files.

    Each is a step of its own. Stopped, those that were not reached stay uninvited. Only a head of
    the federation's desk may.
    """
    require_federation(session, "join_federation")
    wanted = uninvited(list_units(session))
    names = Counter(fold(one.unit.name) for one in wanted)
    made: list[Path] = []
    for place in wanted:
        if cancelled is not None and cancelled.is_set():
            break
        # Two branches of one name, in two districts, must not overwrite each other; nor may what
        # was invited before and lies in the same folder still.
        alone = names[fold(place.unit.name)] == 1
        name = place.unit.name if alone else " - ".join(place.path)
        target = free(target_of(to, name, INVITATION_SUFFIX))
        made.append(invite_unit(session, unit_id=place.unit.id, to=target, policy=policy))
        if progress is not None:
            progress(len(made), len(wanted))
    return made
