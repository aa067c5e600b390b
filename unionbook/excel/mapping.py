# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""Which column holds which field: the words above it weighed with the values below it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from unionbook.excel.evidence import ColumnFacts, fit
from unionbook.excel.header_words import Meaning, meanings, plain_words, speaks_of_members
from unionbook.texts import gettext as _

_LEAST = 0.42
_SWAPPED = {"hired_on": "joined_on"}
_ONLY_UNHEADED = ("row_number", "wage", "employee_number", "born_on", "phone")
_NAME_PARTS = ("family_name", "middle_name", "given_name")
_INFERRED = (
    ("email", "email", 0.8, 0.6),
    ("born_on", "birth", 0.85, 0.42),
    ("sex", "sex", 0.9, 0.6),
    ("full_name", "known_name", 0.6, 0.5),
    ("identity_number", "identity", 0.9, 0.45),
    ("phone", "phone", 0.9, 0.45),
    ("row_number", "rising", 0.9, 0.4),
    ("wage", "money", 0.95, 0.35),
    ("employee_number", "code", 0.95, 0.35),
)
_BIRTHS = {"sex_male_mark": "born_if_male", "sex_female_mark": "born_if_female"}
_DAYS = frozenset({"ngay", "ng", "tanggal", "tgl", "day", "hari"})
_MONTHS = frozenset({"thang", "th", "bulan", "bln", "month"})
_UNHEADED = (("full_name", "name", 0.9, 0.4),)
"""Without a header: field, fact, the least share that says so, and the confidence it earns."""


@dataclass(frozen=True, slots=True)
class HeaderText:
    """What stands above a column: its own cell, and all cells over it joined from above."""

    own: str
    joined: str
    parts: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Give the header as the person is shown it."""
        return self.joined or self.own


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """The field chosen for a column, or None, with a confidence from 0 to 1 and the reason."""

    field: str | None
    confidence: float
    reason: str


@dataclass(slots=True)
class _Claim:
    column: int
    field: str
    score: float
    reason: str
    words: int
    """How many words the header of a day has: "Ngày vào Công đoàn" says more than "Ngày vào"."""


_UNKNOWN = ColumnChoice(None, 0.0, "")


def fingerprint(headers: list[str]) -> str:
    """Give a stable mark of a layout: the same headers in the same order have the same one."""
    folded = "\n".join(plain_words(header) for header in headers)
    return hashlib.sha256(folded.encode()).hexdigest()[:24]


def choose(
    headers: list[HeaderText], facts: list[ColumnFacts], *, title: str = "", headed: bool = True
) -> list[ColumnChoice]:
    """Choose a field for each column; a field goes to the column with the better evidence.

    ``headed`` is false for a sheet without a header row: then the values alone decide.
    """
    members = any(speaks_of_members(text) for text in [title, *(h.shown for h in headers)])
    claims = [
        claim
        for column, header in enumerate(headers)
        for claim in _claims(column, header, facts[column], members=members)
    ]
    chosen = _greedy(claims, len(headers))
    chosen = _settle_births(_births_in_three(chosen, headers, facts))
    chosen = _settle_names(chosen, headers, facts)
    chosen = _infer(chosen, headers, facts, headed=headed)
    return [_explained(choice, facts[c]) for c, choice in enumerate(chosen)]


def meanings_of(header: HeaderText) -> list[Meaning]:
    """Give what a header of one or more rows may mean, the joined text first."""
    joined = list(meanings(header.joined))
    if joined and joined[0].field == "ignore" and header.joined != header.own:
        return joined
    known = {meaning.field: meaning for meaning in joined}
    lower = [" ".join(header.parts[start:]) for start in range(1, len(header.parts))]
    for step, text in enumerate(dict.fromkeys([*lower, header.own]), 1):
        for meaning in meanings(text) if text != header.joined else ():
            if meaning.score - 0.03 * step > known.get(meaning.field, _NOTHING).score:
                known[meaning.field] = replace(meaning, score=meaning.score - 0.03 * step)
    return sorted(known.values(), key=lambda meaning: -meaning.score)


_NOTHING = Meaning("", 0.0, "")


def _claims(column: int, header: HeaderText, facts: ColumnFacts, *, members: bool) -> list[_Claim]:
    claims = []
    found = meanings_of(header)
    length = len(plain_words(header.own).split())
    fields = {meaning.field for meaning in found}
    for meaning in (_of_births(one, facts) for one in found):
        score = meaning.score
        if members and meaning.field in _SWAPPED and _SWAPPED[meaning.field] in fields:
            score -= 0.08
        fitting = fit(meaning.field, facts)
        reason = _("The header means “{known}”.").format(known=meaning.known)
        words = length if meaning.field.endswith("_on") else 0
        claims.append(_Claim(column, meaning.field, round(score * fitting, 3), reason, words))
    return claims


def _of_births(meaning: Meaning, facts: ColumnFacts) -> Meaning:
    """Take "Nam" or "Nữ" over years for the births of men or of women."""
    if meaning.field in _BIRTHS and max(facts.year, facts.date, facts.short_year) > 0.7:
        return replace(meaning, field=_BIRTHS[meaning.field])
    return meaning


def _greedy(claims: list[_Claim], width: int) -> list[ColumnChoice]:
    chosen = [_UNKNOWN] * width
    taken: set[str] = set()
    settled: set[int] = set()
    for claim in sorted(claims, key=lambda c: (-c.score, -c.words, c.column)):
        if claim.column in settled or claim.score < _LEAST:
            continue
        if claim.field == "ignore":
            settled.add(claim.column)
            chosen[claim.column] = ColumnChoice(
                None, 0.0, _("A column that is no field of a member.")
            )
            continue
        if claim.field in taken:
            chosen[claim.column] = ColumnChoice(
                None, 0.0, _("Another column fits this field better.")
            )
            continue
        taken.add(claim.field)
        settled.add(claim.column)
        chosen[claim.column] = ColumnChoice(claim.field, claim.score, claim.reason)
    return chosen


def _births_in_three(
    chosen: list[ColumnChoice], headers: list[HeaderText], facts: list[ColumnFacts]
) -> list[ColumnChoice]:
    """Take "Ngày" and "Tháng" before a year of birth for the birthday's day and month."""
    for year in range(2, len(chosen)):
        day, month = year - 2, year - 1
        if (
            chosen[year].field in ("born_on", "born_year")
            and facts[year].year > 0.7
            and chosen[day].field is chosen[month].field is None
            and plain_words(headers[day].own) in _DAYS
            and plain_words(headers[month].own) in _MONTHS
            and min(facts[day].small_number, facts[month].small_number) > 0.7
        ):
            reason = _("Day, month and year stand in three columns.")
            for column, name in ((day, "born_day"), (month, "born_month"), (year, "born_year")):
                chosen[column] = ColumnChoice(name, 0.7, reason)
            break
    return chosen


