# SPDX-License-Identifier: Apache-2.0
"""The empty list for a branch to fill in: drop-downs, input rules and a page of instructions.

Days are typed into text cells on purpose: Excel would turn 12/08/1990 round on a PC with American
settings and a lone year into a day of 1905. The importer reads them as they were typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from unionbook.domain.fields import BY_NAME, Kind
from unionbook.excel.cells import Column, clean, column_letter
from unionbook.excel.member_list import member_columns
from unionbook.excel.openpyxl_late import library
from unionbook.excel.shell import LAST_ROW, add_notes, put_text
from unionbook.excel.workbook import write_table
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

USUAL_FIELDS: tuple[str, ...] = (
    "local_number",
    "employee_number",
    "full_name",
    "sex",
    "born_on",
    "identity_kind",
    "identity_number",
    "identity_issued_on",
    "identity_issued_by",
    "phone",
    "email",
    "permanent_address",
    "permanent_commune",
    "permanent_province",
    "department",
    "job",
    "contract_kind",
    "hired_on",
    "wage",
    "social_insurance_number",
    "union_post",
    "joined_on",
    "note",
)
"""The fields of a template for which nothing else was chosen."""

_LISTS = "Lists"
_MAX_PROMPT, _MAX_PROMPT_TITLE = 225, 32
_SHORTEST_IDENTITY, _LONGEST_IDENTITY = 6, 20


def write_template(
    path: Path,
    *,
    fields: Sequence[str] = USUAL_FIELDS,
    departments: Sequence[str] = (),
    free: Mapping[str, str] | None = None,
    title: str = "",
) -> None:
    """Write an empty member list to fill in, in the language in use.

    ``departments`` are offered in a drop-down, others may be typed. ``free`` gives the headings of
    the branch's own fields by name. Raises ``UnwritableFileError``.
    """
    columns = tuple(_typed(column) for column in member_columns(fields, free=free))
    write_table(
        path,
        title=title or _("Members"),
        columns=columns,
        rows=(),
        furnish=partial(_furnish, columns, tuple(departments)),
    )


def _typed(column: Column) -> Column:
    """Give a column for typing: a day is kept as the text it was typed as."""
    kind = Kind.TEXT if column.kind is Kind.DATE else column.kind
    width = 14 if column.kind is Kind.DATE else column.width
    return Column(column.field, column.header, kind, width, column.labels)


def _furnish(
    columns: Sequence[Column], departments: Sequence[str], workbook: Any, sheet: Any
) -> None:
    lists = {
        number: tuple(column.labels.values()) or departments
        for number, column in enumerate(columns, 1)
        if column.labels or (column.field == "department" and departments)
    }
    add_notes(workbook, title=_("Instructions"), lines=_instructions(columns))
    places = _write_lists(workbook, lists)
    for number, column in enumerate(columns, 1):
        rule = _choice(column, places[number]) if number in places else _rule(column, number)
        if rule is not None:
            letter = column_letter(number)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def _write_lists(workbook: Any, lists: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Put the choices on a hidden sheet and give the range of each; a rule itself holds few."""
    if not lists:
        return {}
    sheet = workbook.create_sheet(_LISTS)
    sheet.sheet_state = "hidden"
    quoted = library().utils.quote_sheetname(sheet.title)  # openpyxl renames what is taken
    places = {}
    for place, (number, choices) in enumerate(lists.items(), 1):
        for row, choice in enumerate(choices, 1):
            put_text(sheet.cell(row, place), choice)
        letter = column_letter(place)
        places[number] = f"{quoted}!${letter}$1:${letter}${len(choices)}"
    return places


def _choice(column: Column, place: str) -> Any:
    closed = bool(column.labels)
    return _validation(
        column,
        _("Choose from the list.") if closed else _("Choose from the list, or type a new one."),
        type="list",
        formula1=place,
        errorStyle="stop" if closed else "information",
        showErrorMessage=closed,
    )


