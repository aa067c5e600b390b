# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - measures of likeness stand where they are weighed
"""What the values of a column look like, and how well they fit a field."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from unionbook.domain import names
from unionbook.domain.dates import read_date
from unionbook.domain.folding import fold
from unionbook.domain.word_lists import folded_choices
from unionbook.excel import legacy
from unionbook.excel.grid import Cell, is_blank

PLACEHOLDER = re.compile(
    r"[\s\-\u2013_.,;:/\\?*'\"`~=\u2026\u2014]*|n/?a|nil|null|none|x{3,}", re.IGNORECASE
)
_CODE = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9Đđ][A-Za-z0-9Đđ./_\-]{0,24}")
_PHONE = re.compile(r"\(?\+?\(?0?\d[\d\s.\-()/;,+]{7,40}")
_MARKS = frozenset(
    {"x", "v", "✓", "✔", "1", "1.0", "nữ", "nu", "yes", "co", "có", "true", "p", "l", "√", "ü"}
)
_SUM = re.compile(
    r"(?:rp\.?|vnd|\$)?\s*\d{1,3}(?:[.,\s]\d{3})+(?:[.,]\d{1,2})?(?:\s*(?:đ|d|vnd|vnđ|đồng|,-))?|\d{5,9}",
    re.IGNORECASE,
)
_LONGEST_CHOICE = 60
_LOOKED_AT = 200
"""So much of a text is looked at: the longest address, and no more of what would be a trap."""
_NOT_LATIN = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class ColumnFacts:
    """Shares (0 to 1) of a column's filled sample cells that look like one kind or another."""

    filled: int = 0
    share_filled: float = 0.0
    distinct: float = 0.0
    name: float = 0.0
    known_name: float = 0.0
    single_word: float = 0.0
    letters: float = 0.0
    date: float = 0.0
    year: float = 0.0
    short_year: float = 0.0
    birth: float = 0.0
    sex: float = 0.0
    women: float = 0.0
    mark: float = 0.0
    identity: float = 0.0
    nik: float = 0.0
    phone: float = 0.0
    email: float = 0.0
    code: float = 0.0
    money: float = 0.0
    small_number: float = 0.0
    rising: float = 0.0
    number: float = 0.0
    status: float = 0.0
    contract: float = 0.0
    place_and_date: float = 0.0
    length: float = 0.0
    body: float = 0.0


def text_of(cell: Cell) -> str:
    """Give a cell as the text a person reads in it; whole numbers without a decimal point."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e22:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def sex_of(text: str) -> str:
    """Give the sex a word tells (``female`` or ``male``), or empty."""
    words = folded_choices("sex")
    plain = fold(text).strip(" .*:()")
    return words.get(plain) or words.get(_NOT_LATIN.sub(" ", plain).strip()) or ""


def facts_of(cells: list[Cell]) -> ColumnFacts:
    """Look at a sample of a column's cells."""
    texts = [
        (cell, legacy.repaired(text_of(cell)[:_LOOKED_AT])[0])
        for cell in cells
        if not is_blank(cell)
    ]
    texts = [(cell, text) for cell, text in texts if not PLACEHOLDER.fullmatch(text)]
    facts = ColumnFacts(filled=len(texts))
    if not texts:
        return facts
    facts.share_filled = len(texts) / max(1, len(cells))
    facts.distinct = len({fold(text) for _cell, text in texts}) / len(texts)
    count = len(texts)
    for cell, text in texts:
        _look(facts, cell, text)
    for share in (
        "name", "known_name", "single_word", "letters", "date", "year", "short_year", "birth",
        "sex", "women", "mark", "identity", "nik", "phone", "email", "code", "money",
        "small_number", "number", "status", "contract", "body", "place_and_date", "length",
    ):  # fmt: skip
        setattr(facts, share, getattr(facts, share) / count)
    facts.rising = _rising([cell for cell, _text in texts])
    return facts


