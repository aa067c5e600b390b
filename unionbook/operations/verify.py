# SPDX-License-Identifier: Apache-2.0
"""Telling whether a register is whole: rules, chain, stores, references, files, index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import (
    attachments,
    confidential,
    dues,
    history,
    ledger,
    loading,
    member_index,
    member_overview,
    stored_rules,
    verification,
    welfare,
)
from unionbook.data.register import schema_of
from unionbook.domain.roles import CASES, OFFICE
from unionbook.errors import DamagedError, UnionbookError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionbook.data.store import Store
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at and what does not hold; ``problems`` is empty where all is well."""

    problems: tuple[str, ...]
    commits: int
    members: int
    files: int
    unopened: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether everything holds."""
        return not self.problems


@loading.undisturbed()
def verify_register(
    session: Session, *, progress: Callable[[int, int], None] | None = None
) -> Verification:
    """Check every page, reference, step of the history and file of the register."""
    session.require("verify_register")
    problems: list[str] = []
    for store in session.register.stores:
        schema = schema_of(OFFICE if store is session.office else CASES)
        problems.extend(_told(stored_rules.check_schema(store, schema)))
        problems.extend(_told(verification.check_store(store, progress)))
        problems.extend(_told(stored_rules.check_values(store)))
    problems.extend(_told(_check_files(session)))
    problems.extend(_told(verification.check_derived(session.office)))
    problems.extend(_told(_check_totals(session)))
    commits, members, files = _counts(session)
    return Verification(
        tuple(dict.fromkeys(problems)),
        commits,
        members,
        files,
        () if session.register.cases else ("cases.db",),
    )


def _check_totals(session: Session) -> Iterator[str]:
    for account in ledger.imbalances(session.database):
        yield _("The running total of account {account} is not that of its lines.").format(
            account=account
        )
    for voucher in ledger.altered(session.office):
        yield _(
            "The voucher with the number {voucher} in the store was altered after it was posted. "
            "Compare it with its paper and with an older backup."
        ).format(voucher=voucher)
    for member, month in dues.wrong_sums(session.database):
        yield _("The dues of member {member} for {month} are not those of the vouchers.").format(
            member=member, month=month
        )


def _told(problems: Iterator[str]) -> Iterator[str]:
    """Give the problems; damage that keeps a check from going on is one as well."""
    try:
        yield from problems
    except DamagedError as damage:
        yield str(damage)


def _counts(session: Session) -> tuple[int, int, int]:
    database = session.database
    try:
        return (
            history.count_commits(database),
            member_overview.count_members(database, merged_too=True),
            len(_files(session)),
        )
    except DamagedError:
        # Told of already; of a store that cannot be read nothing can be counted.
        return 0, 0, 0


def repair_index(session: Session) -> None:
    """Make the index of members anew; the members themselves are not touched."""
    session.require("make_backup")
    if session.read_only:
        raise UnionbookError(_("The register is open read-only."))
    member_index.rebuild(session.office)


def _files(session: Session) -> list[tuple[Store, str]]:
    """Give the files that are referred to, with the store whose keys they are under."""
    office = [*member_overview.photo_names(session.database)]
    office += welfare.paper_files(session.database)
    wanted = [(session.office, name) for name in office]
    cases = session.register.cases
    if cases is not None:
        wanted += [(cases, name) for name in confidential.paper_files(cases.database)]
    return wanted


def _check_files(session: Session) -> Iterator[str]:
    for store, name in _files(session):
        try:
            attachments.get(store, session.register.folder, name)
        except DamagedError as damage:
            yield str(damage)
