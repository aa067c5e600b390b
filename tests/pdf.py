# SPDX-License-Identifier: Apache-2.0
"""What tests ask of a finished PDF: its words, its pages, its fonts, its codes."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pypdf

if TYPE_CHECKING:
    from PIL import Image


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    """Give all text with single spaces, as a person reads it."""
    text = " ".join(page.extract_text() for page in read(content).pages)
    return " ".join(text.split())


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in read(content).pages]


def is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def fonts(content: bytes) -> dict[str, bool]:
    """Give every font that a page names, and whether its file is embedded."""
    found: dict[str, bool] = {}
    for page in read(content).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            descriptor = described.get("/FontDescriptor")
            found[described["/BaseFont"]] = bool(descriptor and "/FontFile2" in descriptor)
    return found


def picture(content: bytes, page: int = 0, *, scale: float = 3.0) -> Image.Image:
    """Give a page as a printer would show it, drawn by Qt's PDF part."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, QSize
    from PySide6.QtGui import QImage
    from PySide6.QtPdf import QPdfDocument

    holder = QByteArray(content)
    buffer = QBuffer(holder)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    size = document.pagePointSize(page)
    wanted = QSize(round(size.width() * scale), round(size.height() * scale))
    image = document.render(page, wanted).convertToFormat(QImage.Format.Format_ARGB32)
    document.close()
    drawn = Image.frombytes(
        "RGBA", (image.width(), image.height()), bytes(image.constBits()), "raw", "BGRA"
    )
    ground = Image.new("RGBA", drawn.size, "white")
    ground.alpha_composite(drawn)
    return ground.convert("RGB")
