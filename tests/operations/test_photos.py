# SPDX-License-Identifier: Apache-2.0
"""Photos: scaled, kept encrypted, taken from a folder by number."""

from __future__ import annotations

import io
import threading

import pytest
import registers
from PIL import Image

from unionbook.errors import NotFoundError, UnreadableFileError
from unionbook.operations import members, photos, verify
from unionbook.operations.history import last_step, undo_commit


def picture(path, size=(600, 700), colour="teal", **more):
    Image.new("RGB", size, colour).save(path, **more)
    return path


def test_a_photo_is_scaled_for_a_card(session, tmp_path):
    member = registers.enrol(session)
    photos.set_photo(session, member_id=member, path=picture(tmp_path / "a.png"))
    with Image.open(io.BytesIO(photos.read_photo(session, member_id=member))) as shown:
        assert (shown.format, shown.size) == ("JPEG", (354, 472))
        assert not shown.getexif()
    changes = photos.set_photo(session, member_id=member, path=None)
    assert photos.read_photo(session, member_id=member) is None
    undo_commit(session, commit_id=changes.commit_id)
    assert photos.read_photo(session, member_id=member)
    registers.expect_whole(session)


def test_what_is_no_picture_is_refused(session, tmp_path):
    member = registers.enrol(session)
    (tmp_path / "a.jpg").write_bytes(b"not a picture")
    (tmp_path / "empty.png").write_bytes(b"")
    for path in (tmp_path / "a.jpg", tmp_path / "empty.png", tmp_path / "none.jpg", tmp_path):
        with pytest.raises(UnreadableFileError):
            photos.set_photo(session, member_id=member, path=path)
    cut = picture(tmp_path / "cut.jpg")
    cut.write_bytes(cut.read_bytes()[:900])
    with pytest.raises(UnreadableFileError):
        photos.set_photo(session, member_id=member, path=cut)
    with pytest.raises(NotFoundError):
        photos.set_photo(session, member_id=12345, path=None)
    assert list((session.register.folder / "files").iterdir()) == []


def test_a_missing_picture_is_told_as_missing(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"There is no file “a\.jpg”"):
        photos.prepare(tmp_path / "a.jpg")


def test_a_picture_bomb_is_refused(session, tmp_path):
    member = registers.enrol(session)
    bomb = tmp_path / "bomb.png"
    Image.new("1", (20000, 20000)).save(bomb)
    with pytest.raises(UnreadableFileError):
        photos.set_photo(session, member_id=member, path=bomb)


def test_a_folder_of_photos_is_matched_by_number(session, tmp_path):
    one = registers.enrol(session, "Một", employee_number="NV1")
    two = registers.enrol(session, "Hai", identity_number="001090001234")
    registers.enrol(session, "Ba", employee_number="NV3")
    registers.enrol(session, "Bốn", employee_number="nv3")
    for name in ("nv1.jpg", "001090001234.PNG", "NV3.jpg", "nobody.jpg"):
        picture(tmp_path / name)
    (tmp_path / "0001.jpg").write_bytes(b"broken")
    (tmp_path / "letter.txt").write_text("x", "utf-8")
    done = photos.import_photos(session, folder=tmp_path)
    assert dict(done.taken) == {"nv1.jpg": one, "001090001234.PNG": two}
    assert set(done.unmatched) == {"NV3.jpg", "nobody.jpg"}
    assert [name for name, _why in done.refused] == ["0001.jpg"]
    assert photos.read_photo(session, member_id=one)
    step = last_step(session)
    assert step.operation == "import_photos"
    undo_commit(session, commit_id=step.id)
    assert photos.read_photo(session, member_id=one) is None


def test_a_cancelled_import_changes_nothing(session, tmp_path):
    registers.enrol(session, "Một", employee_number="NV1")
    picture(tmp_path / "NV1.jpg")
    before = registers.content(session)
    cancelled = threading.Event()
    cancelled.set()
    assert photos.import_photos(session, folder=tmp_path, cancelled=cancelled).commit_id == 0
    assert registers.content(session) == before


def test_progress_reaches_its_end(session, tmp_path):
    registers.enrol(session, "Một", employee_number="NV1")
    for name in ("NV1.jpg", "nobody.jpg", "other.jpg"):
        picture(tmp_path / name)
    told: list[tuple[int, int]] = []
    photos.import_photos(session, folder=tmp_path, progress=lambda *at: told.append(at))
    assert told[-1] == (3, 3)


def test_no_folder_is_told(session, tmp_path):
    with pytest.raises(UnreadableFileError):
        photos.import_photos(session, folder=tmp_path / "nowhere")


def test_a_lost_photo_is_found_by_verifying(session, tmp_path):
    member = registers.enrol(session)
    photos.set_photo(session, member_id=member, path=picture(tmp_path / "a.png"))
    assert verify.verify_register(session).files == 1
    [kept] = (session.register.folder / "files").iterdir()
    kept.unlink()
    [problem] = verify.verify_register(session).problems
    assert kept.name in problem
    assert members.get_member(session, member_id=member)
