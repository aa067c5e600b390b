# SPDX-License-Identifier: Apache-2.0
"""The sample branch: made when it is first asked for, opened when it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook import paths
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionbook.operations.sessions import RegisterInfo, Session

_NAMES = {"VN": "unionbook-sample-VN.unionbook", "ID": "unionbook-sample-ID.unionbook"}


def folder_of(country: str) -> Path:
    """Give where the sample branch of a country is kept."""
    return paths.documents_folder() / _NAMES[country]


def hint_for(folder: Path) -> str:
    """Give the passphrase to tell where the register is a sample, or nothing."""
    country = next((one for one, name in _NAMES.items() if name == folder.name), "")
    if not country:
        return ""
    # Only here: operations are not loaded before the first window is there.
    from unionbook.operations.sample_people import sample_passphrase  # noqa: PLC0415 - see above

    return _("The sample branch opens with: {passphrase}").format(
        passphrase=sample_passphrase(country)
    )


def open_sample(
    *, country: str, progress: Callable[[int, int], None] | None = None
) -> tuple[Session, RegisterInfo]:
    """Open the sample branch of a country, made now if it is not there."""
    from unionbook.operations import sample_people, sample_register, sessions  # noqa: PLC0415 - as above

    folder = folder_of(country)
    if sessions.is_register(folder):
        session = sessions.open_register(
            folder=folder,
            user=sessions.list_slots(folder)[0].name,
            passphrase=sample_people.sample_passphrase(country),
        )
    else:
        folder.parent.mkdir(parents=True, exist_ok=True)
        session, _key = sample_register.make_sample_register(
            folder=folder, country=country, progress=progress
        )
    return session, session.info
