# SPDX-License-Identifier: Apache-2.0
"""Sheets written as .xls, .ods and text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

    from .model import Sheet


def write_xls(path: Path, *sheets: Sheet, epoch_1904: bool = False) -> Path:
    """Write the sheets as BIFF8, as Excel 97 to 2003 did."""
    import xlwt  # type: ignore[import-untyped]  # it has no stubs

    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = epoch_1904
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for sheet in sheets:
        target = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        target.visibility = 0 if sheet.visible else 2 if sheet.very_hidden else 1
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                if value is None:
                    continue
                dated = isinstance(value, dt.date)
                font = sheet.fonts.get((number + 1, column + 1)) or sheet.column_fonts.get(
                    column + 1
                )
                style = day if dated else xlwt.easyxf(f"font: name {font}") if font else None
                target.write(number, column, value, *([style] if style else []))
        for number in sheet.hidden_rows:
            target.row(number - 1).hidden = True
    book.save(str(path))
    return path


def write_ods(path: Path, *sheets: Sheet) -> Path:
    """Write the sheets as an OpenDocument spreadsheet."""
    tables = "".join(_table(sheet) for sheet in sheets)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"),
                            ("style", "style"))
    )  # fmt: skip
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} '
        'office:version="1.2"><office:automatic-styles>'
        '<style:style style:name="hid" style:family="table"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _table(sheet: Sheet) -> str:
    hidden = "" if sheet.visible else ' table:style-name="hid"'
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        shown = ' table:visibility="collapse"' if number in sheet.hidden_rows else ""
        rows.append(
            f"<table:table-row{shown}>" + "".join(_ods_cell(value) for value in row)
            + '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
        )  # fmt: skip
    rows.append(
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    return f'<table:table table:name="{escape(sheet.name)}"{hidden}>{"".join(rows)}</table:table>'


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, dt.date):
        text = f"{value:%d/%m/%Y}"
        kind = f'office:value-type="date" office:date-value="{value.isoformat()[:10]}"'
    elif isinstance(value, int | float):
        text, kind = str(value), f'office:value-type="float" office:value="{value}"'
    else:
        text, kind = str(value), 'office:value-type="string"'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"


def write_text(
    path: Path,
    rows: list[list[Any]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    ending: str = "\r\n",
    before: str = "",
) -> Path:
    """Write a grid as delimited text; dates as a Vietnamese or Indonesian Excel shows them."""
    return write_bytes(
        path, delimited(rows, delimiter=delimiter, ending=ending, before=before).encode(encoding)
    )


def delimited(
    rows: list[list[Any]], *, delimiter: str = ",", ending: str = "\r\n", before: str = ""
) -> str:
    """Give a grid as delimited text."""
    stream = io.StringIO(newline="")
    stream.write(before)
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=ending)
    writer.writerows([[_shown(value) for value in row] for row in rows])
    return stream.getvalue()


def write_bytes(path: Path, content: bytes) -> Path:
    """Write the bytes and give the path."""
    path.write_bytes(content)
    return path


def _shown(value: Any) -> Any:
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else "" if value is None else value
