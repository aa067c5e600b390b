# SPDX-License-Identifier: Apache-2.0
"""Choosing the columns of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from unionbook.domain.fields import BY_NAME
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


def columns_menu(
    parent: QWidget, present: Sequence[str], toggled: Callable[[str, bool], None]
) -> QMenu:
    """Give the menu of all fields, those shown ticked."""
    menu = QMenu(parent)
    for name, field in BY_NAME.items():
        if field.sensitive or name == "photo":
            continue
        action = menu.addAction(_(field.label))
        action.setCheckable(True)
        action.setChecked(name in present)
        action.toggled.connect(lambda shown, name=name: toggled(name, shown))
    return menu


def with_column(present: Sequence[str], name: str, *, shown: bool) -> list[str]:
    """Give the columns with one more or one less, in the order of the record, the number first."""
    fields = set(present) | {name} if shown else set(present) - {name}
    ordered = [known for known in BY_NAME if known in fields] or ["full_name"]
    if "local_number" in ordered:
        ordered.remove("local_number")
        ordered.insert(0, "local_number")
    return ordered
