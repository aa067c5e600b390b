# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLR2004 - lengths and code points are what they are
"""One cell made the canonical value of a field, with what is to be said about it.

What cannot be understood gives an empty value and the reason, never a guess.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain import amounts, dates, identity, names, phones
from unionbook.domain.fields import BY_NAME, Kind
from unionbook.domain.folding import fold
from unionbook.domain.word_lists import folded_choices
from unionbook.excel import legacy
from unionbook.excel.evidence import NUMBERED, PLACEHOLDER, text_of
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.excel.grid import Cell

Value = str | int
_FORMULA_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)"
)
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff]|_x000[0-9A-Fa-f]_"
)
_MOST_TEXT = 4_000
_LONGEST = 120
_DAY_AND_MONTH = re.compile(r"\b\d{1,2}[\s.\-]*[^\W\d]+$")
"""No date, number or choice is longer; a pattern is not tried on more."""
_EXACT = 10**15
_TWO_DIGITS = re.compile(r"'?\d{2}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one cell became: the value (``""`` where none) and what is to be said about it.

    ``more`` holds values for other fields found in the same cell.
    """

    value: Value = ""
    repair: str = ""
    problem: str = ""
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Customs:
    """How this sheet writes: its country, whether months come first, from when dates count."""

    country: str = "VN"
    month_first: bool = False
    latest_year: int = 2100
    earliest_year: int = 1900


_BLANK = Outcome()


def in_old_encoding(name: str) -> str:
    """Say in words that a text was in an old encoding."""
    return _("The text was in the old encoding {name} and was made Unicode.").format(name=name)


def kind_of_field(name: str) -> Kind | None:
    """Give what a field holds, the import's own fields included."""
    if name in BY_NAME:
        return BY_NAME[name].kind
    if name in ("family_name", "given_name", "middle_name", "title"):
        return Kind.NAME
    return None


def reader_of(name: str, customs: Customs) -> Callable[[Cell], Outcome]:
    """Give the function that reads one cell of a field."""
    kind = kind_of_field(name)
    if name == "born_on":
        return lambda cell: read_date_cell(cell, customs, birth=True)
    if name == "identity_number":
        return read_identity_cell
    if name == "birth_place_and_date":
        return lambda cell: read_place_and_date(cell, customs, ("birth_place", "born_on"))
    if name == "identity_issued_on_and_by":
        return lambda cell: read_place_and_date(
            cell, customs, ("identity_issued_by", "identity_issued_on")
        )
    if name in ("born_if_male", "born_if_female"):
        return lambda cell: read_date_cell(cell, customs, birth=True)
    by_kind: dict[Kind | None, Callable[[Cell], Outcome]] = {
        Kind.DATE: lambda cell: read_date_cell(cell, customs),
        Kind.PHONE: lambda cell: read_phone_cell(cell, customs),
        Kind.EMAIL: read_email_cell,
        Kind.MONEY: read_wage_cell,
        Kind.CHOICE: lambda cell: read_choice_cell(name, cell),
        Kind.NUMBER_CODE: read_number_cell if name in NUMBERED else read_code_cell,
        Kind.NAME: read_name_cell,
    }
    return by_kind.get(kind, read_text_cell)


def plain_text(cell: Cell) -> tuple[str, str]:
    """Give a cell's text, old encodings repaired and spaces tidied, and the repair in words."""
    raw = text_of(cell)
    if raw.isascii() and not _CONTROLS.search(raw):
        tidy = " ".join(raw.split())
        return ("", "") if PLACEHOLDER.fullmatch(tidy) else (tidy, "")
    text, encoding = legacy.repaired(raw)
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    text = " ".join(text.split())
    if PLACEHOLDER.fullmatch(text):
        return "", ""
    if encoding:
        return text, in_old_encoding(encoding)
    return text, _("Invisible or separate marks were put in order.") if text != " ".join(
        raw.split()
    ) else ""


def _is_error(text: str) -> bool:
    return text.startswith("#") and _FORMULA_ERROR.fullmatch(text) is not None


def formula_error() -> str:
    """Say that a formula failed."""
    return _("The cell holds a formula error.")


def read_text_cell(cell: Cell) -> Outcome:
    """Read free text; numbers become their digits, dates their ISO form."""
    text, repair = plain_text(cell)
    if _is_error(text):
        return Outcome(problem=formula_error())
    if text == "0":
        return _BLANK
    if len(text) > _MOST_TEXT:
        return Outcome(text[:_MOST_TEXT], repair=_("A very long text was cut."))
    return Outcome(text, repair=repair)


def read_name_cell(cell: Cell) -> Outcome:
    """Read a person's name: kept as the office wrote it, only tidied."""
    text, repair = plain_text(cell)
    if _is_error(text):
        return Outcome(problem=formula_error())
    text = text.strip("'\"`*,;:_ ").rstrip("- ")
    if not isinstance(cell, str) or not any(map(str.isalpha, text)):
        return (
            Outcome(problem=_("“{text}” is not a name.").format(text=text[:60]))
            if text not in ("", "0")
            else _BLANK
        )
    if text.endswith(".") and " " not in text[-4:]:
        text = text if "," in text else text.rstrip(".")
    bare, sex = names.without_address(names.without_number(text))
    if bare != text:
        repair = _("What stood before the name was left out.")
    return Outcome(bare, repair=repair, more=(("sex", sex),) if sex else ())


