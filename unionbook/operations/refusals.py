# SPDX-License-Identifier: Apache-2.0
"""Who is to blame for an error: the user's world, which can be told in a sentence, or our code."""

from __future__ import annotations

import errno
from pathlib import PurePath

from unionbook.errors import UnionbookError
from unionbook.texts import N_
from unionbook.texts import gettext as _

_FULL = N_(
    "The disk is full, so this was not done. Free some space and do it again: what was saved "
    "before is unharmed."
)
_FORBIDDEN = N_(
    "{name} may not be read or written here. Close it in other programs, or choose another place."
)
_MISSING = N_("{name} is not there. Check the name, and that the disk or stick is connected.")
_WRONG_KIND = N_("{name} is a folder where a file was expected, or a file where a folder was.")
_GONE = N_(
    "The disk or stick with {name} does not answer. Check that it is connected, and do it again."
)
_EXISTS = N_("{name} exists already. Choose another name.")
_TOO_LONG = N_("The name {name} is too long for this disk. Choose a shorter one.")
_OTHER = N_("{name} could not be used ({cause}). Try another place or another disk.")
_NO_MEMORY = N_("This PC has too little memory free for this. Close other programs and try again.")

_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EFBIG: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.EBUSY: _FORBIDDEN,
    errno.ENOENT: _MISSING,
    errno.EISDIR: _WRONG_KIND,
    errno.ENOTDIR: _WRONG_KIND,
    errno.EIO: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ESTALE: _GONE,
    errno.EEXIST: _EXISTS,
    errno.ENAMETOOLONG: _TOO_LONG,
}


def sentence_of(error: BaseException) -> str | None:
    """Give what to tell the user, or None where the error is a mistake of ours.

    Refusals are their own sentence. The system's errors about files and disks become one here, so
    that the window and the command line judge alike; an ``OSError`` that no file and no disk has
    caused stays a mistake of ours.
    """
    if isinstance(error, UnionbookError):
        return str(error)
    if isinstance(error, MemoryError):
        return _(_NO_MEMORY)
    if not isinstance(error, OSError):
        return None
    text = _BY_NUMBER.get(error.errno or 0)
    if text is None and error.filename is None:
        return None
    return _(text or _OTHER).format(name=_name(error), cause=error.strerror or error.errno)


def _name(error: OSError) -> str:
    """Give the last part of the file's name: whole paths say more of the PC than is needed."""
    if error.filename is None:
        return _("The file")
    name = error.filename
    if isinstance(name, bytes):
        name = name.decode("utf-8", "replace")
    return PurePath(str(name)).name or str(name)