def _rule(column: Column, number: int) -> Any | None:
    name = column.field or ""
    kind = BY_NAME[name].kind if name in BY_NAME else Kind.TEXT
    make = _RULES.get(kind)
    return None if make is None else make(column, f"{column_letter(number)}2")


def _name_rule(column: Column, _cell: str) -> Any:
    text = _("The whole name in one cell. A row without a name is not imported.")
    return _validation(column, text, type="textLength", operator="greaterThan", formula1="1")


def _date_rule(column: Column, cell: str) -> Any:
    ends = f"ISNUMBER(-RIGHT({cell},4))"
    lengths = f"OR(LEN({cell})=4,LEN({cell})=6,LEN({cell})=7,AND(LEN({cell})>7,LEN({cell})<11))"
    return _validation(
        column,
        _("Day/month/year, such as 25/08/1990. Where only the year is known, type the year."),
        type="custom",
        formula1=f"OR(ISNUMBER({cell}),AND({lengths},{ends}))",
    )


def _identity_rule(column: Column, _cell: str) -> Any:
    return _validation(
        column,
        _("All digits of the paper, the zeros in front as well, without dots or spaces."),
        type="textLength",
        operator="between",
        formula1=str(_SHORTEST_IDENTITY),
        formula2=str(_LONGEST_IDENTITY),
    )


def _phone_rule(column: Column, _cell: str) -> Any:
    text = _("One number, with its 0 in front; a second one goes into the other column.")
    return _validation(
        column, text, type="textLength", operator="between", formula1="6", formula2="20"
    )


def _code_rule(column: Column, _cell: str) -> Any:
    text = _("As it is on the paper: zeros in front are kept.")
    return _validation(column, text, type="textLength", operator="lessThan", formula1="60")


def _email_rule(column: Column, cell: str) -> Any:
    text = _("One e-mail address, such as name@example.org.")
    return _validation(column, text, type="custom", formula1=f'ISNUMBER(FIND("@",{cell}))')


def _money_rule(column: Column, _cell: str) -> Any:
    text = _("The amount as a number, without the currency.")
    return _validation(column, text, type="whole", operator="greaterThanOrEqual", formula1="0")


_RULES: dict[Kind, Callable[[Column, str], Any]] = {
    Kind.NAME: _name_rule,
    Kind.DATE: _date_rule,
    Kind.IDENTITY: _identity_rule,
    Kind.PHONE: _phone_rule,
    Kind.NUMBER_CODE: _code_rule,
    Kind.EMAIL: _email_rule,
    Kind.MONEY: _money_rule,
}


def _validation(column: Column, text: str, **rule: object) -> Any:
    """Make an input rule that shows ``text`` while typing and warns, rather than forbids."""
    given: dict[str, object] = {"errorStyle": "warning", "showErrorMessage": True} | rule
    heading = clean(column.header).replace("\n", " ")[:_MAX_PROMPT_TITLE]
    words = text[:_MAX_PROMPT]
    return library().worksheet.datavalidation.DataValidation(
        allow_blank=True,
        showInputMessage=True,
        promptTitle=heading,
        prompt=words,
        errorTitle=heading,
        error=words,
        **given,
    )


def _instructions(columns: Sequence[Column]) -> tuple[str, ...]:
    return (
        _("How to fill in this list"),
        _("One person per row, from row 2 on. Leave the headings as they are."),
        _(
            "Only the full name is required. Leave empty what is not known: an empty cell never"
            " overwrites what the register already has."
        ),
        _("Dates: day/month/year, such as 25/08/1990; only the year where no more is known."),
        _("Numbers of papers, phones and codes: all digits, the zeros in front as well."),
        _("Pasting from another list: paste the values only, so that the input rules stay."),
        _("Columns you do not need may be removed; columns of your own may be added on the right."),
        _("Then import the file: everything is shown before anything is written."),
        "",
        _("The columns"),
        *map(_about, columns),
    )


def _about(column: Column) -> str:
    if not column.labels:
        return column.header
    return _("{column}: one of {choices}").format(
        column=column.header, choices=", ".join(column.labels.values())
    )
