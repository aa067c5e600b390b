# SPDX-License-Identifier: Apache-2.0
"""The one place that imports openpyxl: it is slow to import and most sessions write no workbook."""

from __future__ import annotations

from typing import Any


def library() -> Any:
    """Give openpyxl with every part of it that the workbooks are made of."""
    import openpyxl  # noqa: PLC0415 - half a second that only a workbook is worth
    import openpyxl.drawing.spreadsheet_drawing  # noqa: PLC0415 - as above
    import openpyxl.workbook.defined_name  # noqa: PLC0415 - as above
    import openpyxl.worksheet._writer  # noqa: PLC0415 - as above
    import openpyxl.worksheet.datavalidation  # noqa: PLC0415 - as above
    import openpyxl.writer.excel  # noqa: PLC0415 - as above

    return openpyxl
