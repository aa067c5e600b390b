# SPDX-License-Identifier: Apache-2.0
"""Finding members while a person types: the best match first.

In turns, until there are enough: people whose whole name starts as typed, whose given name does
(Vietnamese lists go by it), who have every word typed in any order, and who have the digits typed
anywhere in a number or phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data.member_index import SEPARATORS
from unionbook.domain.folding import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionbook.data.database import Database

_NUMBER_COLUMNS = (
    "identity_number",
    "phone",
    "phone_other",
    "employee_number",
    "local_number",
    "official_number",
    "card_number",
    "social_insurance_number",
)
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


def _starting_numbers(number: str) -> Iterator[tuple[str, list[object]]]:
    """Numbers that are, or begin with, what was typed: by the indexes of their columns."""
    for column, collation in _INDEXED.items():
        starts = f"m.{column} >= ? COLLATE {collation} AND m.{column} < ? COLLATE {collation}"
        query = f"SELECT m.id FROM members m WHERE {starts} AND m.merged_into IS NULL"
        yield query, [number, number + _HIGHEST]


def _compact(column: str) -> str:
    """Give the SQL of what ``member_index.compact`` gives, of letters without accents."""
    plain = f"lower(m.{column})"
    for sign in SEPARATORS:
        plain = f"replace({plain}, '{sign}', '')"
    return plain


def _inside_numbers(digits: str) -> tuple[str, list[object]]:
    trigrams: Iterable[str] = (
        digits[start : start + _TRIGRAM] for start in range(len(digits) - _TRIGRAM + 1)
    )
    match = " AND ".join(f'"{trigram}"' for trigram in trigrams)
    anywhere = " OR ".join(f"instr({_compact(column)}, ?)" for column in _NUMBER_COLUMNS)
    # The trigrams may stand apart in what was found: the number itself decides.
    near = "m.id IN (SELECT rowid FROM member_numbers WHERE member_numbers MATCH ?)"
    query = f"SELECT m.id FROM members m WHERE {near} AND ({anywhere})"
    return query, [match, *[digits] * len(_NUMBER_COLUMNS)]
