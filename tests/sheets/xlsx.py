# SPDX-License-Identifier: Apache-2.0
"""Sheets written as .xlsx by openpyxl, and hand-written package parts for what it cannot write."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .model import Sheet, letter

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(path: Path, *sheets: Sheet, epoch_1904: bool = False) -> Path:
    """Write the sheets as Excel would, with their hidden parts, merges, fonts and formats."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.active = next((n for n, sheet in enumerate(sheets) if sheet.visible), 0)
    book.save(path)
    return path


def _fill(target: Any, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                _put(target.cell(number, column), value, sheet)
    for merge in sheet.merges:
        target.merge_cells(merge)
    for number in sheet.hidden_rows:
        target.row_dimensions[number].hidden = True
    for name in sheet.hidden_columns:
        target.column_dimensions[name].hidden = True
    if sheet.filter_range:
        target.auto_filter.ref = sheet.filter_range
    if not sheet.visible:
        target.sheet_state = "veryHidden" if sheet.very_hidden else "hidden"


def _put(target: Any, value: Any, sheet: Sheet) -> None:
    target.value = value
    if isinstance(value, str) and value.startswith("="):
        target.data_type = "s"  # a text that looks like a formula stays a text
    where = (target.row, target.column)
    font = sheet.fonts.get(where) or sheet.column_fonts.get(target.column)
    if font:
        target.font = Font(name=font)
    if where in sheet.formats:
        target.number_format = sheet.formats[where]


def cell(reference: str, value: object, *, style: int = 0) -> str:
    """Give a cell as XML: numbers as numbers, texts as inline strings."""
    styled = f' s="{style}"' if style else ""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}"{styled} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"{styled}><v>{value!r}</v></c>'
    text = escape(str(value))
    return (
        f'<c r="{reference}"{styled} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def sheet_data(rows: list[list[object]], *, first: int = 1) -> str:
    """Give ``<sheetData>`` of a grid, with inline strings."""
    lines = [
        f'<row r="{number}">'
        + "".join(cell(f"{letter(column)}{number}", value) for column, value in enumerate(row, 1))
        + "</row>"
        for number, row in enumerate(rows, first)
    ]
    return "<sheetData>" + "".join(lines) + "</sheetData>"


def worksheet(body: str, *, strict: bool = False, before: str = "") -> str:
    """Give a worksheet part around its inner XML."""
    main, rels = (STRICT, STRICT_RELS) if strict else (MAIN, RELS)
    return f'{HEAD}{before}<worksheet xmlns="{main}" xmlns:r="{rels}">{body}</worksheet>'


def package(
    path: Path,
    sheets: dict[str, str],
    *,
    extra: dict[str, str | bytes] | None = None,
    styles: str = "",
    shared: str = "",
    strict: bool = False,
    book: str = "",
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a whole package by hand: ``sheets`` are worksheet parts by sheet name."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts(
            sheets, styles=styles, shared=shared, strict=strict, book=book
        ).items():
            archive.writestr(name, content)
        for name, added in (extra or {}).items():
            archive.writestr(name, added)
    return path


def parts(
    sheets: dict[str, str],
    *,
    styles: str = "",
    shared: str = "",
    strict: bool = False,
    book: str = "",
) -> dict[str, str]:
    """Give the parts of a package by their path."""
    rels = STRICT_RELS if strict else RELS
    kinds = [f"worksheet{n}" for n in range(1, len(sheets) + 1)]
    result = {
        "[Content_Types].xml": _content_types(len(sheets), styles=bool(styles)),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book or workbook(list(sheets), strict=strict),
    }
    links = [
        f'<Relationship Id="rId{n}" Type="{rels}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(kinds) + 1)
    ]
    for number, content in enumerate(sheets.values(), 1):
        result[f"xl/worksheets/sheet{number}.xml"] = content
    if styles:
        result["xl/styles.xml"] = styles
        links.append(f'<Relationship Id="rId91" Type="{rels}/styles" Target="styles.xml"/>')
    if shared:
        result["xl/sharedStrings.xml"] = shared
        links.append(
            f'<Relationship Id="rId92" Type="{rels}/sharedStrings" Target="sharedStrings.xml"/>'
        )
    result["xl/_rels/workbook.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}">{"".join(links)}</Relationships>'
    )
    return result


def workbook(names: list[str], *, strict: bool = False, properties: str = "") -> str:
    """Give the workbook part that lists the sheets."""
    main, rels = (STRICT, STRICT_RELS) if strict else (MAIN, RELS)
    conformance = ' conformance="strict"' if strict else ""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return (
        f'{HEAD}<workbook xmlns="{main}" xmlns:r="{rels}"{conformance}>{properties}'
        f"<sheets>{listed}</sheets></workbook>"
    )


def _content_types(sheets: int, *, styles: bool) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{base}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    if styles:
        listed += f'<Override PartName="/xl/styles.xml" ContentType="{base}.styles+xml"/>'
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{base}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{base}.sharedStrings+xml"/>'
        f"{listed}</Types>"
    )


DATE_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/></numFmts>'
    '<fonts count="3"><font><name val="Arial"/></font><font><name val=".VnTime"/></font>'
    '<font><name val=".VnTimeH"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="170" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    "</cellXfs></styleSheet>"
)
"""Style 1 is a date, 2 the font .VnTime, 3 the font .VnTimeH."""