def _settle_births(chosen: list[ColumnChoice]) -> list[ColumnChoice]:
    """Tell "Năm" (year) from "Nam" (men), alike without accents, by the columns beside."""
    fields = {choice.field for choice in chosen}
    if "born_if_female" in fields and not fields & {"born_day", "born_month"}:
        swap = {"born_year": "born_if_male"}
    elif fields & {"born_day", "born_month"}:
        swap = {"born_if_male": "born_year"}
    else:
        return chosen
    return [replace(choice, field=swap.get(choice.field or "", choice.field)) for choice in chosen]


def _settle_names(
    chosen: list[ColumnChoice], headers: list[HeaderText], facts: list[ColumnFacts]
) -> list[ColumnChoice]:
    """Put names that stand in two columns together, and parts that stand alone into one."""
    place = {choice.field: column for column, choice in enumerate(chosen) if choice.field}
    full, family, given = (place.get(key) for key in ("full_name", "family_name", "given_name"))
    if family is not None and full is not None and given is None:
        return _full_beside_family(chosen, headers, facts, full, family)
    if family is None and full is not None and (beside := _second_half(full, headers, facts)):
        reason = _("The given name stands in a column of its own.")
        chosen[full] = ColumnChoice("family_name", chosen[full].confidence, reason)
        chosen[beside] = ColumnChoice("given_name", 0.7, reason)
    elif family is not None and full is None and given is None:
        if (beside := _second_half(family, headers, facts)) is not None:
            chosen[beside] = ColumnChoice("given_name", 0.6, _("The given name has no header."))
        else:
            chosen[family] = replace(chosen[family], field="full_name")
    elif given is not None and full is None and family is None:
        chosen[given] = replace(chosen[given], field="full_name")
    elif full is not None:
        for part in (family, given, place.get("middle_name")):
            if part is not None and facts[full].filled:
                chosen[part] = ColumnChoice(None, 0.0, _("The full name stands in another column."))
    return chosen


