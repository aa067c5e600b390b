# SPDX-License-Identifier: Apache-2.0
"""The empty, styled workbook into which rows are written: made by openpyxl, in memory alone.

openpyxl is given headings, formats, rules and instructions, never a member's data, and it is kept
from its own temporary files all the same: what it writes stays in memory until the rows join it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from unionbook.domain.fields import Kind
from unionbook.excel import hints
from unionbook.excel.cells import CellStyles, Column, clean, column_letter
from unionbook.excel.openpyxl_late import library
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LAST_ROW = 1_048_576
"""The last row of a sheet; in a shell it stands for the last row that will be written."""
LAST_COLUMN = 16_384
_INK, _HEAD, _LINE, _BAD = "FFFFFFFF", "FF1F5C5C", "FFD0D7DE", "FFFFC7CE"
_WIDTHS: dict[Kind | None, float] = {
    Kind.NAME: 28,
    Kind.DATE: 12,
    Kind.IDENTITY: 18,
    Kind.PHONE: 15,
    Kind.EMAIL: 28,
    Kind.MONEY: 15,
    Kind.LONG_TEXT: 45,
}
_USUAL_WIDTH = 18
_ROOM = 4
"""Characters left free beside the longest word: the filter's button takes some of them."""
_BOLD = 0.8
"""The part of a column's characters that fit when they are bold."""
_FONT = "Calibri"
_WIDE = 100
"""Characters of all columns together above which the paper is turned."""
_MAX_TITLE, _MAX_PRINTED_TITLE = 31, 80
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_SHEET_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shell:
    """The parts of a workbook, its first sheet cut open where the rows belong.

    ``parts`` are all the other parts by name; ``[Content_Types].xml`` comes first.
    """

    sheet: str
    head: bytes
    tail: bytes
    parts: dict[str, bytes]
    header_height: float
    header_style: int
    plain: CellStyles
    marked: CellStyles


def make_shell(
    *,
    title: str,
    columns: Sequence[Column],
    notes: Sequence[str] = (),
    furnish: Callable[[Any, Any], None] | None = None,
) -> Shell:
    """Make the shell of a workbook whose first sheet has these columns and its headings in row 1.

    ``notes`` fill a second sheet. ``furnish(workbook, sheet)`` may add rules and further sheets.
    """
    workbook = library().Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(title)
    workbook.properties.creator = "unionbook"
    workbook.properties.title = clean(title)
    _lay_out(sheet, columns)
    _set_up_paper(sheet, clean(title), columns)
    hints.name_columns(workbook, sheet, columns)
    looks = _header_style(sheet), _cell_styles(sheet), _cell_styles(sheet, fill=_BAD)
    _style_columns(sheet, columns)
    if notes:
        add_notes(workbook, title=_("Notes"), lines=notes)
    if furnish:
        furnish(workbook, sheet)
    area = f"A2:{column_letter(len(columns))}{LAST_ROW}"
    parts = _saved(workbook)
    name = "xl/worksheets/sheet1.xml"
    head, tail = _cut_open(parts.pop(name), area)
    types = {"[Content_Types].xml": parts.pop("[Content_Types].xml")}
    return Shell(name, head, tail, types | parts, _header_height(columns), *looks)


def sheet_title(title: str) -> str:
    """Give ``title`` as Excel allows it for a sheet."""
    allowed = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", clean(title))
    short = " ".join(allowed.split())[:_MAX_TITLE].strip("' ")
    return short if short and short.lower() != "history" else _("List")


def add_notes(workbook: Any, *, title: str, lines: Sequence[str]) -> None:
    """Add a sheet of running text: one line a cell, wrapped, the first as its heading."""
    styles = library().styles
    sheet = workbook.create_sheet(sheet_title(title))
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, 1):
        cell = sheet.cell(number, 1)
        put_text(cell, line)
        cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
        if number == 1:
            cell.font = styles.Font(name=_FONT, size=14, bold=True)
    _paper(sheet, landscape=False)


def put_text(cell: Any, text: str) -> None:
    """Write ``text`` into a cell of openpyxl as a text, whatever it begins with."""
    cell.value = clean(text)
    cell.data_type = "s"


def _lay_out(sheet: Any, columns: Sequence[Column]) -> None:
    last = column_letter(len(columns))
    sheet.freeze_panes = "B2" if columns[0].field == "full_name" else "A2"
    sheet.auto_filter.ref = f"A1:{last}{LAST_ROW}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[column_letter(number)].width = _width(column)


def _width(column: Column) -> float:
    if column.width:
        return min(column.width, 255)
    longest = max((len(word) for word in column.header.split()), default=0)
    usual = _WIDTHS.get(column.kind, _USUAL_WIDTH)
    if column.labels:
        usual = max(map(len, column.labels.values())) + _ROOM
    return max(usual, min(longest + _ROOM, 40))


def _header_height(columns: Sequence[Column]) -> float:
    """Give the height in points at which every heading is seen whole."""
    lines = max(len(wrap(column.header, int(_width(column) * _BOLD))) for column in columns)
    return 18 + 15 * (min(max(lines, 1), 6) - 1)


