# SPDX-License-Identifier: Apache-2.0
"""The union above this branch, and how far it is known to have what the branch wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import bundles as rows
from unionbook.data import units
from unionbook.data.vectors import vector
from unionbook.domain.exchange import join
from unionbook.operations.device_trust import foreign

if TYPE_CHECKING:
    from unionbook.data.units import Federation
    from unionbook.domain.exchange import Vector
    from unionbook.operations.sessions import Session

CONFIRMED = "confirmed"
"""The six words were compared: files go up and come down from now on."""


def linked_above(session: Session) -> Federation | None:
    """Give the union above, None where the branch is not connected with one."""
    above = units.find_federation(session.database)
    return above if above is not None and above.state == CONFIRMED else None


def known_above(session: Session, above: Federation) -> Vector:
    """Give what the union above has: what it gave receipts for, and what it wrote itself."""
    theirs = foreign(above.register, above.admin_key, above.trust).certificates
    known = vector(session.office)
    own = {site: counter for site, counter in known.items() if site in theirs}
    told = join(rows.acknowledged(session.database), own)
    # Of a register put back from an older backup the desk has more than is here: work goes on.
    return {site: min(counter, known.get(site, 0)) for site, counter in told.items()}
