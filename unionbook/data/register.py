# SPDX-License-Identifier: Apache-2.0
"""A register: the folder with its key slots, its two stores and its files."""

from __future__ import annotations

import shutil
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.data import (
    attachments,
    erasing,
    member_index,
    migrations,
    settings,
    this_pc,
    vectors,
)
from unionbook.data.database import Database
from unionbook.data.migrations import cases, office
from unionbook.data.occupancy import Occupancy, computer
from unionbook.data.store import Author, Store
from unionbook.data.vault import FILE_NAME, RECOVERY, Kdf, Keys, Slot, Vault
from unionbook.domain import numbering
from unionbook.domain.roles import CASES, OFFICE, Role
from unionbook.errors import DamagedError, UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.data.journal import Changes, Commit
    from unionbook.data.migrations import Schema

SUFFIX = ".unionbook"
BACKUPS = "backups"
_ADMIN_KEY, _NEXT_ADMIN_KEY = "admin_public_key", "next_admin_public_key"
_STORES = {OFFICE: ("office.db", office.SCHEMA), CASES: ("cases.db", cases.SCHEMA)}


def schema_of(store: str) -> Schema:
    """Give the schema of a store by its name."""
    return _STORES[store][1]


@dataclass(frozen=True, slots=True)
class User:
    """A user of the register; ``id`` is the row of ``users``, ``slot`` the number of the slot."""

    id: int
    slot: int
    name: str
    role: Role


