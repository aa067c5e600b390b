# SPDX-License-Identifier: Apache-2.0
"""Making, opening and closing a register; a session is an open register and who uses it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import member_index, register, rekeying, settings, slot_keys
from unionbook.data.occupancy import Holder, holder_of
from unionbook.data.store import Author
from unionbook.data.vault import FILE_NAME, Kdf, Slot, Vault
from unionbook.domain import clock, passphrases, roles
from unionbook.domain.folding import tidy
from unionbook.errors import InvalidValueError
from unionbook.operations import card_statement, device_trust
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.data.database import Database
    from unionbook.data.journal import Changes
    from unionbook.data.register import Register, User
    from unionbook.data.store import Store

__all__ = [
    "Holder",
    "Kdf",
    "RegisterInfo",
    "Session",
    "Slot",
    "holder_of",
    "is_register",
    "list_slots",
    "make_register",
    "open_register",
    "open_with_recovery_key",
]

CURRENCIES = {"VN": "VND", "ID": "IDR"}
"""The currency a new register proposes for its country."""


BRANCH, FEDERATION = "branch", "federation"
"""What a register is for: one branch, or the desk of a union above branches."""


@dataclass(frozen=True, slots=True)
class RegisterInfo:
    """Whose register it is; ``kind`` is branch or federation."""

    branch: str
    parent: str
    country: str
    currency: str
    language: str
    uuid: str
    kind: str = "branch"


class Session:
    """An open register and the user who opened it. Used by one thread at a time."""

    def __init__(self, opened: Register, user: User) -> None:
        self.register = opened
        self.user = user

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, by choice or because of the role."""
        return self.register.read_only

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know about how the register was found."""
        return tuple(self.register.warnings)

    @property
    def office(self) -> Store:
        """The office store."""
        return self.register.office

    @property
    def database(self) -> Database:
        """The database of the office store, to read from."""
        return self.register.office.database

    @property
    def site(self) -> int:
        """The number of this device."""
        return self.register.site

    @property
    def author(self) -> Author:
        """Who commits here, for a store that is not the office."""
        return Author(self.register.site, self.user.id, self.user.name)

    @property
    def info(self) -> RegisterInfo:
        """Whose register it is."""
        held = settings.list_settings(self.database)
        return RegisterInfo(
            held.get("branch", ""),
            held.get("parent", ""),
            held.get("country", ""),
            held.get("currency", ""),
            held.get("language", "en"),
            self.register.vault.register,
            held.get("kind", BRANCH),
        )

    def may(self, operation: str) -> bool:
        """Tell whether the user's role allows an operation, and the register writing."""
        writable = roles.only_reads(operation) or not self.read_only
        return writable and roles.may(self.user.role, operation)

    def require(self, operation: str) -> None:
        """Refuse what the user's role does not allow. Raises NotAllowedError."""
        if not roles.may(self.user.role, operation):
            roles.require(self.user.role, operation, self.info.kind)

    @contextmanager
    def commit(
        self,
        operation: str,
        *,
        right: str | None = None,
        reason: str = "",
        undoes: int | None = None,
    ) -> Iterator[Changes]:
        """Check the role, then change the office store in one commit."""
        self.require(right or operation)
        # A window may stay open over midnight, and standings change with the day.
        member_index.refresh_lapsed(self.office, clock.today())
        with self.register.commit(
            self.user, operation, reason=tidy(reason), undoes=undoes
        ) as changes:
            yield changes

    def last_steps(self) -> tuple[int, ...]:
        """Give the last step of this device in each open store: whether something was done."""
        stores = [self.office, *([self.register.cases] if self.register.cases else [])]
        found = [store.last_commit(self.site) for store in stores]
        return tuple(one.id if one else 0 for one in found)

    def close(self) -> None:
        """Close the register."""
        self.register.close()


