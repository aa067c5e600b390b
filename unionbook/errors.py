# SPDX-License-Identifier: Apache-2.0
"""The errors a person can do something about.

Everything else that is raised is a bug of ours. An error of this module is its own sentence, in
the user's language, and says what to do next; the window and the command line show it as it is.
"""

from __future__ import annotations


class UnionbookError(Exception):
    """A refusal: one sentence in the user's language with what to do next."""


class WrongPassphraseError(UnionbookError):
    """The passphrase opens no slot of this user."""


class DamagedError(UnionbookError):
    """A file of the register is damaged, cut short or missing."""


class NewerRegisterError(UnionbookError):
    """The register was written by a newer program than this one."""


class InUseError(UnionbookError):
    """Somebody else has the register open for writing."""


class ChangedUnderneathError(UnionbookError):
    """The register's files were changed by something that is not this program."""


class NotAllowedError(UnionbookError):
    """The user's role does not allow the operation."""


class NotFoundError(UnionbookError):
    """There is no such record."""


class InvalidValueError(UnionbookError):
    """A value does not fit its field.

    ``field`` is the name of the field in the record, so that a form can put the sentence beside it.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class UnreadableFileError(UnionbookError):
    """A file that was to be read is not what it should be, is protected, or is too large."""


class CancelledError(UnionbookError):
    """The user stopped long work; nothing of it was kept."""
