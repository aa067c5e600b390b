# SPDX-License-Identifier: Apache-2.0
"""Workbooks as other programs than Excel write them, made by hand part by part."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from . import xlsx
from .model import EMPTY, Expected, Fixture, Sheet, letter
from .people import Person, vietnamese
from .tables import also, as_file

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["STT", "Mã NV", "Họ và tên", "Ngày sinh", "Số CCCD", "Lương"]
FIELDS = {
    "A": None, "B": "employee_number", "C": "full_name", "D": "born_on", "E": "identity_number",
    "F": "wage",
}  # fmt: skip


def serial(day: dt.date) -> int:
    """Give the number by which Excel keeps a day."""
    return day.toordinal() - dt.date(1899, 12, 30).toordinal()


def values(person: Person) -> dict[str, Any]:
    """Give what the register must hold."""
    names = ("employee_number", "full_name", "born_on", "identity_number", "wage")
    return {name: getattr(person, name) for name in names}


def expect(people: list[Person], first: int = 2, **more: Any) -> Expected:
    """Give the expectation for people from row ``first`` on, under the usual header."""
    rows = {first + n: values(person) for n, person in enumerate(people)}
    return Expected(**{"people": rows, "header_row": first - 1, "fields": FIELDS, **more})


def person_row(row: int, person: Person) -> str:
    """Give a person's row as XML, the birth date as a dated number."""
    cells = [row - 1, person.employee_number, person.full_name, None, person.identity_number]
    inner = "".join(xlsx.cell(f"{letter(n)}{row}", value) for n, value in enumerate(cells, 1))
    day = xlsx.cell(f"D{row}", serial(person.born), style=1)
    before, _, after = inner.partition(f'<c r="E{row}"')
    wage = xlsx.cell(f"F{row}", person.wage)
    return f'<row r="{row}">{before}{day}<c r="E{row}"{after}{wage}</row>'


def header_row(row: int = 1) -> str:
    """Give the usual header as XML."""
    cells = "".join(xlsx.cell(f"{letter(n)}{row}", text) for n, text in enumerate(HEADER, 1))
    return f'<row r="{row}">{cells}</row>'


def body(people: list[Person]) -> str:
    """Give the usual sheet's data as XML."""
    rows = "".join(person_row(n, person) for n, person in enumerate(people, 2))
    return f"<sheetData>{header_row()}{rows}</sheetData>"


def _made(name: str, expected: Expected, inner: str, **more: Any) -> Fixture:
    def build(folder: Path) -> Path:
        sheets = {"Sheet1": xlsx.worksheet(inner, strict=bool(more.get("strict")))}
        return xlsx.package(folder / name, sheets, **{"styles": xlsx.DATE_STYLES, **more})

    return Fixture(name, build, expected)


def _huge_used_range() -> Fixture:
    people = vietnamese(791, 100)
    rows = "".join(person_row(n, person) for n, person in enumerate(people, 2))
    empty = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{column}{n}" s="1"/>' for column in "ABCDEF") + "</row>"
        for n in range(793, 51_736)
    )
    inner = f'<dimension ref="A1:P51735"/><sheetData>{header_row()}{rows}{empty}</sheetData>'
    return _made("used_range_51735.xlsx", expect(people), inner)


def _no_dimension() -> Fixture:
    people = vietnamese(14, 101)
    return _made("no_dimension.xlsx", expect(people), body(people))


def _wrong_dimension() -> Fixture:
    people = vietnamese(33, 102)
    inner = '<dimension ref="A1"/>' + body(people)
    return _made("dimension_says_one_cell.xlsx", expect(people), inner)


def _no_references() -> Fixture:
    """Give cells without ``r``, as some exporters write them."""
    people = vietnamese(12, 103)
    lines = ["".join(xlsx.cell("", text) for text in HEADER)]
    for n, person in enumerate(people, 1):
        day = xlsx.cell("", serial(person.born), style=1)
        lines.append(
            xlsx.cell("", n) + xlsx.cell("", person.employee_number)
            + xlsx.cell("", person.full_name) + day + xlsx.cell("", person.identity_number)
            + xlsx.cell("", person.wage)
        )  # fmt: skip
    inner = "".join(f"<row>{line}</row>" for line in lines).replace(' r=""', "")
    return _made("cells_without_references.xlsx", expect(people), f"<sheetData>{inner}</sheetData>")


def _strict() -> Fixture:
    people = vietnamese(17, 104)
    styles = xlsx.DATE_STYLES.replace(xlsx.MAIN, xlsx.STRICT)
    return _made("strict_ooxml.xlsx", expect(people), body(people), strict=True, styles=styles)