def make_register(
    *,
    folder: Path,
    branch: str,
    country: str,
    language: str,
    user: str,
    passphrase: str,
    parent: str = "",
    kind: str = BRANCH,
    kdf: Kdf | None = None,
) -> tuple[Session, str]:
    """Make a branch's register and open it; give the recovery key too, which is shown once.

    ``kind`` is ``federation`` for the desk of a union above branches. Raises InvalidValueError
    where a name is missing or the passphrase is guessed at once.
    """
    if folder.suffix != register.SUFFIX:
        folder = folder.with_name(folder.name + register.SUFFIX)
    _check_new(branch, country, user, kind)
    passphrases.check(passphrase)
    recovery_key = slot_keys.make_recovery_key()
    opened, head = register.found(
        folder,
        name=tidy(user),
        role=roles.Role.HEAD,
        passphrase=passphrase,
        recovery_key=recovery_key,
        kdf=kdf or Kdf(),
    )
    session = Session(opened, head)
    try:
        _settle_branch(session, branch, parent, country, language, kind)
    except BaseException:
        session.close()
        register.unmake(folder)
        raise
    return session, recovery_key


def _settle_branch(
    session: Session, branch: str, parent: str, country: str, language: str, kind: str
) -> None:
    told = {
        "branch": tidy(branch),
        "parent": tidy(parent),
        "country": country,
        "currency": CURRENCIES[country],
        "language": language,
    }
    if kind != BRANCH:
        told["kind"] = kind
    with session.commit("make_register", right="change_settings"):
        for key, value in told.items():
            settings.set_setting(session.office, session.site, key, value)
        card_statement.make_key(session.office, session.site)


def _check_new(branch: str, country: str, user: str, kind: str) -> None:
    if kind not in (BRANCH, FEDERATION):
        raise InvalidValueError(_("A register is of a branch or of a federation."), field="kind")
    if not branch.strip():
        raise InvalidValueError(_("Give the name of the branch."), field="branch")
    if not user.strip():
        raise InvalidValueError(_("Give the name of the user."), field="user")
    if country not in CURRENCIES:
        raise InvalidValueError(
            _("The country {country} is not known. Known are: {known}.").format(
                country=country, known=", ".join(CURRENCIES)
            ),
            field="country",
        )


def open_register(*, folder: Path, user: str, passphrase: str, read_only: bool = False) -> Session:
    """Open a register.

    Raises WrongPassphraseError, InUseError (names who has it open), DamagedError,
    NewerRegisterError, NotFoundError (no such user).
    """
    vault = Vault.read(folder)
    slot = vault.slot(user)
    keys = vault.open(slot, passphrase)
    return _open(folder, slot, vault, keys, read_only=read_only)


def open_with_recovery_key(*, folder: Path, recovery_key: str, read_only: bool = False) -> Session:
    """Open a register with its printed recovery key, as a head. Raises WrongPassphraseError."""
    vault = Vault.read(folder)
    slot, keys = vault.open_recovery(recovery_key)
    return _open(folder, slot, vault, keys, read_only=read_only)


def _open(
    folder: Path, slot: Slot, vault: Vault, keys: dict[str, list[bytes]], *, read_only: bool
) -> Session:
    reads_only = read_only or slot.role is roles.Role.AUDITOR
    opened, user = register.open_register(folder, slot, vault, keys, read_only=reads_only)
    session = Session(opened, user)
    if not session.read_only:
        if session.may("manage_users") and rekeying.is_unfinished(opened):
            _finish_change_of_users(session)
        member_index.refresh_lapsed(session.office, clock.today())
    else:
        member_index.overlay_lapsed(session.database, clock.today())
    return session


def _finish_change_of_users(session: Session) -> None:
    """Do again what a power cut interrupted: whoever was removed must open no later state."""
    rekeying.change_keys(session.register, session.user, device_trust.certify_again)
    with session.commit("settle_users", right="manage_users"):
        rekeying.note_users(session.register, new_file_key=True)


def list_slots(folder: Path) -> tuple[Slot, ...]:
    """Give the users of a register, to choose from before the passphrase. Raises DamagedError."""
    return Vault.read(folder).slots


def is_register(folder: Path) -> bool:
    """Tell whether a folder is a register."""
    return (folder / FILE_NAME).exists()
