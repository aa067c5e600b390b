# SPDX-License-Identifier: Apache-2.0
"""Row numbers that are unique without asking anybody: a device's site and its counter.

A row number is a positive 63-bit integer: 31 bits of site, drawn at random when a device is
founded, joins or is restored, above 32 bits of counter. What is one thing whoever enters it, such
as a setting or the dues of a member for a month, takes its number from what names it
(:func:`keyed`), so that two PCs that both enter it make one row.
"""

from __future__ import annotations

import hashlib
import secrets

COUNTER_BITS = 32
_COUNTER_MASK = (1 << COUNTER_BITS) - 1
_HIGHEST, _DIGITS = (1 << 63) - 1, 19


def draw_site() -> int:
    """Draw the number of a new device: 31 random bits, never 0."""
    return secrets.randbelow((1 << 31) - 1) + 1


def compose(site: int, counter: int) -> int:
    """Give the row number of a site's counter."""
    return site << COUNTER_BITS | counter


def site_of(number: int) -> int:
    """Give the site that made a row number."""
    return number >> COUNTER_BITS


def counter_of(number: int) -> int:
    """Give the counter within its site."""
    return number & _COUNTER_MASK


def typed(text: str) -> int:
    """Give the row number that somebody typed, 0 where it is none: a store holds 63 bits."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
    return number if number <= _HIGHEST else 0


def keyed(table: str, *key: object) -> int:
    """Give the row number, of 62 bits and the same anywhere, of what ``key`` names in a table."""
    named = "\x1f".join([table, *(str(part) for part in key)])
    digest = hashlib.sha256(named.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 2 or 1


def beside(table: str, row: int, *key: object) -> int:
    """Give the number of what ``key`` names beside a row of another table, the same anywhere.

    What lies beside rows that follow each other has numbers that do so too, which is kind to a
    B-tree and to a bundle; ``keyed`` scatters.
    """
    return compose(keyed(table, site_of(row), *key) >> 31 or 1, counter_of(row))
