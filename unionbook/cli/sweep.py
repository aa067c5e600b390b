# SPDX-License-Identifier: Apache-2.0
"""``unionbook sweep``: removing what is confidential and left over."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import command
from unionbook.operations.sweep import sweep
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session


@command("sweep", help=N_("Remove what is confidential and no case refers to for a month."))
@uses_register(Access.WRITES)
def sweep_command(session: Session) -> Answer:
    """Sweep."""
    done = sweep(session)
    told = _("Removed: reasons {reasons}, notes {notes}, files {files}.").format(
        reasons=number_text(done.reasons),
        notes=number_text(done.notes),
        files=number_text(done.files),
    )
    return Answer(asdict(done), [told])
