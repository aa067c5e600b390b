# SPDX-License-Identifier: Apache-2.0
"""PCs whose clocks are wrong: found out by whoever knows something before it was written."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import msgspec
import offices
import pytest
import registers

from unionbook.data import bundles as rows
from unionbook.data import store, vectors
from unionbook.operations import (
    bundle_files,
    bundle_history,
    bundles,
    clocks,
    device_trust,
    federation_down,
    members,
    months,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from offices import PC

    from unionbook.operations.sessions import Session

YEAR = timedelta(days=365, hours=1)


@contextmanager
def clock_at(by: timedelta) -> Iterator[None]:
    """Let the clock of this PC run ahead, or behind."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(tz) + by

    with pytest.MonkeyPatch.context() as patch:
        for module in (store, vectors, rows, device_trust):
            patch.setattr(module, "datetime", Shifted)
        shifted = SimpleNamespace(time=lambda: time.time() + by.total_seconds())
        patch.setattr(bundle_files, "time", shifted)
        yield


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def one(tmp_path: Path) -> PC:
    return offices.found(tmp_path / "a", "one", branch="Công đoàn Sao Mai")


@pytest.fixture
def desk(tmp_path: Path) -> PC:
    return offices.found(tmp_path / "f", "desk", branch="Liên đoàn", kind="federation")


def wrong(session: Session) -> list[str]:
    """Give what waits about clocks."""
    return [each.detail for each in waiting.list_waiting(session) if each.name == "clock"]


def phones(session: Session) -> list[str]:
    return [row[0] for row in session.database.rows("SELECT phone FROM unit_members")]


def test_a_branch_is_told_that_its_clock_runs_ahead(one: PC, desk: PC, stick: Path):
    unit = offices.connect(desk, one, stick, "Sao Mai")
    with clock_at(YEAR), one.open() as session:
        an = registers.enrol(session, "Trần Văn An", phone="0900000001")
        early = months.make_month(session, to=stick)
        assert wrong(session) == []
    with desk.open() as session:
        assert bundles.apply_bundle(session, path=early.path).state == "held"
        down = federation_down.make_down(session, unit_id=unit, to=stick)
    with clock_at(YEAR), one.open() as session:
        taken = bundles.apply_bundle(session, path=down.path)
        assert any("runs ahead by 365 days" in note for note in taken.notes), taken.notes
        assert "came to Liên đoàn" in wrong(session)[0]
        made = [each for each in bundle_history.list_bundles(session) if each.purpose == "up"]
        assert [each.state for each in made] == ["ahead"]
        assert "ran ahead" in made[0].words
        assert not bundle_history.waiting(session).made
    with one.open() as session:
        members.correct_member(session, member_id=an, values={"phone": "0900000002"})
        right = months.make_month(session, to=stick)
        assert wrong(session) == []
    with desk.open() as session:
        taken = bundles.apply_bundle(session, path=right.path)
        assert taken.state == "applied", taken
        # What waited is told of whole by now, and its hours win over nothing.
        assert rows.held_bundles(session.database) == []
        assert phones(session) == ["0900000002"]
        reported = session.database.value("SELECT max(reported_at) FROM unit_months")
        assert datetime.fromisoformat(reported) < datetime.now(UTC) + timedelta(hours=1)
        assert clocks.notices_for(session, right_register(one)) == {}
    with clock_at(YEAR), desk.open() as session:
        assert bundles.apply_bundle(session, path=early.path).state == "known"
        assert phones(session) == ["0900000002"]


def right_register(pc: PC) -> str:
    with pc.open() as session:
        return session.register.vault.register


def early(made_at: str, came_at: str) -> bytes:
    return msgspec.msgpack.encode([clocks.CameEarly("0" * 64, 1, made_at, came_at)])


