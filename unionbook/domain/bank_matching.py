# SPDX-License-Identifier: Apache-2.0
"""Which lines of the bank and which vouchers are likely the same money, and why.

A proposal is one line and one voucher, one line and several vouchers (a deposit of several
receipts), or several lines and one voucher (a payment in parts). Nothing is decided here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from unionbook.domain.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WINDOW = 31
"""Days that may lie between a voucher and the bank."""
_MOST_PARTS = 5
_MOST_CANDIDATES = 14
"""More parts, or more to choose from, would fit by chance."""
_SURE = 15
"""By so much a proposal must be better than any other for the same line or voucher."""
_SHORT = 3
_NUMBER, _SAME_DAY, _NAME, _NEAR = 60, 10, 25, 20


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the bank or a voucher: ``text`` is what it says, ``number`` what it is called."""

    id: int
    dated_on: str
    amount: int
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two belong together: ``number``, ``name``, ``day``, ``days`` or ``sum``, and a detail."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """A proposal: what belongs together, how well it fits, and whether nothing else comes near."""

    lines: tuple[int, ...]
    entries: tuple[int, ...]
    score: int
    reasons: tuple[Reason, ...]
    certain: bool


def propose(lines: Sequence[Item], entries: Sequence[Item]) -> list[Fit]:
    """Give the likeliest matches, each line and voucher in one of them at most, the best first."""
    pairs = _pairs(lines, entries)
    best = _rivals(pairs)
    found, used_lines, used_entries = [], set[int](), set[int]()
    for score, line, entry, reasons in pairs:
        if line.id in used_lines or entry.id in used_entries:
            continue
        rival = max(
            best["line", line.id].other_than(entry.id), best["entry", entry.id].other_than(line.id)
        )
        found.append(Fit((line.id,), (entry.id,), score, reasons, score - rival >= _SURE))
        used_lines.add(line.id)
        used_entries.add(entry.id)
    left_lines = [one for one in lines if one.id not in used_lines]
    left_entries = [one for one in entries if one.id not in used_entries]
    taken: set[int] = set()
    for fit in _sums(left_lines, left_entries, taken):
        found.append(fit)
        used_lines.update(fit.lines)
    rest = [one for one in left_entries if one.id not in taken]
    free = [one for one in left_lines if one.id not in used_lines]
    swapped: set[int] = set()
    found += [
        Fit(fit.entries, fit.lines, fit.score, fit.reasons, fit.certain)
        for fit in _sums(rest, free, swapped)
    ]
    return sorted(found, key=lambda one: (-one.score, one.lines))


@dataclass(slots=True)
class _Best:
    """The two best scores of one line or voucher, and with whom the best is."""

    score: int = 0
    partner: int = -1
    second: int = 0

    def add(self, score: int, partner: int) -> None:
        if score > self.score:
            self.score, self.partner, self.second = score, partner, self.score
        else:
            self.second = max(self.second, score)

    def other_than(self, partner: int) -> int:
        return self.second if partner == self.partner else self.score


_Pair = tuple[int, Item, Item, tuple[Reason, ...]]


def _pairs(lines: Sequence[Item], entries: Sequence[Item]) -> list[_Pair]:
    by_amount: defaultdict[int, list[Item]] = defaultdict(list)
    for entry in entries:
        by_amount[entry.amount].append(entry)
    rarity = Counter(word for line in lines for word in set(words(line.text)))
    found = []
    for line in lines:
        for entry in by_amount.get(line.amount, ()):
            if days_between(line, entry) <= WINDOW:
                score, reasons = _judge(line, entry, rarity)
                found.append((score, line, entry, reasons))
    return sorted(found, key=lambda one: (-one[0], one[1].dated_on, one[1].id, one[2].id))


def _rivals(pairs: Sequence[_Pair]) -> defaultdict[tuple[str, int], _Best]:
    best: defaultdict[tuple[str, int], _Best] = defaultdict(_Best)
    for score, line, entry, _reasons in pairs:
        best["line", line.id].add(score, entry.id)
        best["entry", entry.id].add(score, line.id)
    return best


def days_between(one: Item, other: Item) -> int:
    """Give how many days lie between two items."""
    return abs((dt.date.fromisoformat(one.dated_on) - dt.date.fromisoformat(other.dated_on)).days)


def _judge(line: Item, entry: Item, rarity: Counter[str]) -> tuple[int, tuple[Reason, ...]]:
    """Weigh a pair of equal amounts: the voucher's number, names, and how near the days are."""
    days = days_between(line, entry)
    score, reasons = 40 + max(0, _NEAR - days), []
    said = words(line.text)
    if entry.number and _says(said, entry.number):
        score += _NUMBER
        reasons.append(Reason("number", entry.number))
    shared = _shared_words(said, words(entry.text), rarity)
    if shared:
        score += min(_NAME, 8 * len(shared))
        reasons.append(Reason("name", " ".join(shared)))
    if days == 0:
        score += _SAME_DAY
        reasons.append(Reason("day"))
    else:
        reasons.append(Reason("days", str(days)))
    return score, tuple(reasons)