def _full_beside_family(
    chosen: list[ColumnChoice],
    headers: list[HeaderText],
    facts: list[ColumnFacts],
    full: int,
    family: int,
) -> list[ColumnChoice]:
    could_be_given = any(m.field == "given_name" for m in meanings_of(headers[full]))
    if could_be_given or facts[full].single_word > 0.7:
        chosen[full] = replace(chosen[full], field="given_name")
    elif facts[full].filled:
        chosen[family] = ColumnChoice(None, 0.0, _("The full name stands in another column."))
    return chosen


def _second_half(column: int, headers: list[HeaderText], facts: list[ColumnFacts]) -> int | None:
    """Find the column beside a name that holds one word each under no header of its own."""
    beside = column + 1
    if beside >= len(headers):
        return None
    own = headers[beside].own
    same = not own or plain_words(own) == plain_words(headers[column].own)
    words = facts[beside]
    fits = words.name > 0.8 and words.single_word > 0.75 and words.share_filled > 0.6
    fits = fits and words.distinct > 0.25
    return beside if same and fits and facts[column].single_word < 0.8 else None


def _infer(
    chosen: list[ColumnChoice], headers: list[HeaderText], facts: list[ColumnFacts], *, headed: bool
) -> list[ColumnChoice]:
    """Give columns without a known header the field that their values show beyond doubt."""
    taken = {choice.field for choice in chosen if choice.field}
    if taken & set(_NAME_PARTS):
        taken.add("full_name")
    if taken & {"born_year", "birth_place_and_date", "born_if_male", "born_if_female"}:
        taken.add("born_on")
    if taken & {"sex_female_mark", "sex_male_mark", "born_if_male", "born_if_female"}:
        taken.add("sex")
    for field, fact, least, confidence in _INFERRED if headed else (*_INFERRED, *_UNHEADED):
        if field in taken or (headed and field in _ONLY_UNHEADED):
            continue
        column = _column_showing(chosen, headers, facts, (field, fact, least))
        if column is None:
            continue
        taken.add(field)
        known = bool(headers[column].shown) and headed
        reason = (
            _("The values look like this field.") if known else _("No header: the values decide.")
        )
        chosen[column] = ColumnChoice(field, round(confidence - 0.1 * known, 2), reason)
    return chosen


def _column_showing(
    chosen: list[ColumnChoice],
    headers: list[HeaderText],
    facts: list[ColumnFacts],
    shown: tuple[str, str, float],
) -> int | None:
    """Find the free column whose values show a field most clearly."""
    field, fact, least = shown
    different = 0.7 if fact == "name" else 0.3 if field == "full_name" else 0.0
    free = [
        (getattr(facts[c], fact) * facts[c].share_filled, -c)
        for c in range(len(chosen))
        if chosen[c].field is None
        and _may_infer(headers[c], field)
        and getattr(facts[c], fact) >= least
        and facts[c].share_filled > 0.5
        and facts[c].distinct >= different
        and (field != "sex" or _tells_sexes(headers[c], facts[c]))
    ]
    return -max(free)[1] if free else None


def _tells_sexes(header: HeaderText, facts: ColumnFacts) -> bool:
    """Say whether marks are those of both sexes: "P" everywhere may be a day's leave as well."""
    known = facts.women / facts.sex if facts.sex else 0.0
    return 0.0 < known < 1.0 or (not header.shown and facts.length > 2.0)


def _may_infer(header: HeaderText, field: str) -> bool:
    """Let the values decide only where the header does not speak of something else."""
    if not header.shown:
        return True
    if header.own.isdigit():
        return False
    found = meanings_of(header)
    return (not found and field in ("email", "sex", "full_name")) or any(
        m.field == field for m in found
    )


def _explained(choice: ColumnChoice, facts: ColumnFacts) -> ColumnChoice:
    if choice.field and not facts.filled:
        return replace(choice, reason=choice.reason + " " + _("The column is empty."))
    return choice
