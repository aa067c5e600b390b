# SPDX-License-Identifier: Apache-2.0
"""Lines of a bank statement: put into order, checked against the balances, told apart."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as a file has it: sums as exact decimals, in positive and out negative.

    ``row`` is the row of the sheet.
    """

    row: int
    dated_on: str
    amount: Decimal
    balance: Decimal | None
    details: str
    reference: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line in whole numbers of the currency, with what tells it from every other line.

    ``position`` is its place among the lines of its day.
    """

    row: int
    dated_on: str
    amount: int
    balance: int | None
    details: str
    reference: str
    party: str
    fingerprint: str
    position: int = 0


def in_order(lines: Sequence[RawLine]) -> list[RawLine]:
    """Put lines into the order in which they happened: many banks give the newest first."""
    forward, backward = list(lines), list(reversed(lines))
    if len(lines) > 1 and lines[0].dated_on != lines[-1].dated_on:
        return backward if lines[0].dated_on > lines[-1].dated_on else forward
    return backward if len(breaks(backward)) < len(breaks(forward)) else forward


def breaks(lines: Sequence[RawLine]) -> list[int]:
    """Give the rows whose balance does not follow from the one before: lines may be missing."""
    held: Decimal | None = None
    found = []
    for line in lines:
        if held is not None:
            held += line.amount
            if line.balance is not None and line.balance != held:
                found.append(line.row)
        held = line.balance if line.balance is not None else held
    return found


def turned(lines: Sequence[RawLine]) -> list[RawLine] | None:
    """Give the lines with in and out exchanged where only then the balances follow, else None.

    Some exports head their columns from the bank's side of the account.
    """
    other = [replace(line, amount=-line.amount) for line in lines]
    ordered, turned_order = in_order(lines), in_order(other)
    wrong, right = len(breaks(ordered)), len(breaks(turned_order))
    return turned_order if wrong > 0 and right == 0 else None


def whole(lines: Sequence[RawLine]) -> list[StatementLine]:
    """Give the lines in whole numbers, so that the balances still follow from them.

    Where sums have fractions, an amount is the difference of two rounded balances; a line that
    becomes nothing by that is left out.
    """
    fractions = any(line.amount % 1 or (line.balance or 0) % 1 for line in lines)
    exact = not breaks(lines) and all(line.balance is not None for line in lines)
    amounts = [rounded(line.amount) for line in lines]
    if fractions and exact:
        amounts = [
            rounded(line.balance or Decimal(0)) - rounded((line.balance or 0) - line.amount)
            for line in lines
        ]
    seen: Counter[tuple[str, int, str]] = Counter()
    places: Counter[str] = Counter()
    found = []
    for line, amount in zip(lines, amounts, strict=True):
        if amount:
            found.append(_line(line, amount, seen, places[line.dated_on]))
            places[line.dated_on] += 1
    return found


def _line(
    line: RawLine, amount: int, seen: Counter[tuple[str, int, str]], position: int
) -> StatementLine:
    text = "".join(letter for letter in fold(f"{line.details}{line.reference}") if letter.isalnum())
    key = (line.dated_on, amount, text)
    seen[key] += 1
    said = "|".join((line.dated_on, str(amount), text, str(seen[key])))
    return StatementLine(
        line.row,
        line.dated_on,
        amount,
        None if line.balance is None else rounded(line.balance),
        line.details,
        line.reference,
        line.party,
        hashlib.blake2b(said.encode(), digest_size=16).hexdigest(),
        position,
    )


def rounded(amount: Decimal) -> int:
    """Round half away from nothing to a whole number."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def days_of(lines: Iterable[StatementLine]) -> tuple[str, str]:
    """Give the first and the last day of lines, empty where there are none."""
    days = sorted(line.dated_on for line in lines)
    return (days[0], days[-1]) if days else ("", "")


def follows(opening: int | None, lines: Sequence[StatementLine], closing: int | None) -> bool:
    """Tell whether the closing balance is the opening one and all lines, where both are known."""
    if opening is None or closing is None:
        return True
    return opening + sum(line.amount for line in lines) == closing