class Register:
    """An open register. One thread at a time; ``office`` and ``cases`` are its stores."""

    def __init__(self, folder: Path, vault: Vault, keys: Keys, *, read_only: bool) -> None:
        self.folder = folder
        self.vault = vault
        self.keys = keys
        self.read_only = read_only
        self._upgraded = False
        self.site = 0
        self.half_rekeyed = False
        self.warnings: list[str] = []
        self._occupancy: Occupancy | None = None
        self._stores: dict[str, Store] = {}

    @property
    def office(self) -> Store:
        """The store of members and money."""
        return self._stores[OFFICE]

    @property
    def cases(self) -> Store | None:
        """The store of complaints, or None where the user's slot does not hold its key."""
        return self._stores.get(CASES)

    @property
    def stores(self) -> tuple[Store, ...]:
        """The stores that are open."""
        return tuple(self._stores.values())

    def store(self, name: str) -> Store:
        """Give an open store by name."""
        return self._stores[name]

    def hold(self, user: str) -> None:
        """Take hold of the register for writing. Raises InUseError."""
        self._occupancy = Occupancy(self.folder, user)

    def open_stores(self) -> None:
        """Open the stores the slot holds keys of, and bring their schema up to date."""
        for name in (OFFICE, CASES):
            if name in self.keys:
                database = self._open(name)
                self._stores[name] = Store(database)
        self.office.refreshers.append(member_index.refresh)
        if self._upgraded and self.office.database.value("SELECT 1 FROM members LIMIT 1"):
            # An older version may have put names into another order.
            member_index.rebuild(self.office)

    def _open(self, name: str) -> Database:
        file_name, schema = _STORES[name]
        path = self.folder / file_name
        # An empty file is what a broken copy leaves; it must not be taken for a new store.
        if self.vault.version > 0 and not (path.exists() and path.stat().st_size):
            raise DamagedError(
                _(
                    "The file {name} of the register is missing or empty. Nothing was changed. "
                    "Copy the folder again as a whole, or restore the latest backup."
                ).format(name=file_name)
            )
        database = self._open_with_any_key(path, name)
        try:
            self._bring_up_to_date(database, schema)
        except BaseException:
            database.close()
            raise
        return database

    def _bring_up_to_date(self, database: Database, schema: Schema) -> None:
        if not self.read_only:
            self._upgraded |= bool(migrations.pending(database, schema))
            migrations.migrate(database, schema)
        elif migrations.pending(database, schema):
            raise UnionbookError(
                _(
                    "The register is of an older version and must be brought up to date first: "
                    "open it once for writing."
                )
            )

    def _open_with_any_key(self, path: Path, name: str) -> Database:
        # While a store is being re-keyed two keys are known, and either may be the right one.
        *others, last = self.keys[name]
        for key in others:
            self.half_rekeyed = True
            try:
                database = Database(path, key, read_only=self.read_only)
            except DamagedError:
                continue
            self.keys = {**self.keys, name: [key]}
            return database
        self.keys = {**self.keys, name: [last]}
        return Database(path, last, read_only=self.read_only)

    def settle(self) -> None:
        """Find the site under which this PC writes, and who it is known as here."""
        remembered = {one.site: one for one in this_pc.recall(self.vault.register)}
        mine = [
            row[0]
            for row in self.office.database.rows("SELECT site FROM devices ORDER BY id DESC")
            if row[0] in remembered
        ]
        for site in mine:
            if self._continues(remembered[site]):
                self.site = site
                return
        if mine:
            self.warnings.append(
                _(
                    "This is not the register as it was last left on this PC: an older copy, or "
                    "one restored from a backup. Check that nothing entered since is missing."
                )
            )
        self._found_device()

    def _continues(self, memory: this_pc.Memory) -> bool:
        last = self.office.last_commit(memory.site)
        if (
            last is None
            or last.id < memory.commit
            or vectors.goes_on_elsewhere(self.office.database, memory.site)
        ):
            return False
        digest = self.office.database.value(
            "SELECT digest FROM commits WHERE id = ?", [memory.commit]
        )
        moved = memory.folder != str(self.folder.resolve())
        return digest == memory.digest and not (moved and _is_register(memory.folder))

    def renew_site(self) -> None:
        """Go on under a new site, where others know more of the present one than is here."""
        self._found_device()
        self.remember_place()

    def _found_device(self) -> None:
        self.site = numbering.draw_site()
        author = Author(self.site, 0, "unionbook")
        with self.office.commit(author, "found_device"):
            self.office.database.execute(
                "INSERT INTO devices(id, site, computer, name, ordinal) VALUES (?, ?, ?, ?, "
                "(SELECT max(count(*), coalesce(max(ordinal), 0)) + 1 FROM devices))",
                [self.office.new_ids(self.site)[0], self.site, computer(), ""],
            )

    def remember_place(self, commit: Commit | None = None) -> None:
        """Let this PC remember where its chain ends."""
        last = commit or self.office.last_commit(self.site)
        if last is not None:
            memory = this_pc.Memory(self.site, str(self.folder.resolve()), last.id, last.digest)
            this_pc.remember(self.vault.register, memory)

    @contextmanager
    def commit(
        self, user: User, operation: str, *, reason: str = "", undoes: int | None = None
    ) -> Iterator[Changes]:
        """Change the office store in one commit."""
        author = Author(self.site, user.id, user.name)
        with self.office.commit(author, operation, reason=reason, undoes=undoes) as changes:
            yield changes

    def setting(self, key: str, default: str = "") -> str:
        """Give a setting of the branch."""
        return settings.get_setting(self.office.database, key, default)

    def close(self) -> None:
        """Close the stores and let go."""
        stores, self._stores = self._stores, {}
        try:
            for store in stores.values():
                store.close()
        finally:
            if self._occupancy:
                self._occupancy.release()
                self._occupancy = None


def found(
    folder: Path, *, name: str, role: Role, passphrase: str, recovery_key: str, kdf: Kdf
) -> tuple[Register, User]:
    """Make a register in a folder that does not exist yet, with one user and a recovery key."""
    if folder.exists() and any(folder.iterdir()):
        raise UnionbookError(
            _("{folder} exists already. Choose another name.").format(folder=folder.name)
        )
    for part in (attachments.FOLDER_NAME, BACKUPS):
        (folder / part).mkdir(parents=True)
    vault, keys = Vault.found(folder, str(uuid.uuid4()))
    register = Register(folder, vault, keys, read_only=False)
    register.hold(name)
    try:
        register.open_stores()
        slot = vault.add_slot(name=name, role=role, passphrase=passphrase, keys=keys, kdf=kdf)
        vault.add_slot(
            name=RECOVERY,
            role=Role.HEAD,
            passphrase=recovery_key,
            keys=keys,
            kind=RECOVERY,
            kdf=kdf,
        )
        register.settle()
        with register.commit(User(0, slot.id, name, role), "found_register"):
            user = add_user(register, slot)
            attachments.add_key(register.office, register.site)
        _listen(register)
    except BaseException:
        register.close()
        unmake(folder)
        raise
    return register, user


