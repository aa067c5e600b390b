# SPDX-License-Identifier: Apache-2.0
"""Sweeping what is confidential and no case refers to any more.

A reason is written under the cases' key before the case itself; where the power failed between the
two, or the case was undone since, it is left over. It is kept for a month, in which an undoing may
be undone and the case of another PC may arrive, and then removed with its papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from unionbook.data import attachments, confidential, welfare
from unionbook.domain import clock
from unionbook.operations.confidential import commit, store
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_KEPT_DAYS = 31


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was removed: reasons, words said to steps, files of papers."""

    reasons: int
    notes: int
    files: int


def sweep(session: Session) -> Swept:
    """Remove what nothing refers to for a month; the history notes that it was done."""
    session.require("sweep")
    cases, today = store(session), date.fromisoformat(clock.today())
    details, notes = confidential.unused(
        cases.database,
        details=welfare.details_in_use(session.database),
        notes=welfare.notes_in_use(session.database),
        before=(today - timedelta(days=_KEPT_DAYS)).isoformat(),
    )
    if not details and not notes:
        return Swept(0, 0, 0)
    before = set(confidential.paper_files(cases.database))
    with commit(session, "sweep"):
        confidential.remove(cases, details=details, notes=notes)
    gone = before - set(confidential.paper_files(cases.database))
    for name in gone:
        attachments.remove(session.register.folder, name)
    told = _("Confidential: reasons {reasons}, notes {notes}, files {files}")
    words = told.format(reasons=len(details), notes=len(notes), files=len(gone))
    with session.commit("sweep", reason=words):
        pass
    return Swept(len(details), len(notes), len(gone))
