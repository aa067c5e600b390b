# SPDX-License-Identifier: Apache-2.0
"""Offices made for a test: PCs with settings of their own, each with a copy of a register."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import registers

from unionbook.operations import (
    bundles,
    devices,
    federation_down,
    invitations,
    months,
    sessions,
    units,
)

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
        with registers.at_home(self.home):
            yield

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
    """Give an office with its first PC: the same one to all who ask for that name and branch."""
    registers.once((name, branch, kind), place, lambda there: _found(there, name, branch, kind))
    return PC(place / f"{name}-home", place / f"{name}.unionbook")


def _found(place: Path, name: str, branch: str, kind: str) -> None:
    home = place / f"{name}-home"
    home.mkdir()
    with registers.at_home(home):
        session, _key = sessions.make_register(
            folder=place / f"{name}.unionbook",
            branch=branch,
            country="VN",
            language="vi",
            user=registers.HEAD,
            passphrase=registers.PASSPHRASE,
            kind=kind,
            kdf=registers.KDF,
        )
        session.close()


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


def connect(desk: PC, branch: PC, stick: Path, name: str, policy: str = "district") -> int:
    """Let a branch and the desk come to know each other; give the unit."""
    with desk.open() as session:
        [unit] = units.add_unit(session, name=name).rows["units"]
    agree_anew(desk, branch, stick, unit, policy)
    return unit


def agree_anew(desk: PC, branch: PC, stick: Path, unit: int, policy: str) -> None:
    """Invite a branch, let it answer, and compare the six words."""
    with desk.open() as session:
        invitation = invitations.invite_unit(session, unit_id=unit, to=stick, policy=policy)
    with branch.open() as session:
        answer = invitations.answer_invitation(session, path=invitation, to=stick)
        link = invitations.link_of(session)
        assert link is not None
    with desk.open() as session:
        invitations.read_answer(session, path=answer)
        invitations.confirm(session, words=" ".join(link.words), unit_id=unit)
    with branch.open() as session:
        invitations.confirm(session, words=" ".join(link.words))
    invitation.unlink()
    answer.unlink()


def send_up(branch: PC, desk: PC, stick: Path, month: str = "") -> bundles.BundleTaken:
    """Make the month's file in a branch and take it in at the desk."""
    with branch.open() as session:
        made = months.make_month(session, to=stick, month=month)
    with desk.open() as session:
        return bundles.apply_bundle(session, path=made.path)


def send_down(desk: PC, unit: int, branch: PC, stick: Path) -> bundles.BundleTaken:
    """Make the file for a branch at the desk and take it in there."""
    with desk.open() as session:
        made = federation_down.make_down(session, unit_id=unit, to=stick)
    with branch.open() as session:
        return bundles.apply_bundle(session, path=made.path)
