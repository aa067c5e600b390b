# SPDX-License-Identifier: Apache-2.0
"""Offices made for a test: PCs with settings of their own, each with a copy of a register."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import registers

from unionbook.operations import devices, sessions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.sessions import Session


@dataclass
class PC:
    """A PC: what it remembers lies in ``home``, its register in ``folder``."""

    home: Path
    folder: Path
    user: str = registers.HEAD

    @contextmanager
    def at(self) -> Iterator[None]:
        """Sit at this PC."""
        before = os.environ.get("UNIONBOOK_HOME")
        os.environ["UNIONBOOK_HOME"] = str(self.home)
        try:
            yield
        finally:
            if before is None:
                del os.environ["UNIONBOOK_HOME"]
            else:
                os.environ["UNIONBOOK_HOME"] = before

    @contextmanager
    def open(self, user: str = "", **more: Any) -> Iterator[Session]:
        """Sit at this PC with its register open."""
        with self.at():
            session = registers.open_as(self.folder, user or self.user, **more)
            try:
                yield session
            finally:
                session.close()


def found(place: Path, name: str, *, branch: str, kind: str = "branch") -> PC:
    """Make an office with its first PC."""
    home = place / f"{name}-home"
    home.mkdir(parents=True)
    pc = PC(home, place / f"{name}.unionbook")
    with pc.at():
        session, _key = sessions.make_register(
            folder=pc.folder,
            branch=branch,
            country="VN",
            language="vi",
            user=registers.HEAD,
            passphrase=registers.PASSPHRASE,
            kind=kind,
            kdf=registers.KDF,
        )
        session.close()
    return pc


def join(place: Path, name: str, first: PC, stick: Path, user: str = registers.HEAD) -> PC:
    """Let a second PC of an office join by a stick."""
    with first.open() as session:
        copy = devices.invite_device(session, to=stick)
    home = place / f"{name}-home"
    home.mkdir(parents=True)
    pc = PC(home, place / f"{name}.unionbook", user)
    with pc.at():
        joined = devices.join_device(
            path=copy, into=pc.folder, user=user, passphrase=registers.PASSPHRASE
        )
        joined.session.close()
    if joined.request is not None:
        with first.open() as session:
            assert devices.look_at_request(session, path=joined.request).words == joined.words
            devices.approve_device(session, path=joined.request)
        joined.request.unlink()
    copy.unlink()
    return pc