def read_date_cell(cell: Cell, customs: Customs, *, birth: bool = False) -> Outcome:
    """Read a date; a birth needs a year in which a living worker can have been born."""
    if isinstance(cell, dt.date):
        value = cell.isoformat()[:10]
        return _date_outcome(value, "", value, customs, birth=birth)
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return _BLANK
    text, _repair = plain_text(cell)
    if not text or text == "0" or _is_error(text):
        return Outcome(problem=formula_error()) if text.startswith("#") else _BLANK
    return _date_from_text(cell, text, customs, birth=birth)


def _date_from_text(cell: Cell, text: str, customs: Customs, *, birth: bool) -> Outcome:
    if len(text) > _LONGEST:
        return Outcome(problem=_("“{text}” is not a date.").format(text=text[:40]))
    if isinstance(cell, int | float) and (value := dates.from_serial(float(cell))):
        return _date_outcome(
            value, _("A number was read as Excel's day number."), text, customs, birth=birth
        )
    latest = customs.latest_year - 12 if birth else customs.latest_year
    if birth and _TWO_DIGITS.fullmatch(text):
        value = str(dates.full_year(int(text[-2:]), latest))
        return _date_outcome(value, _("Two digits were read as a year."), text, customs, birth=True)
    reading = dates.read_date(text, latest_year=latest, month_first=customs.month_first)
    if not reading.value:
        return Outcome(problem=_("“{text}” is not a date.").format(text=text[:40]))
    repair = _("The date was understood from words or parts.") if reading.repaired else ""
    return _date_outcome(reading.value, repair, text, customs, birth=birth)


def _date_outcome(value: str, repair: str, text: str, customs: Customs, *, birth: bool) -> Outcome:
    year = int(value[:4])
    if value in ("1900-01-01", "1899-12-30", "1899-12-31", "1900-01-00"):
        return _BLANK
    latest = customs.latest_year if birth else customs.latest_year + 10
    if not customs.earliest_year <= year <= latest:
        return Outcome(problem=_("“{text}” is no date of a living person.").format(text=text[:40]))
    return Outcome(value, repair=repair)


def read_identity_cell(cell: Cell) -> Outcome:
    """Read an identity number; the kind of paper comes along."""
    if isinstance(cell, dt.date | dt.time | dt.timedelta | bool):
        return Outcome(problem=_("A date stands where an identity number should."))
    text, _repair = plain_text(cell)
    if not text or not text.strip("0. "):
        return _BLANK
    if _is_error(text) or len(text) > _LONGEST:
        return Outcome(
            problem=formula_error() if _is_error(text) else _("This is not an identity number.")
        )
    numeric = isinstance(cell, int | float)
    reading = identity.read_identity(text, numeric=numeric)
    if reading.problem:
        return Outcome(problem=reading.problem)
    problem = _lost_digits(cell) if numeric else ""
    if problem and len(reading.number) > 16:
        return Outcome(problem=problem)
    return Outcome(reading.number, reading.repair, problem)


def _lost_digits(cell: Cell) -> str:
    """Say that Excel kept only 15 digits of a number, where the number shows it."""
    if not isinstance(cell, float) or cell < _EXACT:
        return ""
    if not cell < 1e20:
        return _("This is not a number of a person.")
    digits = str(int(cell))
    if int(cell) % 10 ** (len(digits) - 15) == 0 or len(digits) > 16:
        return _("Excel keeps 15 digits of a number: check the last ones.")
    return ""


def read_code_cell(cell: Cell) -> Outcome:
    """Read a number that is a code: digits exact, zeros kept, nothing rounded."""
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return _BLANK
    text, repair = plain_text(cell)
    if _is_error(text):
        return Outcome(problem=formula_error())
    if not text or text == "0":
        return _BLANK
    problem = _lost_digits(cell)
    if problem and len(text) > 16:
        return Outcome(problem=problem)
    joined = text.replace(" ", "")
    if joined.isdigit() and len(joined) >= 15 and joined != text:
        return Outcome(joined, _("The spaces inside the number were left out."), problem)
    return Outcome(text.strip("'`"), repair, problem)


def read_number_cell(cell: Cell) -> Outcome:
    """Read a number given by a body: words in its place ("chưa có") are no number."""
    outcome = read_code_cell(cell)
    if outcome.value == "" or any(map(str.isdigit, str(outcome.value))):
        return outcome
    return Outcome(problem=_("“{text}” holds no number.").format(text=str(outcome.value)[:40]))


