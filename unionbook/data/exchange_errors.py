# SPDX-License-Identifier: Apache-2.0
"""Why what another device sent is not taken in, for now or at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class GapError(UnionbookError):
    """Something that came before is missing; ``missing`` gives, by site, the first and last."""

    def __init__(self, missing: Mapping[int, tuple[int, int]]) -> None:
        self.missing = dict(missing)
        steps = sum(last - first + 1 for first, last in self.missing.values())
        super().__init__(
            ngettext(
                "{number} step made before this file is missing here. The file is kept: open the "
                "earlier one, and this one follows.",
                "{number} steps made before this file are missing here. The file is kept: open the "
                "earlier one, and this one follows.",
                steps,
            ).format(number=steps)
        )


class ForkError(UnionbookError):
    """One device told two stories: ``commits`` have other contents here than there."""

    def __init__(self, commits: Sequence[int]) -> None:
        self.commits = tuple(commits)
        super().__init__(
            _(
                "A PC went on from an older copy of the register, so two different steps have one "
                "number. Nothing was taken in: let that PC join again with a copy of the register, "
                "and enter there what it alone had."
            )
        )


class ClockAheadError(UnionbookError):
    """What came was made in the future by this PC's clock: ``theirs`` is beyond ``ours``."""

    def __init__(self, theirs: datetime, ours: datetime) -> None:
        self.theirs, self.ours = theirs, ours
        super().__init__(
            _(
                "The file says it was made at {theirs}, but on this PC it is {ours}. Put right the "
                "clock that is wrong; the file is kept and can be opened then."
            ).format(
                theirs=f"{theirs.astimezone():%d/%m/%Y %H:%M}",
                ours=f"{ours.astimezone():%d/%m/%Y %H:%M}",
            )
        )


class AheadOfItselfError(UnionbookError):
    """Others know more of this device than is here: an older copy, put back unnoticed.

    The register goes on under a new site (``Register.renew_site``), and then all is as usual.
    """

    def __init__(self, missing: Mapping[int, tuple[int, int]]) -> None:
        self.missing = dict(missing)
        super().__init__(
            _(
                "The other PC knows steps of this register that are not here: this is an older "
                "copy. Open the file that the other PC makes first, then make yours."
            )
        )


class MalformedError(UnionbookError):
    """What came contradicts itself, or names what does not travel."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _(
                "The file is not what unionbook makes ({what}). Nothing was taken in: have it made "
                "again."
            ).format(what=what)
        )
