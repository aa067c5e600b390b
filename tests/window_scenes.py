# SPDX-License-Identifier: Apache-2.0
"""Every sight of the window, one after the other: the screens and whatever comes up beside them.

A test walks through them once and holds each to something; a new screen or panel is added here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import registers

from unionbook.operations import doubles, members, sample_list, sample_register, sessions
from unionbook.ui.help.pages import KEYS, START
from unionbook.ui.navigation import SCREENS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.workspace import Workspace

    Settle = Callable[[], None]
    Scenes = Iterator[tuple[str, QWidget]]

COUNTRY = {"vi": "VN", "id": "ID", "en": "VN"}


def make_branch(place: Path, country: str = "VN") -> Path:
    """Make a branch with people, photos and a pair of doubles in it, closed; give its folder."""
    folder = place / "branch.unionbook"
    session, _key = sample_register.make_sample_register(
        folder=folder,
        country=country,
        passphrase=registers.PASSPHRASE,
        count=60,
        photos=2,
        months=5,
        kdf=registers.KDF,
    )
    first = members.list_member_ids(session, criteria=members.Criteria())[0]
    known = members.get_member(session, member_id=first).values
    twin = {"full_name": known["full_name"], "phone": known["phone"]}
    members.enrol_member(session, values={**twin, "employee_number": "A-0017"})
    assert doubles.list_doubles(session)
    session.close()
    return folder


def enter(window: MainWindow, desk: Desk, folder: Path, settle: Settle) -> Workspace:
    """Open a branch as its head, past the gate."""
    user = sessions.list_slots(folder)[0].name
    session = sessions.open_register(folder=folder, user=user, passphrase=registers.PASSPHRASE)
    desk.enter((session, session.info))
    settle()
    workspace = window.workspace
    assert workspace is not None
    return workspace


def gate_scenes(window: MainWindow, folder: Path, settle: Settle) -> Scenes:
    """Give the sights without a register."""
    gate = window.gate
    assert gate is not None
    for name, show in {
        "start": gate.show_start,
        "new": gate.show_new,
        "restore": gate.show_restore,
        "unlock": lambda: gate.show_unlock(folder),
    }.items():
        show()
        settle()
        yield name, gate


def scenes(workspace: Workspace, place: Path, settle: Settle) -> Scenes:
    """Give the sights of an open register; ``place`` is where a list may be written."""
    country = str(workspace._desk.info.country)
    for part in (_members, _many, _groups, _lists, _books, _paper, _rest, _help):
        if part is _lists:
            path = place / "list.xlsx"
            sample_list.write_messy_list(path, country=country)
            found = _lists(workspace, settle, path)
        else:
            found = part(workspace, settle)
        for name in found:
            settle()
            yield name, workspace


def _members(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.close_help()
    workspace.go("members")
    settle()
    screen = workspace.screen_of("members")
    yield "members"
    screen.table.choose(screen.model.ids[5])
    settle()
    panel = screen.panel
    for place in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(place)
        if place == 3:
            panel.more.wages.open_form()
            panel.more.consents.open_form()
        yield f"member, part {place}"
    panel.tabs.setCurrentIndex(0)
    panel.form.editors["job"].type_in("Thợ may")
    yield "member edited"
    panel.form.show_frames(True)
    panel._on_discard()
    panel._record_event.click()
    yield "event"
    screen.enrol.click()
    yield "enrol"
    panel.head.close_button.click()
    workspace.palette_box.open()
    workspace.palette_box.box.setText("nguyen")
    yield "palette"
    workspace.palette_box.dismiss()


def _many(workspace: Workspace, settle: Settle) -> Iterator[str]:
    screen = workspace.screen_of("members")
    screen.table.selectAll()
    settle()
    screen.selection.change_asked.emit()
    screen.many.fields.choose("department").type_in("May 2")
    screen.many.fields.choose("contract_kind")
    yield "many"
    screen.many.tabs.setCurrentIndex(1)
    yield "many events"
    screen.many.closed.emit()
    screen.saved.begin()
    yield "filter to keep"
    screen.saved.hide()
    screen.filter.ask_for("nobody is called this")
    yield "nobody found"
    screen.filter.show_all()
    screen.table.clearSelection()


def _groups(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("groups")
    settle()
    screen = workspace.screen_of("groups")
    screen.tree.setCurrentItem(screen.tree.topLevelItem(0).child(0))
    yield "groups"
    screen.members.change_asked.emit()
    yield "group to change"
    screen.add.click()
    yield "new group"
    workspace.go("doubles")
    yield "doubles"


def _lists(workspace: Workspace, settle: Settle, path: Path) -> Iterator[str]:
    workspace.go("import")
    yield "import"
    screen = workspace.screen_of("import")
    screen.open_file(path)
    yield "preview"
    for kind in ("changed", "double", "refused"):
        screen.view._chips[kind].click()
        screen.view.table.selectRow(0)
        yield f"preview, {kind}"
    screen.take.click()
    yield "taken in"
    settle()


def _books(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("books", ("part", "vouchers"))
    settle()
    screen = workspace.screen_of("books")
    vouchers = screen.parts["vouchers"]
    vouchers._show_all()
    settle()
    yield "books, vouchers"
    receipt = next(
        row
        for row in range(vouchers.table.vouchers.rowCount())
        if vouchers.table.vouchers.listed(row).voucher.kind.value == "receipt"
    )
    vouchers.table.selectRow(receipt)
    yield "books, a voucher"
    vouchers.panel.begin_reversal()
    yield "books, a reversal"
    vouchers.panel.reversal.leave()
    for kind in ("receipt", "transfer", "opening"):
        screen.arrive(("new", kind))
        yield f"books, a new {kind}"
    vouchers._close_side()
    vouchers.words.setText("no such voucher")
    vouchers._timer.timeout.emit()
    yield "books, none found"
    vouchers._show_all()
    screen.arrive(("account", "cash"))
    yield "books, an account"
    screen.parts["accounts"].add.click()
    yield "books, a new account"
    screen.parts["accounts"].form.left.emit()
    for part in ("months", "trial"):
        screen.show_part(part)
        yield f"books, {part}"


def _paper(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("paper")
    settle()
    screen = workspace.screen_of("paper")
    for place in range(screen.kind.count()):
        screen.kind.setCurrentIndex(place)
        yield f"paper, {screen.kind.currentData()}"
    screen.kind.setCurrentIndex(0)
    screen.design.click()
    yield "design"
    screen.design.click()


def _rest(workspace: Workspace, _settle: Settle) -> Iterator[str]:
    shown = {"members", "groups", "doubles", "import", "books", "paper"}
    for name in SCREENS:
        if name not in shown:
            workspace.go(name)
            yield name


def _help(workspace: Workspace, _settle: Settle) -> Iterator[str]:
    workspace.go("settings")
    for topic in ("members", START, KEYS):
        workspace.open_help(topic)
        yield f"help, {topic}"
    workspace.close_help()