def read_phone_cell(cell: Cell, customs: Customs) -> Outcome:
    """Read telephone numbers; a second one, or an e-mail in their place, comes along."""
    text, _repair = plain_text(cell)
    if not text or not text.strip("0+-. "):
        return _BLANK
    if _is_error(text) or len(text) > _LONGEST:
        return Outcome(
            problem=formula_error() if _is_error(text) else _("This is not a telephone number.")
        )
    if "@" in text:
        address, problem = phones.read_email(text)
        moved = (("email", address),) if address else ()
        return Outcome(
            "",
            _("An e-mail address stood among the telephones.") if address else "",
            problem,
            moved,
        )
    reading = phones.read_phones(text, country=customs.country)
    if reading.problem:
        return Outcome(problem=_("“{text}” is not a telephone number.").format(text=text[:40]))
    more = tuple(("phone_other", number) for number in reading.numbers[1:])
    return Outcome(reading.numbers[0], reading.repair, more=more)


def read_email_cell(cell: Cell) -> Outcome:
    """Read an e-mail address."""
    text, _repair = plain_text(cell)
    if len(text) > 2 * _LONGEST:
        return Outcome(problem=_("This is not an e-mail address."))
    if _is_error(text):
        return Outcome(problem=formula_error())
    if not text or text == "0":
        return _BLANK
    if "@" not in text and text.replace(" ", "").replace(".", "").isdigit():
        found = phones.read_phones(text).numbers
        if found:
            return Outcome(
                "", _("A telephone number stood among the e-mails."), more=(("phone", found[0]),)
            )
    address, problem = phones.read_email(text)
    changed = address and address != text
    return Outcome(address, _("The e-mail address was tidied.") if changed else "", problem)


def read_wage_cell(cell: Cell) -> Outcome:
    """Read a sum of money into a whole number."""
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return Outcome(problem=_("This is not a sum of money."))
    if isinstance(cell, int | float):
        reading = amounts.amount_of_number(cell)
    else:
        text, _repair = plain_text(cell)
        if not text:
            return _BLANK
        if _is_error(text):
            return Outcome(problem=formula_error())
        if len(text) > _LONGEST:
            return Outcome(problem=_("This is not a sum of money."))
        reading = amounts.read_amount(text)
    if reading.amount is None:
        return Outcome(problem=reading.problem)
    return Outcome(reading.amount, reading.repair) if reading.amount else _BLANK


def read_choice_cell(name: str, cell: Cell) -> Outcome:
    """Read one of a field's choices from the words offices use for it."""
    text, _repair = plain_text(cell)
    if not text or text == "0":
        return _BLANK
    if _is_error(text):
        return Outcome(problem=formula_error())
    text = text[:_LONGEST]
    words = folded_choices(name)
    plain = fold(text).strip(" .*:()")
    found: str | None = words.get(plain) or words.get(re.sub(r"[^a-z0-9]+", " ", plain).strip())
    if found is None and plain in BY_NAME[name].choices:
        found = plain
    if found is None and name != "sex":
        found = _by_part(plain, words)
    if found is None:
        return Outcome(problem=_("“{text}” is none of the known choices.").format(text=text[:40]))
    return Outcome(found)


def _by_part(plain: str, words: dict[str, str]) -> str | None:
    """Find the longest known text inside another: "nghỉ việc từ 1/6" is "nghỉ việc"."""
    spaced = f" {re.sub(r'[^a-z0-9]+', ' ', plain)} "
    inside = [known for known in words if len(known) > 3 and f" {known} " in spaced]
    return words[max(inside, key=len)] if inside else None


def read_place_and_date(cell: Cell, customs: Customs, into: tuple[str, str]) -> Outcome:
    """Read "Bandung, 12-08-1990": a place and a date in one cell."""
    if isinstance(cell, dt.date):
        return Outcome(more=((into[1], cell.isoformat()[:10]),))
    text, repair = plain_text(cell)
    if not text or len(text) > _LONGEST:
        why = _("“{text}” holds no place and date.").format(text=text[:40])
        return Outcome(problem=why) if text else _BLANK
    birth = into[1] == "born_on"
    for match in re.finditer(r"[,;/\-\s(]+", text):
        before, after = text[: match.start()], text[match.end() :]
        for date_part, place in ((after, before), (before, after)):
            found = _date_in(date_part, customs, birth=birth)
            if found and not _is_part_of_date(place, found):
                bare = place.strip(" ,;/-()")
                more = ((into[1], found), (into[0], bare)) if bare else ((into[1], found),)
                return Outcome("", repair, more=more)
    whole = read_date_cell(text, customs, birth=birth).value
    if whole:
        return Outcome(more=((into[1], str(whole)),))
    if any(map(str.isdigit, text)):
        return Outcome(problem=_("“{text}” holds no place and date.").format(text=text[:40]))
    return Outcome(more=((into[0], text),))


def _is_part_of_date(place: str, found: str) -> bool:
    """Say whether a day and a month stand in the place: "Denpasar, 30 Feb" beside "1992"."""
    place = place.strip(" ,;/-()")
    if any(map(str.isdigit, place[-4:])):
        return True
    return len(found) == len("1992") and _DAY_AND_MONTH.search(place) is not None


def _date_in(text: str, customs: Customs, *, birth: bool) -> str:
    if not any(map(str.isdigit, text)):
        return ""
    return str(read_date_cell(text.strip(" )"), customs, birth=birth).value)
