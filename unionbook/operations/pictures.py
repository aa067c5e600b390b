# SPDX-License-Identifier: Apache-2.0
"""Pictures from elsewhere: of the kinds that cameras and scanners make, and of no other.

Whatever a file is called, its first bytes decide how it is read, and for some kinds that means to
run another program.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unionbook.domain.folding import tidy
from unionbook.errors import UnreadableFileError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

_KINDS = ("JPEG", "PNG", "BMP", "GIF", "WEBP", "TIFF")
_BROKEN = (OSError, EOFError, SyntaxError, ValueError, OverflowError, struct.error)
"""What the readers of pictures raise for a file that is hurt."""


@contextmanager
def opened(path: Path, *, most: int, too_large: str) -> Iterator[Image]:
    """Give a picture, to be decoded while it is open; ``most`` are bytes of the file.

    ``too_large`` is the sentence for a larger one. Raises UnreadableFileError.
    """
    from PIL import Image  # noqa: PLC0415 - slow, rarely needed

    name = tidy(path.name)
    try:
        if path.stat().st_size > most:
            raise UnreadableFileError(too_large.format(name=name))
        with Image.open(path, formats=_KINDS) as picture:
            yield picture
    except FileNotFoundError:
        raise UnreadableFileError(
            _("There is no file “{name}”: check its name and folder.").format(name=name)
        ) from None
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise UnreadableFileError(
            _("{name} is not a picture that can be read.").format(name=name)
        ) from error
