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
    """Give a page as a printer would show it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
