# SPDX-License-Identifier: Apache-2.0
"""Every sight of the window, one after the other: the screens and whatever comes up beside them.

A test walks through them once and holds each to something; a new screen or panel is added here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import exchange_scenes
import registers

from unionbook.errors import InvalidValueError
from unionbook.operations import doubles, members, sample_list, sample_register, sessions
from unionbook.operations.check_off import LABELS, Payroll, PayrollLine
from unionbook.operations.dues_year import State
from unionbook.operations.payroll_rest import RestLine
from unionbook.operations.sending import SENDING_LABELS, Sending
from unionbook.texts import gettext as _
from unionbook.ui.help.pages import KEYS, START
from unionbook.ui.navigation import SCREENS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from unionbook.ui.desk import Desk
    from unionbook.ui.main_window import MainWindow
    from unionbook.ui.screens.dues import DuesScreen
    from unionbook.ui.screens.welfare import WelfareScreen
    from unionbook.ui.widgets.member_panel import MemberPanel
    from unionbook.ui.workspace import Workspace

    Settle = Callable[[], None]
    Scenes = Iterator[tuple[str, QWidget]]

COUNTRY = {"vi": "VN", "id": "ID", "en": "VN"}


def make_branch(place: Path, country: str = "VN") -> Path:
    """Make a branch with people, photos and a pair of doubles in it, closed; give its folder."""
    registers.once(("sights", country), place, lambda there: _make_branch(there, country))
    return place / "branch.unionbook"


def _make_branch(place: Path, country: str) -> None:
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
        "join": gate.show_joining,
        "unlock": lambda: gate.show_unlock(folder),
    }.items():
        show()
        settle()
        yield name, gate


def scenes(workspace: Workspace, place: Path, settle: Settle) -> Scenes:
    """Give the sights of an open register; ``place`` is where a list may be written."""
    country = str(workspace._desk.info.country)
    for part in (
        _members,
        _many,
        _groups,
        _lists,
        _dues,
        _welfare,
        _books,
        _reports,
        exchange_scenes.exchange,
        _paper,
        _rest,
        _help,
    ):
        if part is _lists:
            path = place / "list.xlsx"
            sample_list.write_messy_list(path, country=country)
            found = _lists(workspace, settle, path)
        else:
            found = part(workspace, settle)
        for name in found:
            settle()
            yield name, workspace


def desk_scenes(window: MainWindow, desk: Desk, place: Path, settle: Settle) -> Scenes:
    """Give the sights of a federation's desk, in the place of the register that is open."""
    window.lock()
    settle()
    workspace = enter(window, desk, exchange_scenes.make_desk(place), settle)
    for name in exchange_scenes.desk_scenes(workspace, settle):
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
        if place == 3:
            yield from _erasing(panel, settle)
    panel.tabs.setCurrentIndex(0)
    for state in SENDING_LABELS:
        panel.sending._show(Sending(state, "2026-11", "2026-11-20", "2026-11-21"))
        yield f"member, {state}"
    panel.sending._show(None)
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


def _erasing(panel: MemberPanel, settle: Settle) -> Iterator[str]:
    for part in (panel.more.wages, panel.more.consents):
        part.close_form()
    erasing = panel.more.erasing
    erasing.begin.click()
    settle()
    yield "member, erasing"
    erasing.close_form()


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


