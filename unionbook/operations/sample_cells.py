# SPDX-License-Identifier: Apache-2.0
"""Cells of the messy list: one value written in the many ways offices write it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.operations.sample_people import SamplePerson

# TCVN 5712:1993 (VN3): the letters, and the byte each has, shown as a Latin letter by Excel.
_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_BYTES = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"  # noqa: RUF001 - they look so
_LEGACY = str.maketrans(_LETTERS, _BYTES)
_ISO_DAY = 10
_PLAIN, _CAPITALS = ".VnTime", ".VnTimeH"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as Excel holds it, and its font where that matters."""

    value: object
    font: str = ""


def legacy(text: str) -> str:
    """Give what a Unicode program shows of a text in TCVN3 ("Họ và tên": "Hä vµ tªn")."""
    return unicodedata.normalize("NFC", text).translate(_LEGACY)


def can_be_legacy(text: str) -> bool:
    """Whether TCVN3 has all letters: capitals with a tone have no byte of their own."""
    composed = unicodedata.normalize("NFC", text)
    return all(letter.isascii() or letter in _LETTERS for letter in composed)


class CellWriter:
    """Writes people into rows, each value a little differently from row to row."""

    def __init__(self, branch: Mapping[str, Any]) -> None:
        self.branch = branch
        self.spec = branch["list"]
        self._row = 0

    def row(self, person: SamplePerson, ordinal: int, *, nameless: bool = False) -> list[Cell]:
        """Give the cells of a person in the order of the list's columns."""
        self._row += 1
        wanted = [column["value"] for column in self.spec["columns"]]
        values = dict(person.values)
        if nameless:
            values["full_name"] = ""
        return [self._cell(name, values, ordinal) for name in wanted]

    def _cell(self, name: str, values: Mapping[str, object], ordinal: int) -> Cell:
        if name == "ordinal":
            return Cell(ordinal)
        if name == "shirt":
            sizes = self.spec["shirts"]
            return Cell(sizes[self._row * 3 % len(sizes)])
        if name == "remark":
            return Cell(self.spec["remarks"].get(values.get("remark")))
        write = getattr(self, f"_{name}", None)
        value = values.get(name, "")
        return write(value) if write else Cell(value or None)

    def _full_name(self, value: str) -> Cell:
        is_old = self.spec["legacy_fonts"] and self._row % 8 == 3  # noqa: PLR2004 - every eighth
        if is_old and can_be_legacy(value):
            if self._row % 3 == 0:
                return Cell(legacy(value.lower()), _CAPITALS)
            return Cell(legacy(value), _PLAIN)
        ways = {
            2: value.replace(" ", "  ", 1),
            5: f"{value}\xa0",
            6: unicodedata.normalize("NFD", value),
            9: f" {value} ",
        }
        return Cell(ways.get(self._row % 11, value) or None)

    def _sex(self, value: str) -> Cell:
        word = self.spec["sexes"][value]
        return Cell(word.lower() if self._row % 7 == 1 else word)

    def _identity_number(self, value: str) -> Cell:
        spaced = f"{value[:3]} {value[3:6]} {value[6:]}"
        ways: dict[int, object] = {0: spaced, 1: f"'{value}", 2: f"{value[:6]}.{value[6:]}"}
        if value.startswith("0"):  # a number cell loses the zero of a Vietnamese number
            ways |= {3: int(value), 4: int(value), 5: float(value)}
        return Cell(ways.get(self._row % 8, value))

    def _phone(self, value: str) -> Cell:
        dotted = f"{value[:4]}.{value[4:7]}.{value[7:]}"
        ways: dict[int, object] = {
            0: int(value),
            1: dotted,
            2: dotted.replace(".", " "),
            3: int(value),
        }
        return Cell(ways.get(self._row % 6, value))

    def _born_on(self, value: str) -> Cell:
        if len(value) < _ISO_DAY:
            return Cell(f"  /  /{value}" if self._row % 2 else int(value))
        return self._day(value)

    def _joined_on(self, value: str) -> Cell:
        return self._day(value)

    def _identity_issued_on(self, value: str) -> Cell:
        return self._day(value)

    def _day(self, value: str) -> Cell:
        if not value:
            return Cell(None)
        day = date.fromisoformat(value)
        months = self.spec["months"]
        ways: dict[int, object] = {
            0: f"{day:%d/%m/%Y}",
            1: f"{day.day}/{day.month}/{day.year}",
            2: f"{day.day} {months[day.month - 1]} {day.year}" if months else f"{day:%d.%m.%Y}",
            3: f"{day:%d-%m-%Y}",
        }
        return Cell(ways.get(self._row % 6, day))

    def _department(self, value: str) -> Cell:
        return Cell(value.upper() if self._row % 10 == 7 else value)  # noqa: PLR2004 - every tenth

    def _wage(self, value: int) -> Cell:
        dotted = f"{value:,}".replace(",", ".")
        return Cell({1: dotted, 2: f"{value:,}", 4: f"{dotted} "}.get(self._row % 9, value))
