# SPDX-License-Identifier: Apache-2.0
"""The check codewords of QR codes: Reed-Solomon over GF(256) (ISO/IEC 18004, 7.5.2)."""

from __future__ import annotations

from functools import lru_cache


def multiply(left: int, right: int) -> int:
    """Give the product in GF(256) with the polynomial 0x11D."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0x100:
            left ^= 0x11D
        right >>= 1
    return product


@lru_cache(maxsize=32)
def _generator(checks: int) -> list[int]:
    """Give the generator polynomial's coefficients below its leading one, highest first."""
    polynomial, root = [1], 1
    for _power in range(checks):
        shifted = [*polynomial, 0]
        for at, factor in enumerate(polynomial):
            shifted[at + 1] ^= multiply(factor, root)
        polynomial, root = shifted, multiply(root, 2)
    return polynomial[1:]


@lru_cache(maxsize=64)
def remainders(data: int, checks: int) -> list[list[int]]:
    """Give, for each data codeword of a block that is 1 alone, the block's check codewords."""
    generator = _generator(checks)
    remainder = list(generator)
    found = [remainder]
    for _step in range(data - 1):
        lead = remainder[0]
        shifted = [*remainder[1:], 0]
        remainder = [
            term ^ multiply(lead, factor) for term, factor in zip(shifted, generator, strict=True)
        ]
        found.append(remainder)
    return found[::-1]
