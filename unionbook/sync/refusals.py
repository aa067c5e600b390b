# SPDX-License-Identifier: Apache-2.0
"""Why a bundle, or a paper signed like one, is not taken: each a sentence for the user.

``detail`` says in technical words what was wrong, for whoever looks into a report; it never holds
anything of what the file carries.
"""

from __future__ import annotations

from unionbook.errors import UnionbookError
from unionbook.texts import gettext as _


class BundleError(UnionbookError):
    """The file is no bundle, is damaged or holds more than a bundle may."""

    def __init__(self, sentence: str, *, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


class ForgedError(BundleError):
    """The signature does not fit: altered on the way, or not made by whom it names."""


class NotForThisKeyError(BundleError):
    """None of the private keys at hand opens it."""


class ElsewhereError(BundleError):
    """It is for another office: nothing is wrong with it."""


class UnknownMakerError(BundleError):
    """It names a device that stands on no list."""


class RevokedError(BundleError):
    """The device that made it was revoked."""


class NewerBundleError(UnionbookError):
    """A newer program made it: to be kept until this one is updated."""

    def __init__(self, *, format_number: int, program: str = "") -> None:
        super().__init__(
            _(
                "A newer version of unionbook made this file. It is kept as it is: update "
                "unionbook on this PC and open it again."
            )
        )
        self.format = format_number
        self.program = program


def damaged(detail: str) -> BundleError:
    """Give the refusal of a file that does not hold together."""
    return BundleError(
        _(
            "The file is damaged or cut short, so nothing of it was used. Copy it again, or ask "
            "the sender to make it again."
        ),
        detail=detail,
    )


def no_bundle() -> BundleError:
    """Give the refusal of a file that is something else."""
    return BundleError(
        _("This file is not a bundle of unionbook. Choose the file that the sender made.")
    )


def too_large(detail: str) -> BundleError:
    """Give the refusal of a file that would need more than a bundle may."""
    return BundleError(
        _(
            "The file holds more than a bundle may hold, so nothing of it was used. Ask the "
            "sender to make it again."
        ),
        detail=detail,
    )


def unreadable(error: OSError) -> BundleError:
    """Give the refusal of a file that the system does not let be read."""
    return BundleError(
        _(
            "The file cannot be read ({reason}). Check that the disk or stick is still "
            "connected, and do it again."
        ).format(reason=error.strerror or type(error).__name__)
    )


def forged(detail: str) -> ForgedError:
    """Give the refusal of a signature that does not fit."""
    return ForgedError(
        _(
            "The signature of this file is not right: it was altered on the way, or somebody "
            "else made it. Nothing of it was used. Ask the sender to make it again."
        ),
        detail=detail,
    )


def not_for_this_key() -> NotForThisKeyError:
    """Give the refusal of something sealed for others."""
    return NotForThisKeyError(
        _(
            "This file is sealed for somebody else and cannot be opened here. Ask the sender to "
            "make one for you."
        )
    )


def unknown_maker() -> UnknownMakerError:
    """Give the refusal of a device that is on no list."""
    return UnknownMakerError(
        _(
            "A device that is not known here made this file, so nothing of it was used. Ask the "
            "sender whether the device was approved."
        )
    )


def revoked() -> RevokedError:
    """Give the refusal of a device that may not send any more."""
    return RevokedError(
        _(
            "The device that made this file was revoked, so nothing of it was used. Ask the "
            "sender to make it on another PC."
        )
    )
