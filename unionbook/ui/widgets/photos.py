# SPDX-License-Identifier: Apache-2.0
"""Members' photos for the screen: read as the JPEGs that the program keeps, and as nothing else."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader, QPixmap

from unionbook.reports.photos import read_jpeg


def shown_photo(content: bytes | None) -> QPixmap:
    """Give a photo, or a null one where this is no JPEG of a usual size.

    It may come from another PC: its first bytes are not left to decide what reads it, and it is
    measured before it is unpacked.
    """
    if content is None or read_jpeg(content) is None:
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoDetectImageFormat(False)
    return QPixmap.fromImage(reader.read())
