# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""What a sheet is about: people, or anything else an office keeps beside them."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook.domain.folding import fold
from unionbook.domain.word_lists import import_resource
from unionbook.excel.evidence import text_of
from unionbook.excel.grid import Grid, is_blank
from unionbook.excel.header_words import plain_words
from unionbook.excel.mapping import ColumnChoice, meanings_of
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.excel.layout import Table

_WEIGHTS = {
    "full_name": 0.3,
    "family_name": 0.15,
    "given_name": 0.15,
    "identity_number": 0.14,
    "born_on": 0.12,
    "birth_place_and_date": 0.1,
    "employee_number": 0.1,
    "official_number": 0.1,
    "card_number": 0.06,
    "sex": 0.06,
    "phone": 0.06,
    "joined_on": 0.06,
    "department": 0.05,
    "hired_on": 0.05,
    "email": 0.04,
    "job": 0.04,
    "present_address": 0.03,
    "permanent_address": 0.03,
    "wage": 0.02,
    "row_number": 0.02,
}
_RELATIONS = frozenset({
    "con", "vo", "chong", "cha", "bo", "me", "con trai", "con gai", "con de", "con ruot", "cha de",
    "me de", "bo de", "anh", "em", "chi", "vo/chong", "anak", "istri", "isteri", "suami", "ayah",
    "ibu", "orang tua", "kakak", "adik", "bapak", "son", "daughter", "wife", "husband", "father",
    "mother", "child", "spouse",
})  # fmt: skip
_RELATION_HEADER = re.compile(r"\b(?:quan he|moi quan he|hubungan|relationship|relation)\b")
_ANOTHERS_NAME = re.compile(
    r"\b(?:ten|nama|name)\b.*\b(?:than nhan|nguoi than|nguoi phu thuoc|npt|con|anak|keluarga"
    r"|tanggungan|dependent|child|pasangan)\b"
)


def kind_of_sheet(grid: Grid, table: Table, choices: list[ColumnChoice]) -> tuple[str, float, str]:
    """Give the kind of a sheet, its score and the reason in words."""
    fields = {choice.field: column for column, choice in enumerate(choices) if choice.field}
    named = fields.get("full_name", fields.get("family_name"))
    if named is None:
        return "other", 0.0, _("No column of people's names was found.")
    facts = table.facts[named]
    known = sum(_WEIGHTS.get(name, 0.01) for name in fields)
    if not facts.filled and len(fields) > 2 and set(fields) & _PERSONAL:
        return "people", min(0.2, known), _("A list for people, not filled in.")
    if why := _why_not(grid, table, fields, named):
        return "other", 0.1, why
    surely = 0.6 + 0.4 * min(1.0, facts.known_name * 1.4)
    size = min(0.08, 0.02 * math.log10(1 + grid.height - table.first))
    score = min(1.0, known * surely * (1.0 if table.header >= 0 else 0.6) + size)
    return "people", score, _reason(table, len(fields))


def _why_not(  # noqa: PLR0911 - each reason in its place
    grid: Grid, table: Table, fields: dict[str, int], named: int
) -> str:
    """Say in words why a sheet with a column of names lists no members, or nothing."""
    facts = table.facts[named]
    own = len(set(fields) & _OF_WORKERS)
    if not (own > 2 and facts.distinct > 0.8) and (relation := _family(grid, table)):
        return relation
    if not facts.filled:
        return _("Nobody is named.")
    if facts.name < 0.5 or (facts.known_name < 0.15 and facts.distinct < 0.4):
        return _("The column headed as a name holds no people's names.")
    if facts.body > 0.4:
        return _("The names are of places or bodies.")
    if daily := _daily(grid, table, fields):
        return daily
    if table.header < 0:
        alone = len(fields) == len(grid.columns)
        many = facts.known_name >= 0.6 and facts.filled > 4 and (len(fields) > 1 or alone)
        told = many or bool(set(fields) & _SURELY_PERSONAL)
        return "" if told else _("No header and too little that tells people.")
    if _surely_named(table, named) and facts.distinct > 0.3:
        return ""
    personal = set(fields) & _PERSONAL
    code = fields.get("employee_number")
    if code is not None and plain_words(table.headers[code].own) in _GENERIC_CODES:
        personal.discard("employee_number")
    if facts.known_name < 0.3 and not personal:
        return _("The names are not of people.")
    return ""


_OF_WORKERS = frozenset({
    "employee_number", "identity_number", "hired_on", "joined_on", "contract_kind", "job",
    "department", "wage", "social_insurance_number", "official_number", "card_number",
})  # fmt: skip
"""With three of these a list is one of workers, though it names a relative of each."""

