# SPDX-License-Identifier: Apache-2.0
"""What must be known of a JPEG to put its bytes into a PDF as they are."""

from __future__ import annotations

from dataclasses import dataclass

_MARK = 0xFF
_BITS = 8
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_END_OF_HEADERS = {0xD9, 0xDA}
_MOST_SIDE = 2000
"""Pixels: many times a kept photo's, and little in memory once it is unpacked."""
_COMPONENTS = {1, 3, 4}


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG: its bytes, its size in pixels and its number of colour components."""

    content: bytes
    width: int
    height: int
    components: int


def read_jpeg(content: bytes) -> Jpeg | None:
    """Give the picture's measures, or None where ``content`` is no JPEG of 8 bits.

    Nor is one that would take much memory: it may come from another PC.
    """
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(content):
        if content[at] != _MARK:
            return None
        marker = content[at + 1]
        if marker == _MARK:
            at += 1
        elif marker in _STANDALONE:
            at += 2
        elif marker in _FRAMES:
            return _frame(content, at)
        elif marker in _END_OF_HEADERS:
            return None
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _frame(content: bytes, at: int) -> Jpeg | None:
    bits = content[at + 4]
    height = int.from_bytes(content[at + 5 : at + 7], "big")
    width = int.from_bytes(content[at + 7 : at + 9], "big")
    components = content[at + 9]
    if bits != _BITS or components not in _COMPONENTS:
        return None
    if not 0 < width <= _MOST_SIDE or not 0 < height <= _MOST_SIDE:
        return None
    return Jpeg(content, width, height, components)
