# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: INP001 - a script, not a package
"""Draw every screen of the window, for the eye and for the README.

``python docs/screenshots/make.py`` draws the pictures of the README into this folder;
``python docs/screenshots/make.py --all FOLDER`` draws every screen into FOLDER, in three languages,
in light and in dark, at 1366 × 768. Everybody in the pictures is invented.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from unionbook.operations import doubles, members, sample_list, sample_register, sessions, units
from unionbook.operations.sample_people import sample_passphrase
from unionbook.operations.sessions import Kdf
from unionbook.ui.application import make_desk
from unionbook.ui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from unionbook.ui.screens.paper import PaperScreen
    from unionbook.ui.screens.reports import ReportsScreen

HERE = Path(__file__).resolve().parent
FOR_README = {
    "members": "members-en.png",
    "import-changed": "import-en.png",
    "dues-explained": "dues-en.png",
}
Take = Callable[[str], None]
_CHEAP = Kdf(8192, 1, 1)  # nobody's secrets are in it
_COUNTRY = {"vi": "VN", "id": "ID", "en": "VN"}


class Studio:
    """One window with the sample branch of a language, and a camera."""

    def __init__(self, language: str, *, dark: bool, place: Path) -> None:
        self.desk = make_desk(language=language)
        self.desk.preferences.theme = "dark" if dark else "light"
        self.window = MainWindow(self.desk)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.build_again()
        self.window.activateWindow()
        self._place = place
        self._country = _COUNTRY[language]

    def wait(self) -> None:
        """Let the worker answer and the window draw."""
        for _turn in range(3):
            loop = QEventLoop()
            QTimer.singleShot(25, loop.quit)
            loop.exec()
            if self.desk.tasks.busy:
                self.desk.tasks.idle.connect(loop.quit)
                loop.exec()

    def pictures(self) -> dict[str, QPixmap]:
        """Go through every screen; give a picture of each by name."""
        found: dict[str, QPixmap] = {}

        def take(name: str) -> None:
            self.wait()
            found[name] = self.window.grab()

        self._gate(take)
        self._register()
        take("home")
        self._members(take)
        self._import(take)
        workspace = self.window.workspace
        if workspace is not None:
            for name in ("history", "backups", "users", "settings", "about"):
                workspace.go(name)
                take(name)
            self._many(take)
            self._groups_and_doubles(take)
            self._dues(take)
            self._welfare(take)
            self._books(take)
            self._reports(take)
            self._paper(take)
            self._exchange(take)
            self._help(take)
            self._desk(take)
        return found

    def close(self) -> None:
        """Close the window and its threads."""
        self.window.close()

    def _gate(self, take: Take) -> None:
        gate = self.window.gate
        take("start")
        gate.show_new()
        self.wait()
        gate.page.passphrase.setText(sample_passphrase(self._country))
        take("new")
        gate.show_restore()
        take("restore")

    def _register(self) -> None:
        folder = self._place / f"{self._country}.unionbook"
        if folder.exists():
            user = sessions.list_slots(folder)[0].name
            session = sessions.open_register(
                folder=folder, user=user, passphrase=sample_passphrase(self._country)
            )
        else:
            session, _key = sample_register.make_sample_register(
                folder=folder, country=self._country, kdf=_CHEAP
            )
        self.desk.enter((session, session.info))
        self.wait()

    def _members(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("members")
        self.wait()
        screen = workspace.screen_of("members")
        take("list")
        screen.table.choose(screen.model.ids[5])  # one with a photo
        take("members")
        screen.panel.tabs.setCurrentIndex(1)
        take("events")
        screen.panel._record_event.click()  # noqa: SLF001 - a visitor may press any button
        take("event")
        screen.enrol.click()
        take("enrol")
        screen.panel.head.close_button.click()
        workspace.palette_box.open()
        workspace.palette_box.box.setText("nguyen" if self._country == "VN" else "siti")
        take("palette")
        workspace.palette_box.dismiss()

    def _import(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("import")
        take("import")
        path = self._place / ("Danh sách.xlsx" if self._country == "VN" else "Daftar.xlsx")
        sample_list.write_messy_list(path, country=self._country)
        screen = workspace.screen_of("import")
        screen.open_file(path)
        take("import-preview")
        for kind in ("changed", "double", "refused"):
            screen.view._chips[kind].click()  # noqa: SLF001 - as above
            screen.view.table.selectRow(0)
            take(f"import-{kind}")
        screen.take.click()
        take("import-done")
        workspace.screen_of("import")._on_undo()  # noqa: SLF001 - the register stays as it was
        self.wait()

    def _many(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("members")
        screen = workspace.screen_of("members")
        screen.table.choose(screen.model.ids[5])
        self.wait()
        screen.panel.tabs.setCurrentIndex(3)
        take("more")
        screen.table.selectAll()
        self.wait()
        screen.selection.change_asked.emit()
        screen.many.fields.choose("contract_kind").type_in("indefinite")
        self.wait()
        take("many")
        screen.many.tabs.setCurrentIndex(1)
        take("many-event")
        screen.many.closed.emit()
        screen.saved.begin()
        take("saved")
        screen.saved.hide()
        screen.table.clearSelection()

    def _groups_and_doubles(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("groups")
        self.wait()
        groups = workspace.screen_of("groups")
        groups.tree.setCurrentItem(groups.tree.topLevelItem(0).child(0))
        take("groups")
        groups.members.change_asked.emit()
        take("group-form")
        self._enrol_a_double()
        workspace.go("doubles")
        take("doubles")

    def _enrol_a_double(self) -> None:
        screen, session = self.window.workspace.screen_of("members"), self.desk.open_session
        known = members.get_member(session, member_id=screen.model.ids[5]).values
        twin = {"full_name": known["full_name"], "phone": known["phone"]}
        if not doubles.list_doubles(session):
            members.enrol_member(session, values={**twin, "employee_number": "A-0017"})

    def _dues(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("dues")
        self.wait()
        screen = workspace.screen_of("dues")
        screen.show_part("grid")
        take("dues-year")
        grid = screen.part
        grid.table.setCurrentIndex(grid.model.index(4, 8))
        take("dues-explained")
        grid.explanation.closed.emit()
        screen.show_part("pay", grid.model.ids[4])
        take("dues-pay")
        for part in ("arrears", "joining_fees", "assess", "check_off", "powers", "rules"):
            screen.show_part(part)
            take(f"dues-{part.replace('_', '-')}")

    def _welfare(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("welfare")
        self.wait()
        screen = workspace.screen_of("welfare")
        take("welfare-cases")
        cases = screen.part
        cases.table.selectRow(0)
        take("welfare-case")
        cases.new.click()
        take("welfare-request")
        screen.show_part("programmes")
        self.wait()
        if screen.part.programmes:
            screen.part.table.selectRow(0)
        take("welfare-programme")
        screen.part.new.click()
        take("welfare-programme-new")
        screen.show_part("kinds")
        take("welfare-kinds")

    def _books(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("books", ("part", "vouchers"))
        self.wait()
        screen = workspace.screen_of("books")
        vouchers = screen.parts["vouchers"]
        vouchers._show_all()  # noqa: SLF001 - as above
        self.wait()
        take("books-vouchers")
        vouchers.table.selectRow(3)
        take("books-voucher")
        vouchers.panel.begin_reversal()
        take("books-reversal")
        screen.arrive(("new", "receipt"))
        take("books-receipt")
        vouchers._close_side()  # noqa: SLF001 - as above
        screen.arrive(("account", "cash"))
        take("books-account")
        for part in ("months", "bank", "cash", "shares", "trial"):
            screen.show_part(part)
            take(f"books-{part}")
        screen.show_part("shares")
        screen.parts["shares"].chips["fund"].click()
        take("books-fund")

    def _reports(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("reports")
        screen = workspace.screen_of("reports")
        for name in ("cash-book", "dues-months", "trial-balance"):
            screen.arrive(("report", name))
            self._wait_for_paper(screen)
            take(f"report-{name}")
        screen.views.setCurrentIndex(1)
        screen.figures.followed.emit(0, 2)
        take("report-figure")
        screen.arrive(("report", "dues-months"))
        self._wait_for_paper(screen)
        take("report-chart")
        screen.views.setCurrentIndex(0)

    def _paper(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("paper")
        self.wait()
        screen = workspace.screen_of("paper")
        for place in range(screen.kind.count()):
            screen.kind.setCurrentIndex(place)
            self._wait_for_paper(screen)
            take(f"paper-{screen.kind.currentData()}")
        screen.kind.setCurrentIndex(0)
        screen.design.click()
        self._wait_for_paper(screen)
        take("paper-design")
        workspace.go("card_check")
        take("card-check")

    def _wait_for_paper(self, screen: PaperScreen | ReportsScreen) -> None:
        for _turn in range(12):
            self.wait()
            if not screen.is_working and screen.preview.is_drawn:
                return

    def _exchange(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("exchange")
        screen = workspace.screen_of("exchange")
        for place in range(screen.tabs.count()):
            screen.tabs.setCurrentIndex(place)
            take(f"exchange-{screen.part_name}")

    def _desk(self, take: Take) -> None:
        """Go through a federation's desk with a small tree of units."""
        self.window.lock()
        self.wait()
        folder = self._place / f"{self._country}-{self.desk.preferences.theme}-desk.unionbook"
        session, _key = sessions.make_register(
            folder=folder,
            branch="Liên đoàn Khu công nghiệp" if self._country == "VN" else "Federasi Kawasan",
            country=self._country,
            language="vi" if self._country == "VN" else "id",
            user="Nguyễn Thị Lan",
            passphrase=sample_passphrase(self._country),
            kind="federation",
            kdf=_CHEAP,
        )
        [top] = units.add_unit(session, name="Sao Mai", level="sector").rows["units"]
        for name in ("Sao Mai 1", "Sao Mai 2"):
            units.add_unit(session, name=name, parent_id=top)
        self.desk.enter((session, session.info))
        self.wait()
        workspace = self.window.workspace
        for name in ("home", "overview", "units", "members", "exchange"):
            workspace.go(name)
            take(f"desk-{name}")

    def _help(self, take: Take) -> None:
        workspace = self.window.workspace
        workspace.go("members")
        for topic in ("members", "start", "keys"):
            workspace.open_help(topic)
            take(f"help-{topic}")
        workspace.close_help()


def _save_small(picture: QPixmap, path: Path) -> None:
    """Keep 256 colours, half of them the commonest as they are: a third of the size."""
    picture.save(str(path))
    with Image.open(path) as drawn:
        whole = drawn.convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)
    common = [part for _count, colour in counted[:128] for part in colour]
    rare = whole.quantize(128, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((common + rare)[: 3 * 256])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main(folder: Path | None) -> None:
    """Draw the pictures of the README, or of every screen, look and language into ``folder``."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as kept:
        os.environ["UNIONBOOK_HOME"] = kept
        looks = (False, True) if folder else (False,)
        for language in ("en", "vi", "id") if folder else ("en",):
            for dark in looks:
                studio = Studio(language, dark=dark, place=Path(kept))
                taken = studio.pictures()
                studio.close()
                for name, picture in taken.items():
                    if folder:
                        look = "dark" if dark else "light"
                        folder.mkdir(parents=True, exist_ok=True)
                        picture.save(str(folder / f"{name}-{language}-{look}.png"))
                    elif name in FOR_README:
                        _save_small(picture, HERE / FOR_README[name])
    application.quit()


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if argument != "--all"]
    main(Path(folders[0]) if folders else None)
