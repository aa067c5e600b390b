# SPDX-License-Identifier: Apache-2.0
"""Choosing the columns of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from unionbook.domain.fields import BY_NAME
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QPushButton, QWidget

    from unionbook.ui.desk import Desk
    from unionbook.ui.models.members import MembersModel
    from unionbook.ui.widgets.buttons import Buttons


def columns_button(desk: Desk, buttons: Buttons, model: MembersModel) -> QPushButton:
    """Make the button that shows the menu; what is chosen is shown at once and remembered."""

    def show_column(name: str, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        ordered = with_column(model.fields, name, shown=shown)
        model.set_fields(ordered)
        desk.preferences.columns = ordered
        desk.preferences.save()

    def pull_down() -> None:
        menu = columns_menu(button, model.fields, show_column)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    button = buttons.quiet(_("Columns"), "columns", pull_down)
    return button


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