def _look(facts: ColumnFacts, cell: Cell, text: str) -> None:
    facts.length += len(text)
    if isinstance(cell, dt.date):
        facts.date += 1
        facts.birth += 1925 <= cell.year <= dt.datetime.now(tz=dt.UTC).year - 13
        return
    folded = fold(text)
    digits = re.sub(r"[\s.\-']", "", text)
    sex = sex_of(text)
    facts.sex += sex != ""
    facts.women += sex == "female"
    facts.mark += folded in _MARKS
    facts.status += folded in folded_choices("status")
    facts.contract += _is_contract(folded)
    facts.email += "@" in text and "." in text
    if digits.isdigit() or isinstance(cell, (int, float)):
        _look_at_number(facts, cell, text, digits)
    else:
        _look_at_text(facts, text)
    facts.code += _CODE.fullmatch(text) is not None


def _is_contract(folded: str) -> bool:
    """Say whether a text is, or holds, a word for a kind of contract."""
    known = folded_choices("contract_kind")
    if folded in known or len(folded) > _LONGEST_CHOICE:
        return folded in known
    words = _NOT_LATIN.sub(" ", folded).split()
    if _contract_heads().isdisjoint(words):
        return False
    spaced = f" {' '.join(words)} "
    return any(f" {word} " in spaced for word in known if len(word) > 3)


@lru_cache(maxsize=1)
def _contract_heads() -> frozenset[str]:
    return frozenset(word.split()[0] for word in folded_choices("contract_kind") if len(word) > 3)


def _look_at_number(facts: ColumnFacts, cell: Cell, text: str, digits: str) -> None:
    facts.number += 1
    length = len(digits) if digits.isdigit() else 0
    facts.nik += length == 16
    facts.identity += length in (9, 11, 12, 16) or (length in (8, 10) and not isinstance(cell, str))
    facts.phone += (
        9 <= length <= 12
        and (digits[0] == "0" or (length in (9, 10, 11, 12) and digits[0] in "1356789"))
        and digits[:2] != "00"
    )
    facts.small_number += length <= 4 and digits.isdigit()
    facts.short_year += length == 2 and not "12" < digits < "50"
    if length == 4 and "1920" <= digits <= "2035":
        facts.year += 1
        facts.birth += digits <= "2012"
    if isinstance(cell, float | int):
        facts.money += abs(float(cell)) >= 10_000
        facts.date += 0.6 * (10_000 < float(cell) < 60_000)
        facts.birth += 0.6 * (10_000 < float(cell) < 41_000)
        return
    facts.money += _SUM.fullmatch(text) is not None
    if not text.isdigit() or length == 8:
        _look_at_date(facts, text)


def _look_at_text(facts: ColumnFacts, text: str) -> None:
    like = names.likeness(names.without_number(text))
    facts.name += like >= 0.2 and len(text) > 1
    facts.body += like > 0 and names.is_body(text)
    facts.known_name += like >= 0.6
    facts.single_word += " " not in text
    facts.letters += not any(letter.isdigit() for letter in text)
    facts.phone += _PHONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) > 8
    facts.money += _SUM.fullmatch(text) is not None
    facts.identity += re.fullmatch(r"[A-Z]{1,2}\d{6,8}", text) is not None
    if len(text) <= 40 and any(letter.isdigit() for letter in text):
        if _look_at_date(facts, text):
            return
        if "," in text or "/" in text or " " in text:
            head, _comma, tail = (
                text.replace("/", ",", 1).partition(",") if "," not in text else text.partition(",")
            )
            facts.place_and_date += bool(head and not head[0].isdigit() and read_date(tail).value)


def _look_at_date(facts: ColumnFacts, text: str) -> bool:
    reading = read_date(text)
    value = reading.value or read_date(text, month_first=True).value
    facts.date += bool(value)
    facts.birth += "1925" <= value[:4] <= "2012"
    return bool(value)


def _rising(cells: list[Cell]) -> float:
    """Give the share of neighbours that count up by one: row numbers do."""
    numbers = [
        int(text)
        for cell in cells
        if (text := text_of(cell).rstrip(".")).isdigit() and len(text) < 7
    ]
    if len(numbers) < 2:
        return 1.0 if numbers == [1] else 0.0
    steps = sum(
        0 < after - before <= 2 or after == 1 for before, after in itertools.pairwise(numbers)
    )
    return steps / (len(numbers) - 1) * len(numbers) / max(1, len(cells))