def _iso_date_cells() -> Fixture:
    """Give dates as ``t="d"`` cells, which strict books may hold."""
    people = vietnamese(9, 105)
    lines = [header_row()]
    for n, person in enumerate(people, 2):
        line = person_row(n, person)
        dated = f'<c r="D{n}" t="d"><v>{person.born_on}T00:00:00</v></c>'
        lines.append(line.replace(xlsx.cell(f"D{n}", serial(person.born), style=1), dated))
    return _made("iso_date_cells.xlsx", expect(people), f"<sheetData>{''.join(lines)}</sheetData>")


def _cached_formulas() -> Fixture:
    """Give names and codes that are formulas: what counts is the value kept beside them."""
    people = vietnamese(15, 106)
    lines = [header_row()]
    for n, person in enumerate(people, 2):
        code = f'<c r="B{n}" t="str"><f>"NV"&amp;A{n}</f><v>{person.employee_number}</v></c>'
        name = (
            f'<c r="C{n}" t="str"><f>VLOOKUP(B{n},Sheet9!A:B,2,0)</f>'
            f"<v>{escape(person.full_name)}</v></c>"
        )
        day = f'<c r="D{n}" s="1"><f>DATE(1,1,1)</f><v>{serial(person.born)}</v></c>'
        card = f'<c r="E{n}" t="str"><f>TEXT(1,0)</f><v>{person.identity_number}</v></c>'
        wage = f'<c r="F{n}"><f>SUM(1,2)</f><v>{float(person.wage)}</v></c>'
        first = f'<c r="A{n}"><f>ROW()-1</f><v>{n - 1}</v></c>'
        lines.append(f'<row r="{n}">{first}{code}{name}{day}{card}{wage}</row>')
    lines.append(
        '<row r="18"><c r="C18" t="inlineStr"><is><t>Tổng cộng</t></is></c>'
        '<c r="F18"><f>SUM(F2:F16)</f><v>99999999</v></c></row>'
    )
    inner = f"<sheetData>{''.join(lines)}</sheetData>"
    return _made("cached_formula_values.xlsx", expect(people), inner)


def _error_cells() -> Fixture:
    people = vietnamese(10, 107)
    inner = body(people)
    expected = {n: dict(values(person)) for n, person in enumerate(people, 2)}
    for row, column, field in ((3, "F", "wage"), (6, "B", "employee_number"), (8, "D", "born_on")):
        start = inner.index(f'<c r="{column}{row}"')
        end = inner.index("</c>", start) + 4
        broken = f'<c r="{column}{row}" t="e"><f>A1/0</f><v>#N/A</v></c>'
        inner = inner[:start] + broken + inner[end:]
        expected[row][field] = EMPTY
    return _made("error_cells.xlsx", also(expect(people), people=expected), inner)


def _rich_text() -> Fixture:
    """Give names in runs of several fonts, one with a Chinese reading beside it."""
    people = vietnamese(8, 108)
    strings = []
    for person in people:
        runs = "".join(
            f'<r><rPr><b/><sz val="11"/><rFont val="Arial"/></rPr>'
            f'<t xml:space="preserve">{part}</t></r>'
            for part in (person.full_name[:4], person.full_name[4:])
        )
        strings.append(f"<si>{runs}</si>")
    strings.append(
        '<si><t>陳美玲</t><rPh sb="0" eb="3"><t>Trần Mỹ Linh</t></rPh><phoneticPr fontId="1"/></si>'
    )
    shared = f'{xlsx.HEAD}<sst xmlns="{xlsx.MAIN}">{"".join(strings)}</sst>'
    lines = [header_row()]
    for n, person in enumerate(people, 2):
        plain = xlsx.cell(f"C{n}", person.full_name)
        line = person_row(n, person)
        lines.append(line.replace(plain, f'<c r="C{n}" t="s"><v>{n - 2}</v></c>'))
    lines.append(
        f'<row r="10"><c r="A10"><v>9</v></c>{xlsx.cell("B10", "NV99")}'
        '<c r="C10" t="s"><v>8</v></c></row>'
    )
    expected = expect(people)
    rows = {**expected.people, 10: {"full_name": "陳美玲", "employee_number": "NV99"}}
    inner = f"<sheetData>{''.join(lines)}</sheetData>"
    return _made("rich_text_runs.xlsx", also(expect(people), people=rows), inner, shared=shared)


