# SPDX-License-Identifier: Apache-2.0
"""Finding members while a person types: the best match first.

In turns, until there are enough: people whose whole name starts as typed, whose given name does
(Vietnamese lists go by it), who have every word typed in any order, who have the digits typed
anywhere in a number or phone, and who have both the words and the digits.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from unionbook.data.member_index import NUMBERS, SEPARATORS
from unionbook.domain.folding import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.data.database import Database

_INDEXED = {
    "local_number": "NOCASE",
    "official_number": "NOCASE",
    "employee_number": "NOCASE",
    "identity_number": "BINARY",
    "phone": "BINARY",
}
_HIGHEST = "\U0010ffff"
_TRIGRAM = 3
_EVERY_WORD = (
    "SELECT m.id FROM (SELECT rowid AS id FROM member_words WHERE member_words MATCH ?) m WHERE 1"
)


def search(
    database: Database,
    text: str,
    *,
    restrict: str = "",
    parameters: tuple[object, ...] = (),
    limit: int = 50,
) -> list[int]:
    """Give the numbers of up to ``limit`` members, the best match first.

    ``restrict`` is a condition on ``m.id`` with its ``parameters``, as the list's filters make it.
    """
    found: dict[int, None] = {}
    for query, values in _turns(text):
        wanted = limit - len(found)
        if wanted <= 0:
            break
        condition = f" AND ({restrict})" if restrict else ""
        rows = database.rows(f"{query}{condition} LIMIT ?", [*values, *parameters, limit])
        found.update(dict.fromkeys(row[0] for row in rows))
    return list(found)[:limit]


def _turns(text: str) -> Iterator[tuple[str, list[object]]]:
    typed = fold(text)
    parts = words(text)
    if not parts:
        return
    digits = "".join(parts)
    if any(sign.isdigit() for sign in digits):
        yield from _starting_numbers(text.strip())
        if digits != text.strip():
            yield from _starting_numbers(digits)
    if not digits.isdigit():
        yield (
            "SELECT m.id FROM member_index m WHERE m.name_key >= ? AND m.name_key < ?",
            [typed, typed + _HIGHEST],
        )
        yield (
            "SELECT m.id FROM member_index m WHERE m.given_key >= ? AND m.given_key < ?",
            [typed, typed + _HIGHEST],
        )
    yield _EVERY_WORD, [" AND ".join(f'"{part}" *' for part in parts)]
    if len(digits) >= _TRIGRAM and any(sign.isdigit() for sign in digits):
        yield _inside_numbers(digits)
        yield from _words_and_numbers(parts)


def _starting_numbers(number: str) -> Iterator[tuple[str, list[object]]]:
    """Numbers that are, or begin with, what was typed: by the indexes of their columns."""
    for column, collation in _INDEXED.items():
        starts = f"m.{column} >= ? COLLATE {collation} AND m.{column} < ? COLLATE {collation}"
        query = f"SELECT m.id FROM members m WHERE {starts} AND m.merged_into IS NULL"
        yield query, [number, number + _HIGHEST]


def _compact_numbers() -> str:
    """Give the SQL of a member's numbers as ``member_index`` compacts them, accents apart."""
    plain = f"lower(concat_ws(char(10), {', '.join(f'm.{name}' for name in NUMBERS)}))"
    for sign in SEPARATORS:
        plain = f"replace({plain}, '{sign}', '')"
    return plain


def _inside_numbers(digits: str) -> tuple[str, list[object]]:
    # The trigrams may stand apart in what was found: the number itself decides.
    near = "m.id IN (SELECT rowid FROM member_numbers WHERE member_numbers MATCH ?)"
    query = f"SELECT m.id FROM members m WHERE {near} AND {_ANYWHERE}"
    return query, [_trigrams(digits), digits]


def _words_and_numbers(parts: list[str]) -> Iterator[tuple[str, list[object]]]:
    """Words of a person beside digits inside a number: the digits as one number, then as several.

    A phone is typed with spaces; but a department may end in a number of its own.
    """
    kinds = [part.isdigit() for part in parts]
    if all(kinds) or not any(kinds):
        return
    names = [part for part in parts if not part.isdigit()]
    joined = ["".join(run) for digits, run in groupby(parts, str.isdigit) if digits]
    apart = [part for part in parts if part.isdigit()]
    for numbers in [joined] if joined == apart else [joined, apart]:
        long = [number for number in numbers if len(number) >= _TRIGRAM]
        short = [number for number in numbers if len(number) < _TRIGRAM]
        if long:
            yield _both([*names, *short], long)


def _both(names: list[str], numbers: list[str]) -> tuple[str, list[object]]:
    # Digits are the rarer: who has them is looked through for the words, not the other way round.
    trigrams = " AND ".join(_trigrams(number) for number in numbers)
    conditions = [_ANYWHERE] * len(numbers) + [f"instr({_WORDS}, ?)"] * len(names)
    query = (
        "SELECT m.id FROM member_numbers n CROSS JOIN member_index i ON i.id = n.rowid "
        "CROSS JOIN members m ON m.id = i.id LEFT JOIN groups g ON g.id = m.department_id "
        f"WHERE member_numbers MATCH ? AND {' AND '.join(conditions)}"
    )
    return query, [trigrams, *numbers, *(f" {name}" for name in names)]


def _trigrams(digits: str) -> str:
    """Give the query for those who may have ``digits``: three of the runs of three in it.

    The last ones, for numbers that are given out in turn begin alike. Three tell almost all others
    apart; each more costs a list as long as a thirtieth of the members.
    """
    last = len(digits) - _TRIGRAM
    step = 1 if last < _TRIGRAM else 2
    places = (max(0, last - step * back) for back in range(_TRIGRAM))
    runs = dict.fromkeys(digits[place : place + _TRIGRAM] for place in places)
    return " AND ".join(f'"{run}"' for run in runs)


_ANYWHERE = f"instr({_compact_numbers()}, ?)"
_WORDS = (
    "' ' || i.name_key || ' ' || coalesce(lower(m.email), '') || ' ' || coalesce(g.name_key, '')"
)