_DATE_FIELDS = frozenset(
    {"born_on", "identity_issued_on", "hired_on", "joined_on", "left_on", "event_on"}
)
_CODE_FIELDS = frozenset({
    "employee_number", "local_number", "official_number", "card_number", "contract_number",
    "social_insurance_number", "tax_number", "bank_account",
})  # fmt: skip
_WORDY = frozenset({
    "birth_place", "identity_issued_by", "nationality", "permanent_address", "present_address",
    "permanent_commune", "permanent_district", "permanent_province", "present_commune",
    "present_district", "present_province", "employer", "department", "job", "trade", "education",
    "union_post", "ethnicity", "religion", "bank_name",
})  # fmt: skip


NUMBERED = frozenset({
    "official_number", "card_number", "contract_number", "social_insurance_number", "tax_number",
    "bank_account",
})  # fmt: skip
"""Numbers given by a body: one without any digit does not exist."""


_LONG_NUMBERS = frozenset({"social_insurance_number", "tax_number"})


def fit(name: str, facts: ColumnFacts) -> float:
    """Say from 0 to 1 how well the values fit a field; an empty column fits half."""
    if not facts.filled:
        return 0.55
    if name in _DATE_FIELDS:
        return _date_fit(name, facts)
    if name in _CODE_FIELDS:
        return _code_fit(name, facts)
    if name in _WORDY:
        wrong = max(
            facts.date, facts.phone * facts.number, facts.email, facts.mark, facts.money, facts.sex
        )
        return 1.0 - 0.8 * wrong - 0.25 * facts.number * (facts.length < 3)
    shares = {
        "full_name": facts.name * (0.85 + 0.15 * facts.known_name),
        "family_name": facts.name, "given_name": facts.name, "middle_name": facts.name,
        "sex": facts.sex, "born_on": facts.date,
        "identity_number": _identity_share(facts),
        "phone": facts.phone, "phone_other": facts.phone, "email": facts.email,
        "wage": facts.money, "status": facts.status,
        "contract_kind": max(facts.contract, 0.3 * facts.letters),
        "birth_place_and_date": facts.place_and_date,
        "sex_female_mark": facts.mark, "sex_male_mark": facts.mark,
        "row_number": max(facts.small_number, 0.3) * (0.7 + 0.3 * min(1.0, 1.5 * facts.rising)),
        "born_day": facts.small_number, "born_month": facts.small_number,
        "born_year": max(facts.year, facts.small_number),
        "born_if_male": max(facts.date, facts.year), "born_if_female": max(facts.date, facts.year),
    }  # fmt: skip
    if name in shares:
        return _softened(shares[name])
    return 1.0


def _identity_share(facts: ColumnFacts) -> float:
    """Give the share of identity numbers; telephones are none, other codes are doubtful."""
    if facts.phone > 0.7 and facts.identity < 0.3:
        return 0.2
    return max(facts.identity, 0.6 * facts.code if facts.length >= 7 else 0.0)


def _softened(share: float) -> float:
    """Let a few odd values be: from nine tenths up it fits wholly."""
    return min(1.0, 0.1 + share)


def _date_fit(name: str, facts: ColumnFacts) -> float:
    share = max(facts.date, facts.year + facts.date)
    if name == "born_on" and facts.short_year > 0.9 and facts.rising < 0.5:
        return 0.9
    if name == "born_on":
        return _softened(min(1.0, share) * (0.6 + 0.4 * min(1.0, facts.birth / max(share, 0.01))))
    return _softened(min(1.0, share))


def _is_no_number(name: str, facts: ColumnFacts) -> bool:
    """Say whether a column only tells of a number: "đã trả", or a sum kept back for it."""
    worded = name in NUMBERED and max(facts.code, facts.number) < 0.3
    return worded or (name in _LONG_NUMBERS and facts.length < 7)


def _code_fit(name: str, facts: ColumnFacts) -> float:
    if facts.known_name > 0.5 or facts.date > 0.5 or _is_no_number(name, facts):
        return 0.2
    if facts.filled > 5 and facts.distinct < 0.5 and name != "contract_number":
        return 0.45
    share = max(facts.code, facts.number, 0.3)
    if name == "employee_number" and facts.nik > 0.5:
        return 0.6
    if name in ("employee_number", "official_number", "local_number") and facts.length > 40:
        return 0.2
    return _softened(share)
