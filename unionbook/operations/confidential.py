# SPDX-License-Identifier: Apache-2.0
"""What lies under the cases' key: reached by who holds it, and by nobody else.

A row of ``cases.db`` is written in a commit of its own before the office row that refers to it. The
files of confidential papers have keys of their own, which lie in ``cases.db``: whoever opens the
office store alone sees that there is a file, and no more.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from unionbook.data import attachments
from unionbook.data.store import Author
from unionbook.domain import roles
from unionbook.errors import NotAllowedError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.data.journal import Changes
    from unionbook.data.store import Store
    from unionbook.operations.sessions import Session


def may_open(session: Session) -> bool:
    """Tell whether the user holds the cases' key."""
    return session.register.cases is not None


def store(session: Session) -> Store:
    """Give the cases store. Raises NotAllowedError where the user does not hold its key."""
    roles.require_key(session.user.role, roles.CASES)
    found = session.register.cases
    if found is None:
        raise NotAllowedError(_("Your passphrase does not open what is confidential."))
    return found


@contextmanager
def commit(session: Session, operation: str) -> Iterator[Changes]:
    """Change the cases store in one commit, for an operation whose right was checked."""
    author = Author(session.site, session.user.id, session.user.name)
    with store(session).commit(author, operation) as changes:
        yield changes


def put_file(session: Session, content: bytes) -> str:
    """Put a confidential file away; give its name. Only inside a commit of the cases store.

    There is a new key here whenever the office store got one, because somebody was removed.
    """
    cases = store(session)
    count = "SELECT count(*) FROM file_keys"
    if cases.database.value(count) < session.database.value(count):
        attachments.add_key(cases, session.site)
    return attachments.put(cases, session.register.folder, content)


def get_file(session: Session, name: str) -> bytes:
    """Give the content of a confidential file. Raises DamagedError, NotAllowedError."""
    return attachments.get(store(session), session.register.folder, name)