def _dues(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("dues")
    settle()
    screen = workspace.screen_of("dues")
    screen.show_part("grid")
    grid = screen.part
    settle()
    yield "dues, the year"
    paid = [
        grid.model.index(row, month)
        for row in range(20)
        for month in range(1, 13)
        if (cell := grid.model.cell(row, month)) is not None and cell.state is State.PAID
    ]
    grid.table.setCurrentIndex(paid[-1])
    settle()
    yield "dues, a month explained"
    grid.explanation.closed.emit()
    ids = list(grid.model.ids)
    screen.show_part("pay", ids[3])
    settle()
    screen.part.arrive(ids[4])
    yield "dues, a payment"
    receipts = screen.part.receipts
    settle()
    screen.part._on_take()
    settle()
    receipts.table.selectRow(0)
    receipts.reverse.click()
    yield "dues, a receipt taken back"
    screen.part._back.click()
    yield "dues, given back"
    screen.part._pay.click()
    receipts._leave_form()
    yield from _dues_lists(screen, settle)
    screen.part.month.step(1)
    yield "dues, a month to assess"
    yield from _check_off(screen, ids)
    screen.show_part("rules")
    settle()
    yield "dues, rules"
    rules = screen.part
    for part in (rules.rules, rules.own, rules.values, rules.exemptions):
        part.open_form()
        yield f"dues, {type(part).__name__}"
        part.close_form()
    rules.rules.endings[0].begin()
    yield "dues, a rule to end"
    screen.show_part("grid")


def _dues_lists(screen: DuesScreen, settle: Settle) -> Iterator[str]:
    for part in ("powers", "joining_fees", "arrears", "assess"):
        screen.show_part(part)
        settle()
        yield f"dues, {part}"
        if screen.part_name in {"powers", "joining_fees"}:
            screen.part.table.selectRow(0)
            yield f"dues, {part} marked"
        if screen.part_name == "joining_fees":
            screen.part.rules.open_form()
            yield "dues, a joining fee"
            screen.part.rules.close_form()


def _check_off(screen: DuesScreen, ids: Sequence[int]) -> Iterator[str]:
    screen.show_part("check_off")
    yield "dues, check_off"
    screen.part.payroll.show_payroll("luong-11.xlsx", payroll(ids[:8]))
    screen.part._places.setCurrentIndex(1)
    yield "dues, payroll"
    screen.part.payroll.left.emit()
    screen.part._on_rest(2)
    yield "dues, lines of a payroll wait"
    screen.part._places.setCurrentIndex(3)
    screen.part.rest._show((rest_lines(), {ids[0]: "Nguyễn Thị Bình"}))
    yield "dues, what did not fit"
    screen.part.rest._refuse(
        InvalidValueError(_("Say why the line is not posted."), field="reason")
    )
    yield "dues, no reason given"
    screen.part.rest.left.emit()


def _welfare(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("welfare", ("part", "cases"))
    settle()
    screen = workspace.screen_of("welfare")
    cases = screen.part
    yield "welfare, cases"
    for chip in ("requested", "checked", "approved"):
        cases.chips[chip].click()
        settle()
        cases.table.selectRow(0)
        settle()
        yield f"welfare, a case {chip}"
        next(iter(cases.panel.next_ways.values())).click()
        yield f"welfare, the next step of one {chip}"
        cases.panel.step.leave()
    cases.new.click()
    member = workspace.screen_of("members").model.ids[0]
    cases.form.member.show_member(member, "Nguyễn Thị Bình")
    cases.form.kind.setCurrentIndex(1)
    cases.form._propose()
    yield "welfare, a request"
    cases.form.left.emit()
    yield from _programmes(screen, settle)
    screen.show_part("kinds")
    settle()
    yield "welfare, kinds"
    screen.part.form.open_form()
    screen.part.kinds.endings[0].begin()
    yield "welfare, a new kind"
    screen.part.form.close_form()
    screen.show_part("cases")


def _programmes(screen: WelfareScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("programmes")
    settle()
    yield "welfare, programmes"
    screen.part.new.click()
    form = screen.part.form
    form.name.setText("Quà Tết Đinh Mùi")
    form.amount.setText("300000")
    form.budget.setText("10000000")
    form.for_children.setChecked(True)
    yield "welfare, a new programme"
    form.for_children.setChecked(False)
    form.save.click()
    settle()
    view = screen.part.view
    yield "welfare, who is entitled"
    view.list.click()
    settle()
    view.recipients.table.selectRow(0)
    yield "welfare, a list"
    view.recipients.strike.click()
    view.add.click()
    yield "welfare, somebody by hand"


def payroll(ids: Sequence[int]) -> Payroll:
    """Make a payroll as if it had been read: one line of each class."""
    lines = [
        PayrollLine(row, f"NV{row:05d}", "Nguyễn Thị Bình", member, 33_300, 33_000, kind, reason)
        for row, (member, (kind, reason)) in enumerate(
            zip(ids, ((kind, "Cùng một người với dòng 2.") for kind in LABELS), strict=True), 2
        )
    ]
    return Payroll("2026-11", tuple(lines), "C")


def rest_lines(member: int = 0) -> list[RestLine]:
    """Make lines of a payroll that wait: one of each reason."""
    file = "Bảng lương tháng 11 năm 2026 - Phân xưởng May 2.xlsx"
    return [
        RestLine(
            number, "2026-11", file, number + 1, f"NV{number:05d}", "Nguyễn Thị Thanh Bình", member,
            33_300, 33_000, kind, "Cùng một người với dòng 2.",
        )
        for number, kind in enumerate(LABELS, start=1)
    ]  # fmt: skip


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
    for part in ("months", "trial", "bank", "cash", "shares"):
        screen.show_part(part)
        yield f"books, {part}"
    screen.parts["shares"].chips["fund"].click()
    yield "books, employer fund"
    screen.show_part("bank")
    settle()
    bank = screen.parts["bank"]
    if bank._lines:
        bank.table.selectRow(len(bank._lines) - 1)
        yield "books, a line of the bank"
        bank._close_side()


def _reports(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("reports", ("report", "trial-balance"))
    settle()
    screen = workspace.screen_of("reports")
    yield "reports, paper"
    screen._timer.stop()
    screen._make()
    settle()
    screen.views.setCurrentIndex(1)
    yield "reports, figures"
    screen._on_followed(0, 2)
    yield "reports, behind a figure"
    screen.behind.closed.emit()
    for name in ("cash-book", "dues-months", "programme-list"):
        screen.arrive(("report", name))
        screen._timer.stop()
        screen._make()
        yield f"reports, {name}"


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
    shown = {
        "exchange",
        "members",
        "groups",
        "doubles",
        "import",
        "dues",
        "welfare",
        "books",
        "reports",
        "paper",
    }
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