def _says(said: Sequence[str], number: str) -> bool:
    """Tell whether a text names a voucher, with or without its strokes and zeros."""
    wanted = "".join(words(number))
    joined = "".join(said)
    return wanted in joined


def _shared_words(
    said: Sequence[str], others: Sequence[str], rarity: Counter[str]
) -> tuple[str, ...]:
    """Give the words both say, in their order, without short ones and what every line says."""
    common = max(3, len(rarity) // 20)
    wanted = set(others)
    return tuple(
        dict.fromkeys(
            word
            for word in said
            if word in wanted
            and len(word) >= _SHORT
            and not word.isdigit()
            and rarity[word] <= common
        )
    )


def _sums(wholes: Sequence[Item], parts: Sequence[Item], taken: set[int]) -> Iterator[Fit]:
    """Give for each whole the parts that add up to it; ``taken`` gathers the parts used."""
    for whole in wholes:
        near = [
            one
            for one in parts
            if one.id not in taken
            and (one.amount > 0) == (whole.amount > 0)
            and abs(one.amount) < abs(whole.amount)
            and days_between(one, whole) <= WINDOW
        ]
        chosen, ways = _parts_of(whole, near)
        if not chosen:
            continue
        taken.update(one.id for one in chosen)
        days = max(days_between(one, whole) for one in chosen)
        yield Fit(
            (whole.id,),
            tuple(one.id for one in chosen),
            30 + max(0, _NEAR - days) - 2 * len(chosen),
            (Reason("sum", str(len(chosen))), Reason("days", str(days)) if days else Reason("day")),
            ways == 1,
        )


def _parts_of(whole: Item, near: Sequence[Item]) -> tuple[tuple[Item, ...], int]:
    """Give the likeliest parts and in how many ways there are any: one day's first, then any."""
    by_day: defaultdict[str, list[Item]] = defaultdict(list)
    for one in near:
        by_day[one.dated_on].append(one)
    days = [
        tuple(group)
        for group in by_day.values()
        if len(group) > 1 and sum(one.amount for one in group) == whole.amount
    ]
    if days:
        return min(days, key=lambda group: days_between(group[0], whole)), len(days)
    close = sorted(near, key=lambda one: (days_between(one, whole), one.id))[:_MOST_CANDIDATES]
    ways = [
        chosen
        for count in range(2, _MOST_PARTS + 1)
        for chosen in combinations(close, count)
        if sum(one.amount for one in chosen) == whole.amount
    ]
    if not ways:
        return (), 0
    return min(ways, key=lambda group: (len(group), _spread(group, whole))), len(ways)


def _spread(group: Sequence[Item], whole: Item) -> int:
    return sum(days_between(one, whole) for one in group)
