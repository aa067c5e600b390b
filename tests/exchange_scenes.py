# SPDX-License-Identifier: Apache-2.0
"""The sights of the exchange and of a federation's desk, with what two PCs and a desk would show.

What comes from another PC is put into the parts as if it had been read.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import registers

from unionbook.data.down import DocumentRow
from unionbook.operations import invitations, sessions, units
from unionbook.operations.bundle_history import BundleEntry, WaitingToSend
from unionbook.operations.bundles import BundleInfo, BundleTaken
from unionbook.operations.conflicts import ConflictInfo, SetAsideInfo
from unionbook.operations.devices import DeviceInfo, DeviceRequest
from unionbook.operations.federation_lost import LostMember, LostState
from unionbook.operations.handed_back import Offer, OfferedMember
from unionbook.operations.invitations import InvitationInfo, Link
from unionbook.operations.months import Sending
from unionbook.operations.policies import SentTable
from unionbook.operations.transfers import TransferRow
from unionbook.ui.exchange.arrivals import Arrival, outcome_of
from unionbook.ui.exchange.sending import _Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionbook.ui.screens.exchange import ExchangeScreen
    from unionbook.ui.workspace import Workspace

    Settle = Callable[[], None]

WORDS = ("mamon", "lusun", "bakun", "tugon", "sisan", "kibu")
ABOVE = "Liên đoàn Lao động Khu công nghiệp Sao Mai"
FILE = Path("Công đoàn cơ sở Sao Mai 2026-11 2026-11-21 12.unionbundle")
_NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def exchange(workspace: Workspace, settle: Settle) -> Iterator[str]:
    """Go through the parts at a branch: empty first, then with what may stand in them."""
    workspace.go("exchange")
    settle()
    screen = workspace.screen_of("exchange")
    for part in ("send", "open", "history", "conflicts", "devices", "above", "transfers"):
        screen.show_part(part)
        settle()
        yield f"exchange, {part}"
    yield from _sending(screen, settle)
    yield from _opening(screen, settle)
    yield from _history(screen, settle)
    yield from _differing(screen, settle)
    yield from _devices(screen, settle)
    yield from _above(screen, settle)
    yield from _moves(screen, settle)
    screen.show_part("send")
    settle()


def _sending(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("send")
    settle()
    waiting = WaitingToSend(
        True, 40, 12, 30, "2026-10-30T10:00:00+07:00", False, "2026-10-12", 2, 40, "2026-11-02", 1
    )
    columns = (("full_name", "Full name", 12), ("phone", "Phone", 30))
    tables = (SentTable("members", "Members", 42, columns),)
    sending = Sending(ABOVE, "district", "", "", "2026-11", tables, (("Dues", 3),), "Never sent.")
    screen.parts["send"]._show(
        _Found(waiting, sending, sent_before=False, standing={"unsent": 12, "changed": 30})
    )
    yield "exchange, first sending"


def _opening(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("open")
    settle()
    part = screen.parts["open"]
    told = ("r", "s", 7, "Máy thủ quỹ", 12, _NOW, "", "1", 123_456, "aa")
    infos = [
        BundleInfo(FILE, "branch", *told, seal, ("office",))
        for seal in ("good", "bad", "unknown_key")
    ]
    refused = Arrival(FILE, None, "The file is damaged or cut short.")
    part._show_arrivals([*(Arrival(FILE, info) for info in infos), refused])
    yield "exchange, files found"
    rows = {"members": {"added": 3, "changed": 4}, "vouchers": {"added": 12}}
    taken = BundleTaken(
        FILE, "applied", "12 steps of Máy thủ quỹ were taken in.", "Máy thủ quỹ", 12, 0, rows,
        2, 1, 1, ("The cases in it are sealed.",),
    )  # fmt: skip
    held = BundleTaken(FILE, "held", "An earlier file is missing.")
    part._show_outcomes([outcome_of(taken), outcome_of(held)])
    yield "exchange, files taken in"
    part._on_back()


def _history(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("history")
    settle()
    counts = {"members": {"rows": 12, "full_name": 12}, "figures.welfare": {"rows": 3}}
    screen.parts["history"]._show(
        [
            BundleEntry(
                number, "2026-11-20T10:00:00+07:00", direction, "up", ABOVE, number, FILE.name,
                12_000, state, f"Number {number} for {ABOVE} was made.", "", "aa", counts,
            )
            for number, (direction, state) in enumerate(
                (("made", "open"), ("made", "confirmed"), ("taken", "held")), start=1
            )
        ]
    )  # fmt: skip
    yield "exchange, a file sent"


def _differing(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("conflicts")
    settle()
    one = ConflictInfo(
        1, "office", "members", 1, "Trần Văn An", "phone", "Phone", "0912345678", "Nguyễn Thị Lan",
        _NOW, "0987654321", "Phạm Quang Sơn", _NOW, "", True, True, "Máy thư ký", "Máy thủ quỹ",
    )  # fmt: skip
    aside = SetAsideInfo("office", "vouchers", 1, "The voucher does not add up.")
    screen.parts["conflicts"]._show(([one], [aside]))
    yield "exchange, values that differ"


def _devices(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("devices")
    settle()
    part = screen.parts["devices"]
    part._show(
        [
            DeviceInfo(1, "Máy văn phòng công đoàn", "DESKTOP-A1", "active", True, "2026-01-02"),
            DeviceInfo(2, "Máy thủ quỹ", "DESKTOP-B2", "active", False, "2026-02-02"),
            DeviceInfo(3, "Máy cũ", "DESKTOP-C3", "revoked", False, "2026-03-02"),
        ]
    )
    yield "exchange, PCs"
    request = DeviceRequest(4, "DESKTOP-D4", "Phạm Quang Sơn", _NOW.isoformat(), WORDS)
    part._show_request(Path("x"), request)
    yield "exchange, a PC asks"
    part.request.hide()
    part._begin_rename(part.devices[1])
    part.waiting.show()
    part.own_words.show_words(WORDS)
    part.own_words.show()
    part.own_words_told.show()
    yield "exchange, this PC asks"
    part.rename.hide()
    part.waiting.hide()


def _above(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("above")
    settle()
    part = screen.parts["above"]
    info = InvitationInfo(ABOVE, ("Khu công nghiệp", "Sao Mai"), "district", _NOW.isoformat())
    part._show_invitation(Path("x"), info)
    yield "exchange, an invitation"
    part.invited.hide()
    link = Link(ABOVE, "Khu công nghiệp / Sao Mai", "district", "answered", WORDS)
    part._show((link, [], set(), None))
    yield "exchange, six words"
    document = DocumentRow(
        1, "bulletin", "Lịch nghỉ Tết", "2026-11-01", "Đọc kỹ", "tet.pdf", 12_000
    )
    offer = Offer(
        1, "2026-11-20T10:00:00+00:00", (
            OfferedMember(1, "Lê Thị Bình", "1990-02-03", whole=True),
            OfferedMember(2, "Trần Văn An", "", whole=False, columns=("Phone", "Job")),
        ),
    )  # fmt: skip
    connected = Link(link.name, link.place, "district", "confirmed", WORDS)
    part._show((connected, [document], {document.id}, offer))
    yield "exchange, connected"


def _moves(screen: ExchangeScreen, settle: Settle) -> Iterator[str]:
    screen.show_part("transfers")
    settle()
    part = screen.parts["transfers"]
    for state, direction in (("offered", "in"), ("asked", "out")):
        part._show(([transfer(state, direction)], []))
        yield f"exchange, a transfer {state}"


def transfer(state: str, direction: str) -> TransferRow:
    """Make a transfer as it is listed."""
    return TransferRow(
        1, "ab", direction, None, "Trần Văn An", "Sao Mai", "Hướng Dương", "2026-11-20", state,
        "chuyển nhà", b"",
    )  # fmt: skip


def make_desk(place: Path) -> Path:
    """Make a federation's register with some units in it, closed; give its folder."""
    folder = place / "desk.unionbook"
    session, _key = sessions.make_register(
        folder=folder,
        branch="Liên đoàn Lao động Khu công nghiệp",
        country="VN",
        language="vi",
        user=registers.HEAD,
        passphrase=registers.PASSPHRASE,
        kind="federation",
        kdf=registers.KDF,
    )
    [top] = units.add_unit(session, name="Cụm Sao Mai", level="sector").rows["units"]
    contacts = {"leader": "Nguyễn Thị Lan", "phone": "0912345678", "address": "12 Lê Lợi"}
    [unit] = units.add_unit(session, name="Sao Mai", parent_id=top, contacts=contacts).rows["units"]
    units.add_unit(session, name="Hướng Dương", parent_id=top)
    invitations.invite_unit(session, unit_id=unit, to=place)
    session.close()
    return folder