def _set_up_paper(sheet: Any, title: str, columns: Sequence[Column]) -> None:
    _paper(sheet, landscape=sum(map(_width, columns)) > _WIDE)
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text = _printed(title)


def _paper(sheet: Any, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    sheet.oddFooter.left.text = "&D"
    page = _printed(_("Page {page} of {pages}"))
    sheet.oddFooter.right.text = page.replace("{page}", "&P").replace("{pages}", "&N")


def _printed(text: str) -> str:
    """Give ``text`` for a page's header, where ``&`` begins a code and little fits."""
    return text[:_MAX_PRINTED_TITLE].replace("&", "&&")


def _header_style(sheet: Any) -> int:
    styles = library().styles
    cell = _sample(sheet)
    cell.font = styles.Font(name=_FONT, size=11, bold=True, color=_INK)
    cell.fill = styles.PatternFill("solid", start_color=_HEAD)
    cell.alignment = styles.Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.number_format = "@"
    return int(cell.style_id)


def _sample(sheet: Any) -> Any:
    """Give a cell with the lines of the grid that belongs to no sheet: it only carries a look."""
    styles = library().styles
    cell = library().cell.Cell(sheet, row=1, column=1)
    line = styles.Side(style="thin", color=_LINE)
    cell.border = styles.Border(left=line, right=line, top=line, bottom=line)
    return cell


def _cell_styles(sheet: Any, *, fill: str | None = None) -> CellStyles:
    style = partial(_style, sheet, fill)
    return CellStyles(
        text=style("@"),
        quoted=style("@", quoted=True),
        long=style("General", wrapped=True),
        long_quoted=style("General", wrapped=True, quoted=True),
        money=style("#,##0"),
        date=style("dd/mm/yyyy", centred=True),
        moment=style("dd/mm/yyyy hh:mm"),
        time=style("hh:mm:ss"),
        number=style("General"),
        whole=style("0"),
    )


def _style(
    sheet: Any,
    fill: str | None,
    number_format: str,
    *,
    wrapped: bool = False,
    quoted: bool = False,
    centred: bool = False,
) -> int:
    styles = library().styles
    cell = _sample(sheet)
    cell.number_format = number_format
    cell.alignment = styles.Alignment(
        vertical="top", wrap_text=wrapped or None, horizontal="center" if centred else None
    )
    if fill:
        cell.fill = styles.PatternFill("solid", start_color=fill)
    if quoted:
        cell.quotePrefix = 1
    return int(cell.style_id)


def _style_columns(sheet: Any, columns: Sequence[Column]) -> None:
    """Let the empty cells below the rows keep what is typed into them: texts stay texts."""
    formats = {Kind.MONEY: "#,##0", Kind.DATE: "dd/mm/yyyy", Kind.LONG_TEXT: "General"}
    for number, column in enumerate(columns, 1):
        if column.kind is not None:
            dimension = sheet.column_dimensions[column_letter(number)]
            dimension.number_format = formats.get(column.kind, "@")


def _saved(workbook: Any) -> dict[str, bytes]:
    memory = BytesIO()
    writer = library().writer.excel.ExcelWriter(workbook, ZipFile(memory, "w", ZIP_DEFLATED))
    writer.write_worksheet = partial(_write_worksheet, writer)
    writer.save()
    with ZipFile(memory) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write_worksheet(writer: Any, sheet: Any) -> None:
    """Write one sheet as ``ExcelWriter.write_worksheet`` does, without its temporary file."""
    openpyxl = library()
    sheet._drawing = openpyxl.drawing.spreadsheet_drawing.SpreadsheetDrawing()  # noqa: SLF001 - ExcelWriter asks for it afterwards
    memory = BytesIO()
    part = openpyxl.worksheet._writer.WorksheetWriter(sheet, memory)  # noqa: SLF001 - its own place
    part.write()
    sheet._rels = part._rels  # noqa: SLF001 - likewise
    writer._archive.writestr(sheet.path[1:], memory.getvalue())  # noqa: SLF001 - it has no name
    writer.manifest.append(sheet)


def _cut_open(whole: bytes, area: str) -> tuple[bytes, bytes]:
    """Give what of a sheet comes before its rows, and what after them."""
    # The size is not known before the last row is: the element is optional, a wrong one is not.
    sheet = _DIMENSION.sub(b"", whole, count=1)
    place = _SHEET_DATA.search(sheet)
    if place is None:
        raise ValueError("openpyxl wrote a sheet without sheetData")
    tail = b"</sheetData>" + _without_warnings(sheet[place.end() :], area)
    return sheet[: place.start()] + b"<sheetData>", tail


def _without_warnings(tail: bytes, area: str) -> bytes:
    """Spare numbers kept as text their green corner: the element after headerFooter and breaks."""
    ignored = (
        f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"'
        ' twoDigitTextYear="1"/></ignoredErrors></worksheet>'
    )
    return tail.replace(b"</worksheet>", ignored.encode())
