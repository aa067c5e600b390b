# SPDX-License-Identifier: Apache-2.0
"""A register of invented members, to try the program without fear and to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.data import attachments, groups, members
from unionbook.operations import sample_money, sessions
from unionbook.operations.members import department_id
from unionbook.operations.sample_people import make_people, sample_branch, sample_passphrase
from unionbook.operations.sample_portraits import draw_portrait
from unionbook.texts import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.data.vault import Kdf
    from unionbook.operations.sample_people import SamplePerson
    from unionbook.operations.sessions import Session

_WORKER_GROUP = "worker_group"
_IN_A_GROUP = 12  # members of each self-managed worker group
_PORTRAIT_WIDTH = 354  # 3 by 4 cm at 300 dots an inch


def make_sample_register(
    *,
    folder: Path,
    country: str = "VN",
    passphrase: str = "",
    count: int = 400,
    photos: int = 48,
    months: int = sample_money.MONTHS,
    kdf: Kdf | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Session, str]:
    """Make the register of a country's sample branch; give its recovery key too.

    The first ``photos`` members have a placeholder for a photo, and the books are kept for the last
    ``months``. The user is the branch's head, and the
    passphrase that of all samples of the country where no other is given.
    """
    branch = sample_branch(country)
    passphrase = passphrase or sample_passphrase(country)
    session, recovery_key = sessions.make_register(
        folder=folder,
        branch=branch["branch"],
        parent=branch["upper"],
        country=country,
        language=branch["language"],
        user=branch["user"],
        passphrase=passphrase,
        kdf=kdf,
    )
    total = photos + months

    def tell(done: int, _total: int) -> None:
        if progress:
            progress(done, total)

    fill_sample(session, count=count, photos=photos, progress=tell)
    if months:
        # What the program writes into vouchers stands beside reasons in the branch's own language.
        with spoken(branch["language"]):
            sample_money.fill_money(
                session,
                months=months,
                passphrase=passphrase,
                kdf=kdf,
                progress=lambda done, _total: tell(photos + done, total),
            )
    return session, recovery_key


def fill_sample(
    session: Session,
    *,
    count: int = 400,
    photos: int = 48,
    progress: Callable[[int, int], None] | None = None,
) -> Changes:
    """Put the sample members of the register's country into it, in one commit."""
    session.require("import_members")
    country = session.info.country
    people = make_people(country=country, count=count)
    pictures = _portraits(people[:photos], progress)
    with session.commit("make_sample", right="import_members") as changes:
        numbers = session.office.new_ids(session.site, len(people))
        _add_people(session, people, numbers, pictures)
        _add_worker_groups(session, numbers, sample_branch(country))
    return changes


def _portraits(
    people: Sequence[SamplePerson], progress: Callable[[int, int], None] | None
) -> list[bytes]:
    drawn = []
    for done, person in enumerate(people, 1):
        drawn.append(draw_portrait(str(person.values["full_name"]), width=_PORTRAIT_WIDTH))
        if progress:
            progress(done, len(people))
    return drawn


def _add_people(
    session: Session,
    people: Sequence[SamplePerson],
    numbers: Sequence[int],
    pictures: Sequence[bytes],
) -> None:
    store, rows, wages = session.office, [], []
    departments: dict[str, int] = {}
    for place, (number, person) in enumerate(zip(numbers, people, strict=True)):
        columns = dict(person.values)
        name = str(columns.pop("department"))
        if name not in departments:
            departments[name] = department_id(session, name)
        columns["department_id"] = departments[name]
        wages.append((number, str(columns["hired_on"]), int(str(columns.pop("wage")))))
        if place < len(pictures):
            columns["photo"] = attachments.put(store, session.register.folder, pictures[place])
        rows.append((number, columns))
    members.add(store, rows)
    members.add_wages(store, session.site, wages)
    for number, person in zip(numbers, people, strict=True):
        for event in person.events:
            members.add_event(
                store,
                session.site,
                number,
                {
                    "kind": event.kind,
                    "happened_on": event.on,
                    "decision": event.decision or None,
                    "reason": event.reason or None,
                },
            )


def _add_worker_groups(session: Session, numbers: Sequence[int], branch: Mapping[str, Any]) -> None:
    """Make self-managed worker groups, each headed by its first member."""
    for place, group in enumerate(branch["worker_groups"]):
        inside = numbers[place * _IN_A_GROUP : (place + 1) * _IN_A_GROUP]
        if not inside:
            return
        number = groups.add_group(
            session.office,
            session.site,
            _WORKER_GROUP,
            group["name"],
            head_id=inside[0],
            place=group["place"],
        )
        groups.put_in(session.office, session.site, number, inside, branch["as_of"])