def unmake(folder: Path) -> None:
    """Remove a register whose making was interrupted before anything was entered."""
    shutil.rmtree(folder, ignore_errors=True)


def open_register(
    folder: Path, slot: Slot, vault: Vault, keys: Keys, *, read_only: bool = False
) -> tuple[Register, User]:
    """Open a register with the keys of a slot.

    Raises InUseError, DamagedError, NewerRegisterError.
    """
    register = Register(folder, vault, keys, read_only=read_only)
    try:
        if not read_only:
            register.hold(slot.name)
        register.open_stores()
        _check_made(register)
        _check_roster(register)
        if not read_only:
            register.settle()
            _listen(register)
        return register, user_of(register, slot)
    except BaseException:
        register.close()
        raise


def _listen(register: Register) -> None:
    register.remember_place()
    register.office.committed.append(register.remember_place)
    for store in register.stores:
        _scrub(register, store)
        store.committed.append(partial(_scrub, register, store))


def _scrub(register: Register, store: Store, _made: Commit | None = None) -> None:
    """Do what an erasure left to do; where there is no room for it, it is tried again later."""
    try:
        erasing.scrub(store, register.folder)
    except UnionbookError as refusal:
        register.warnings.append(str(refusal))


def add_user(register: Register, slot: Slot) -> User:
    """Note a slot's user in the office store, so that history can name him or her."""
    number = register.office.new_ids(register.site)[0]
    register.office.database.execute(
        "INSERT INTO users(id, slot, name, role) VALUES (?, ?, ?, ?)",
        [number, slot.id, slot.name, slot.role.value],
    )
    note_roster(register)
    return User(number, slot.id, slot.name, slot.role)


def note_roster(register: Register) -> None:
    """Note which list of slots is the current one, so that an older one is not accepted."""
    settings.set_setting(
        register.office, register.site, "roster_version", str(register.vault.version)
    )
    settings.set_setting(
        register.office, register.site, _ADMIN_KEY, register.vault.admin_public_key.hex()
    )
    settings.set_setting(register.office, register.site, _NEXT_ADMIN_KEY, None)


def announce_admin(register: Register, following: bytes) -> None:
    """Note which key will sign the list of slots next, so that either is accepted until it does.

    Only inside a commit, before the list is signed with it.
    """
    present = register.vault.admin_public_key
    settings.set_setting(register.office, register.site, _ADMIN_KEY, present.hex())
    settings.set_setting(register.office, register.site, _NEXT_ADMIN_KEY, following.hex())


def noted_roster(register: Register) -> int:
    """Give the version of the list of slots that the office store knows of."""
    return int(register.setting("roster_version", "0"))


def _check_made(register: Register) -> None:
    if not register.setting("country"):
        raise DamagedError(
            _(
                "The making of this register was interrupted before anything was entered. Delete "
                "the folder {folder} and make the register again."
            ).format(folder=register.folder.name)
        )


def _check_roster(register: Register) -> None:
    known = {register.setting(_ADMIN_KEY), register.setting(_NEXT_ADMIN_KEY)}
    stale = register.vault.version < noted_roster(register)
    if register.vault.admin_public_key.hex() not in known or stale:
        raise DamagedError(
            _(
                "The file {name} is an older one or of another register, and may let in somebody "
                "who was removed. Restore it from the latest backup."
            ).format(name=FILE_NAME)
        )


def user_of(register: Register, slot: Slot) -> User:
    """Give the user of a slot, with the row of ``users`` that is his or hers."""
    row = register.office.database.row(
        "SELECT id FROM users WHERE slot = ? ORDER BY id DESC", [slot.id]
    )
    return User(row[0] if row else 0, slot.id, slot.name, slot.role)


def _is_register(folder: str) -> bool:
    return (Path(folder) / FILE_NAME).exists()