def desk_scenes(workspace: Workspace, settle: Settle) -> Iterator[str]:
    """Go through the screens of a federation's desk."""
    workspace.go("home")
    settle()
    yield "desk, home"
    yield from _units(workspace, settle)
    workspace.go("overview")
    settle()
    yield "desk, overview"
    workspace.screen_of("overview").tabs.setCurrentIndex(1)
    yield "desk, overview by month"
    workspace.screen_of("overview").tabs.setCurrentIndex(0)
    workspace.screen_of("overview")._on_opened(0)
    settle()
    yield "desk, overview of a unit"
    workspace.go("members", "an")
    settle()
    yield "desk, nobody found"
    workspace.go("exchange")
    screen = workspace.screen_of("exchange")
    for part in ("open", "send", "papers", "history", "transfers", "conflicts", "devices"):
        screen.show_part(part)
        settle()
        yield f"desk, {part}"
    screen.parts["transfers"]._show(([transfer("asked", "in")], []))
    screen.show_part("transfers")
    yield "desk, a transfer asked"
    for name in ("history", "backups", "users", "settings", "about"):
        workspace.go(name)
        settle()
        yield f"desk, {name}"


def _units(workspace: Workspace, settle: Settle) -> Iterator[str]:
    workspace.go("units")
    settle()
    screen = workspace.screen_of("units")
    yield "desk, units"
    branch = next(one for one in screen.places if one.unit.state == "invited")
    screen.arrive(branch.unit.id)
    settle()
    yield "desk, a unit"
    page = screen.page
    page.compared.show_words(WORDS)
    page.compare.show()
    yield "desk, six words"
    lost = (LostMember(1, "Lê Thị Bình", "1990-02-03", whole=True),
            LostMember(2, "Trần Văn An", "", whole=False))  # fmt: skip
    page.lost.show_lost(LostState(branch.unit, lost, ("2026-09",)))
    yield "desk, a branch that went back"
    page.lost.hide()
    screen._on_change()
    yield "desk, a unit to change"
    screen._on_add()
    yield "desk, a new unit"
    screen.form.left.emit()