def _prefixed_elements() -> Fixture:
    people = vietnamese(8, 109)
    inner = body(people)
    for tag in ("sheetData", "row", "c", "v", "is", "t"):
        inner = inner.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>")
        inner = inner.replace(f"</{tag}>", f"</x:{tag}>")
    sheet = f'{xlsx.HEAD}<x:worksheet xmlns:x="{xlsx.MAIN}">{inner}</x:worksheet>'
    name = "prefixed_elements.xlsx"

    def build(folder: Path) -> Path:
        return xlsx.package(folder / name, {"Sheet1": sheet}, styles=xlsx.DATE_STYLES)

    return Fixture(name, build, expect(people))


def _escaped_control_signs() -> Fixture:
    """Give headers and names with ``_x000D_``, as Excel writes a carriage return."""
    people = vietnamese(8, 110)
    inner = body(people).replace(">Họ và tên<", ">Họ và_x000D_\ntên<")
    name = people[0].full_name
    inner = inner.replace(f">{name}<", f">{name}_x000D_<", 1)
    return _made("escaped_carriage_returns.xlsx", expect(people), inner)


def _stored_uncompressed() -> Fixture:
    people = vietnamese(20, 111)
    return _made(
        "stored_uncompressed.xlsx", expect(people), body(people), compression=zipfile.ZIP_STORED
    )


def _epoch(name: str) -> Fixture:
    people = vietnamese(13, 112)
    rows: list[list[Any]] = [HEADER] + [
        [n, p.employee_number, p.full_name, p.born, p.identity_number, p.wage]
        for n, p in enumerate(people, 1)
    ]
    return as_file(name, Sheet("Sheet1", rows), expected=expect(people), epoch_1904=True)


def _wrong_ending() -> Fixture:
    """Give an .xlsx that somebody renamed to .xls."""
    people = vietnamese(11, 113)
    name = "xlsx_named_xls.xls"

    def build(folder: Path) -> Path:
        return xlsx.package(
            folder / name, {"Sheet1": xlsx.worksheet(body(people))}, styles=xlsx.DATE_STYLES
        )

    return Fixture(name, build, expect(people))


def _upper_case_ending() -> Fixture:
    people = vietnamese(11, 114)
    return _made("DANH SACH CNV (1).XLSX", expect(people), body(people))


def _eleven_thousand_filtered() -> Fixture:
    """Give a list of 11,245 people of whom a filter shows nine."""
    people = vietnamese(11_245, 115)
    rows = [person_row(n, person) for n, person in enumerate(people, 2)]
    hidden = [row.replace("<row ", '<row hidden="1" ', 1) for row in rows[9:]]
    inner = (
        '<sheetPr filterMode="1"/><dimension ref="A1:F11246"/>'
        f"<sheetData>{header_row()}{''.join(rows[:9] + hidden)}</sheetData>"
        '<autoFilter ref="A1:F11246"><filterColumn colId="2"><filters><filter val="x"/></filters>'
        "</filterColumn></autoFilter>"
    )
    expected = expect(people, hidden_rows=11_236, warned=True)
    return _made("filtered_11245.xlsx", expected, inner)


def _protected() -> Fixture:
    """Give a sheet protected against changes only: it can be read like any other."""
    people = vietnamese(18, 116)
    inner = body(people) + '<sheetProtection password="CC1A" sheet="1" objects="1"/>'
    return _made("sheet_protected_against_changes.xlsx", expect(people), inner)


def _grouped_rows() -> Fixture:
    """Give rows folded away by an outline: they count like rows hidden by a filter."""
    people = vietnamese(21, 117)
    rows = [person_row(n, person) for n, person in enumerate(people, 2)]
    folded = [row.replace("<row ", '<row outlineLevel="1" hidden="1" ', 1) for row in rows[5:15]]
    inner = f"<sheetData>{header_row()}{''.join(rows[:5] + folded + rows[15:])}</sheetData>"
    return _made("rows_folded_away.xlsx", expect(people, hidden_rows=10), inner)


def fixtures() -> list[Fixture]:
    """Give the fixtures of this theme."""
    return [
        _huge_used_range(),
        _no_dimension(),
        _wrong_dimension(),
        _no_references(),
        _strict(),
        _iso_date_cells(),
        _cached_formulas(),
        _error_cells(),
        _rich_text(),
        _prefixed_elements(),
        _escaped_control_signs(),
        _stored_uncompressed(),
        _epoch("epoch_1904.xlsx"),
        _epoch("epoch_1904.xls"),
        _wrong_ending(),
        _upper_case_ending(),
        _eleven_thousand_filtered(),
        _protected(),
        _grouped_rows(),
    ]