_SURELY_PERSONAL = frozenset({"identity_number", "born_on", "phone", "email", "sex"})
_PERSONAL = frozenset({
    "job", "union_post", "education", "identity_issued_on", "contract_kind",
    "identity_number", "born_on", "sex", "phone", "email", "employee_number",
    "birth_place_and_date", "sex_female_mark", "born_year", "born_if_male", "official_number",
    "joined_on", "hired_on", "card_number",
})  # fmt: skip


_GENERIC_NAMES = frozenset({
    "ten", "nama", "name", "names", "display name", "user name", "nhan vien", "employee",
    "karyawan", "",
})  # fmt: skip


_GENERIC_CODES = frozenset({"ma", "ma so", "id", "code", "kode", "no", "id no", "no id"})


def _surely_named(table: Table, column: int) -> bool:
    """Say whether the header over the names can only be one over people's names."""
    header = table.headers[column]
    best = next(iter(meanings_of(header)), None)
    return (
        best is not None
        and best.field in ("full_name", "family_name")
        and best.score > 0.85
        and plain_words(header.own) not in _GENERIC_NAMES
    )


def _daily(grid: Grid, table: Table, fields: dict[str, int]) -> str:
    """Say in words that a sheet is a log with one row per person and day, or nothing."""
    event = fields.get("event_on")
    key = next(
        (fields[n] for n in ("employee_number", "full_name", "given_name") if n in fields), None
    )
    if event is None or key is None:
        return ""
    below = zip(grid.columns[key][table.first :], grid.columns[event][table.first :], strict=True)
    pairs = [
        (text_of(who), text_of(day)) for who, day in below if not (is_blank(who) or is_blank(day))
    ]
    people = {who for who, _day in pairs}
    if len(pairs) < 4 or len(people) > 0.6 * len(pairs) or len(set(pairs)) < 1.5 * len(people):
        return ""
    return _("{rows} rows of {people} people, one row for each day: a log, not a list.").format(
        rows=len(pairs), people=len(people)
    )


def _reason(table: Table, count: int) -> str:
    if table.header < 0:
        return _("No header row: the values alone look like people. Check each column.")
    return _("Header in row {row}, {count} columns understood.").format(
        row=table.header + 1, count=count
    )


def _family(grid: Grid, table: Table) -> str:
    """Say in words that a sheet lists members of families, or nothing."""
    headers = [plain_words(header.shown) for header in table.headers]
    if any(_ANOTHERS_NAME.search(header) for header in headers) and any(
        map(_RELATION_HEADER.search, headers)
    ):
        return _("A list of members' families.")
    for column, header in enumerate(headers):
        if not _RELATION_HEADER.search(header):
            continue
        cells = [
            text_of(cell) for cell in grid.columns[column][table.first :] if not is_blank(cell)
        ]
        kin = sum(fold(text) in _RELATIONS for text in cells)
        if cells and kin >= 0.5 * len(cells):
            return _("A list of members' families.")
    return ""


@lru_cache(maxsize=1)
def _languages() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {"vi": set(), "id": set(), "ms": set()}
    for languages in import_resource("headers")["fields"].values():
        for language, texts in languages.items():
            if language in words:
                words[language].update(plain_words(text) for text in texts)
    return {language: frozenset(listed) for language, listed in words.items()}


def country_of(headers: list[str], hint: str | None, names: list[str] | None = None) -> str:
    """Give the country whose words the headers use: VN, ID or MY.

    Letters that only Vietnamese has, in some of the people's ``names``, tell as much as words.
    """
    votes = dict.fromkeys(("vi", "id", "ms"), 0.0)
    for header in headers:
        plain = plain_words(header)
        for language, words in _languages().items():
            others = sum(plain in listed for listed in _languages().values())
            votes[language] += (plain in words) / max(1, others)
        votes["vi"] += any(
            letter in "ăâđêôơưĂÂĐÊÔƠƯ\u0300" or "\u1ea0" <= letter <= "\u1ef9" for letter in header
        )
    modern = sum(
        any(letter in "ăđơưĂĐƠƯ" or "\u1ea0" <= letter <= "\u1ef9" for letter in name)
        for name in names or ()
    )
    votes["vi"] += 8.0 * modern / len(names) if names else 0.0
    if hint in votes:
        votes[hint] += 0.5
    best = max(votes, key=lambda language: votes[language])
    return {"vi": "VN", "id": "ID", "ms": "MY"}[best] if votes[best] else "VN"
