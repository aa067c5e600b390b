# SPDX-License-Identifier: Apache-2.0
"""Papers of a case of welfare, kept encrypted: those of a confidential one under its own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import atomic, attachments
from unionbook.data import confidential as details
from unionbook.data import welfare as rows
from unionbook.domain import clock
from unionbook.domain.folding import tidy
from unionbook.domain.welfare import OVER
from unionbook.errors import NotFoundError, UnionbookError, UnreadableFileError
from unionbook.operations import confidential
from unionbook.operations.welfare import case_of, get_case
from unionbook.operations.welfare_doubts import shown_number
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.data.welfare import Case
    from unionbook.operations.sessions import Session

_MOST_BYTES = 30_000_000


def attach_paper(session: Session, *, case_id: int, path: Path, title: str = "") -> Changes:
    """Attach a file to a case; its name is the title where none is said.

    Raises UnreadableFileError, and NotAllowedError where the case is confidential and the user does
    not hold the key.
    """
    session.require("request_welfare")
    case = case_of(session, case_id)
    if case.state in OVER:
        raise UnionbookError(_("This case is over: nothing is attached to it any more."))
    content = _read(path)
    named = tidy(title) or path.name
    if case.detail is not None:
        return _attach_confidential(session, case.detail, content, named)
    with session.commit(
        "attach_welfare_paper", right="request_welfare", reason=shown_number(case)
    ) as changes:
        file = attachments.put(session.office, session.register.folder, content)
        rows.add_paper(session.office, session.site, case.id, named, file, clock.today())
    return changes


def _attach_confidential(session: Session, detail: int, content: bytes, title: str) -> Changes:
    cases = confidential.store(session)
    with confidential.commit(session, "attach_welfare_paper") as changes:
        file = confidential.put_file(session, content)
        details.add_paper(cases, session.site, detail, title, file, clock.today())
    return changes


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableFileError(_("{name} is too large to attach.").format(name=path.name))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("There is no file “{name}”: check its name and folder.").format(name=path.name)
        ) from error


def read_paper(session: Session, *, case_id: int, paper_id: int) -> bytes:
    """Give the content of a case's paper. Raises NotFoundError, NotAllowedError, DamagedError."""
    found = get_case(session, case_id=case_id)
    if found.case.confidential:
        confidential.store(session)
    paper = next((one for one in found.papers if one.id == paper_id), None)
    if paper is None:
        raise NotFoundError(_("The case has no such paper."))
    return _content(session, found.case, paper.file)


def _content(session: Session, case: Case, name: str) -> bytes:
    if case.confidential:
        return confidential.get_file(session, name)
    return attachments.get(session.office, session.register.folder, name)


def save_paper(session: Session, *, case_id: int, paper_id: int, path: Path) -> None:
    """Write a case's paper to a file of the user's choice."""
    session.require("print")
    atomic.write(path, read_paper(session, case_id=case_id, paper_id=paper_id))
