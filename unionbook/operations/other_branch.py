# SPDX-License-Identifier: Apache-2.0
"""Whose an invitation is: what was made for one branch is not answered by another.

A branch and its desk often write its name in two ways; so a person may say that both are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import units
from unionbook.domain.folding import words
from unionbook.errors import UnionbookError
from unionbook.operations.above import CONFIRMED
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_LEFT = "left"


class OtherBranchError(UnionbookError):
    """A branch of another name is meant; a person may say that both names are of one."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is for: the register of the desk, the unit and its place there."""

    register: str
    unit: str
    place: tuple[str, ...]


def check_invitation(session: Session, invited: Invited, *, same_branch: bool) -> None:
    """Refuse what was made for another unit: its figures would come from this branch.

    Raises OtherBranchError, and UnionbookError where this branch is another unit there already.
    """
    held = units.find_federation(session.database)
    if held is not None and held.register == invited.register and held.state != _LEFT:
        if held.unit == invited.unit:
            return
        if held.state == CONFIRMED:
            raise UnionbookError(
                _(
                    "This invitation is for “{place}”, and {name} has this branch as “{held}”. "
                    "Give it to the branch it is for. Where the place of this branch changed, "
                    "leave first (“federation leave”), then answer."
                ).format(place=" / ".join(invited.place), name=held.name, held=held.place)
            )
    if not same_branch and not same_name(invited.place[-1], session.info.branch):
        raise OtherBranchError(
            _(
                "This invitation is for “{place}”, and this register is that of “{branch}”. Give "
                "it to the branch it is for. Only where both are the same branch, say so and "
                "answer."
            ).format(place=invited.place[-1], branch=session.info.branch)
        )


def check_answer(unit: str, branch: str) -> None:
    """Refuse the answer of a branch of another name. Raises OtherBranchError."""
    if not same_name(unit, branch):
        raise OtherBranchError(
            _(
                "“{branch}” answers here the invitation that was made for “{unit}”. Make an "
                "invitation of its own for it. Only where both are the same branch, say so and "
                "take the answer in."
            ).format(branch=branch, unit=unit)
        )


def same_name(one: str, other: str) -> bool:
    """Tell whether two names may be of one branch: the words of the shorter are in the longer.

    Numbers tell branches of one name apart: they stand in both, or in neither.
    """
    shorter, longer = sorted((set(words(one)), set(words(other))), key=len)
    return bool(shorter) and shorter <= longer and _numbers(shorter) == _numbers(longer)


def _numbers(told: set[str]) -> set[str]:
    return {word for word in told if any(map(str.isdigit, word))}