@pytest.mark.parametrize(
    "body",
    [
        b"\xc1",
        early("2026-01-02T00:00:00+00:00", "no day"),
        early("9999-12-31T23:59:59+00:00", "9999-12-31T00:00:00+00:00"),
        # It came after it was made: then nothing is wrong.
        early("2026-01-02T00:00:00+00:00", "2026-01-03T00:00:00+00:00"),
    ],
)
def test_what_is_told_of_clocks_and_cannot_be_keeps_no_rows_out(
    tmp_path: Path, one: PC, stick: Path, body: bytes
):
    two = offices.join(tmp_path / "a", "two", one, stick)
    with two.open() as session, pytest.MonkeyPatch.context() as patch:
        registers.enrol(session, "Lê Thị Bình")
        patch.setattr(clocks, "notices_for", lambda _session, _other: {clocks.NOTICE: body})
        made = bundles.make_for_branch(session, to=stick)
    with one.open() as session:
        taken = bundles.apply_bundle(session, path=made.path)
        assert taken.state == "applied", taken
        assert not any("runs ahead" in note for note in taken.notes), taken.notes
        assert len(members.list_member_ids(session)) == 1
        assert bundles.apply_bundle(session, path=made.path).state == "known"


def test_two_pcs_ahead_by_the_same_are_told_by_a_third(tmp_path: Path, one: PC, stick: Path):
    two = offices.join(tmp_path / "a", "two", one, stick)
    three = offices.join(tmp_path / "a", "three", one, stick)
    with three.open() as session:
        known = bundles.make_for_branch(session, to=stick)
    with one.open() as session:
        bundles.apply_bundle(session, path=known.path)
    with clock_at(YEAR):
        with two.open() as session:
            registers.enrol(session, "Lê Thị Bình")
            first = bundles.make_for_branch(session, to=stick)
        with one.open() as session:
            taken = bundles.apply_bundle(session, path=first.path)
            assert (taken.state, taken.notes) == ("applied", ())  # they find each other right
            early = bundles.make_for_branch(session, to=stick)
    with three.open() as session:
        held = bundles.apply_bundle(session, path=early.path)
        assert held.state == "held"
        assert "runs ahead by 365 days" in wrong(session)[0]
        back = bundles.make_for_branch(session, to=stick)
    with clock_at(YEAR), one.open() as session:
        taken = bundles.apply_bundle(session, path=back.path)
        assert any("runs ahead by 365 days" in note for note in taken.notes), taken.notes
        assert len(wrong(session)) == 1


def test_a_receipt_tells_of_less_than_keeps_a_file_waiting(one: PC, desk: PC, stick: Path):
    unit = offices.connect(desk, one, stick, "Sao Mai")
    with clock_at(timedelta(minutes=90)), one.open() as session:
        registers.enrol(session, "Trần Văn An")
        made = months.make_month(session, to=stick)
    with desk.open() as session:
        assert bundles.apply_bundle(session, path=made.path).state == "applied"
        down = federation_down.make_down(session, unit_id=unit, to=stick)
    with clock_at(timedelta(minutes=90)), one.open() as session:
        taken = bundles.apply_bundle(session, path=down.path)
        assert any("ahead of that of Liên đoàn by 1 hour" in note for note in taken.notes)
    with desk.open() as session:
        again = federation_down.make_down(session, unit_id=unit, to=stick)
    with one.open() as session:  # put right since
        taken = bundles.apply_bundle(session, path=again.path)
        assert not any("ahead" in note for note in taken.notes), taken.notes


def test_a_clock_that_went_back_is_told_by_what_came(one: PC, desk: PC, stick: Path):
    unit = offices.connect(desk, one, stick, "Sao Mai")
    offices.send_down(desk, unit, one, stick)
    with one.open() as session:
        assert wrong(session) == []
    with clock_at(-10 * YEAR), one.open() as session:
        [told] = wrong(session)
        assert "Put the date and the hour right" in told


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(hours=1, minutes=59), "1 hour"),
        (timedelta(minutes=20), "20 minutes"),
    ],
)
def test_spans_are_told_in_their_largest_unit(span: timedelta, words: str):
    assert clocks.span_words(span) == words
