# SPDX-License-Identifier: Apache-2.0
"""Programmes: a gift or support for many at once, by a list that is frozen before it is given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unionbook.texts import N_

MILLION = 1_000_000
"""Shares are parts of a million: 70 % is 700,000."""


class ProgrammeKind(StrEnum):
    """What a programme is."""

    GIFT = "gift"
    RELIEF = "relief"
    HOUSING = "housing"
    OTHER = "other"


PROGRAMME_LABELS = {
    ProgrammeKind.GIFT: N_("Gifts"),
    ProgrammeKind.RELIEF: N_("Relief"),
    ProgrammeKind.HOUSING: N_("Housing"),
    ProgrammeKind.OTHER: N_("Other programme"),
}


class ProgrammeState(StrEnum):
    """How far a programme has come; derived."""

    PLANNED = "planned"
    LISTED = "listed"
    GIVING = "giving"
    CLOSED = "closed"


PROGRAMME_STATE_LABELS = {
    ProgrammeState.PLANNED: N_("Planned"),
    ProgrammeState.LISTED: N_("Listed"),
    ProgrammeState.GIVING: N_("Being given out"),
    ProgrammeState.CLOSED: N_("Closed"),
}


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who is entitled: the people a filter chooses, and what each of them gets.

    ``member_share`` and ``other_share`` are parts of a million of the amount: what who is a member
    gets, and who was chosen without being one (0 for nothing). With ``children`` each child of who
    was chosen is entitled instead, of ages ``from_age`` to ``to_age`` on the planned day.
    """

    statuses: tuple[str, ...] = ()
    department_id: int | None = None
    group_id: int | None = None
    text: str = ""
    sex: str = ""
    member_share: int = MILLION
    other_share: int = 0
    children: bool = False
    from_age: int = 0
    to_age: int = 15


def shared(amount: int, share: int) -> int:
    """Give a share of an amount, rounded down to the whole unit."""
    return amount * share // MILLION


def age_on(born_on: str, day: str) -> int | None:
    """Give whole years of age on a day; by year or month where no more is known, None without."""
    if not born_on:
        return None
    born = (born_on + "-01-01"[len(born_on) - 4 :])[:10]
    years = int(day[:4]) - int(born[:4])
    return years if day[5:] >= born[5:] else years - 1


def is_of_age(born_on: str, day: str, first: int, last: int) -> bool:
    """Tell whether somebody is from ``first`` to ``last`` years old on a day."""
    age = age_on(born_on, day)
    return age is not None and first <= age <= last
