# SPDX-License-Identifier: Apache-2.0
"""Freeze a register of a released schema, for ``test_frozen`` to open for ever after.

``python tests/databases/make.py STEPS NAME`` makes ``NAME.unionbook`` with the first STEPS steps of
the office schema, and ``NAME.json`` with what must be found in it. What was released is never made
anew: a program that cannot open it any more is wrong, not the register.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

import registers  # noqa: E402 - found by the line above

from unionbook.data import occupancy, register, verification  # noqa: E402 - likewise
from unionbook.domain.roles import OFFICE  # noqa: E402 - likewise
from unionbook.operations import (  # noqa: E402 - likewise
    backups,
    events,
    groups,
    history,
    members,
    photos,
    settings,
)

PEOPLE = (
    {"full_name": "Trần Văn Đức", "sex": "male", "born_on": "1990", "department": "May 1",
     "phone": "0912345678", "wage": 5_200_000},
    {"full_name": "Lê Thị Ánh", "sex": "female", "born_on": "31/12/1988", "department": "Cắt",
     "identity_number": "001188001234", "email": "anh.le@example.vn"},
    {"full_name": "Nguyễn Như Ý", "department": "May 1", "employee_number": "NV007",
     "official_number": "CD-2026-007", "note": "nghỉ thai sản"},
    {"full_name": "Ahmad Zulkifli", "nationality": "Indonesia", "job": "Thợ máy"},
)  # fmt: skip


def fill(session, place: Path) -> None:
    """Let a little of everything happen."""
    registers.add_user(session, "Minh", "secretary")
    registers.add_user(session, "Hà", "auditor")
    numbers = [registers.enrol(session, **person) for person in PEOPLE]
    members.correct_member(
        session, member_id=numbers[0], values={"job": "Tổ trưởng", "wage": 6_000_000},
        free={"Cỡ áo": "L"}, wage_from="2026-01-01", reason="quyết định 12",
    )  # fmt: skip
    wrong = members.change_members(session, ids=numbers, values={"union_post": "Nhầm"})
    history.undo_commit(session, commit_id=wrong.commit_id, reason="nhầm")
    events.record_event(
        session, member_ids=[numbers[2]], kind="exempted", on="01/02/2020", until="31/07/2020"
    )
    events.record_event(session, member_ids=[numbers[3]], kind="left", on="15/05/2025")
    team = groups.add_group(session, kind="worker_group", name="Tổ tự quản 7", head_id=numbers[1])
    groups.put_in_group(session, group_id=team.rows["groups"][0], member_ids=numbers[:2])
    groups.save_filter(
        session, name="May 1", criteria=members.Criteria(statuses=("active",), text="may")
    )
    settings.turn_on_sensitive(session, name="health")
    settings.record_consent(
        session, member_id=numbers[0], purpose="ảnh", text_version="1", form="giấy",
        on="01/03/2026",
    )  # fmt: skip
    from PIL import Image

    Image.new("RGB", (90, 120), "teal").save(place / "face.png")
    photos.set_photo(session, member_id=numbers[0], path=place / "face.png")


def facts(session, recovery_key: str) -> dict[str, object]:
    """Give what must be found in it by any later program."""
    names = ("id", "full_name", "born_on", "department", "phone", "wage", "status", "left_on")
    ids = members.list_member_ids(session)
    last = session.office.last_commit(session.site)
    return {
        "recovery_key": recovery_key,
        "members": [list(row) for row in members.read_members(session, ids=ids, names=names)],
        "fields": list(names),
        "history": [
            [step.operation, step.user, step.reason]
            for step in history.list_steps(session)
        ],
        "last_commit": [last.id, last.digest.hex()],
        "photo": len(photos.read_photo(session, member_id=find(session)) or b""),
    }  # fmt: skip


def find(session) -> int:
    """Give the member who has a photo."""
    [found] = members.search_members(session, text="tran van duc")
    return int(found[0])


def main() -> None:
    """Make the register and its facts."""
    steps, name = int(sys.argv[1]), sys.argv[2]
    folder = HERE / f"{name}.unionbook"
    if folder.exists():
        sys.exit(f"{folder.name} is frozen: it is not made anew.")
    file_name, schema = register._STORES[OFFICE]
    register._STORES[OFFICE] = (
        file_name,
        replace(schema, steps=schema.steps[:steps]),
    )
    register.computer = occupancy.computer = lambda: "OFFICE-PC (lan)"
    with tempfile.TemporaryDirectory() as place:
        os.environ["UNIONBOOK_HOME"] = place
        session, recovery_key = registers.make_with_key(Path(place))
        fill(session, Path(place))
        told = facts(session, recovery_key)
        backups.make_backup(session, to=Path(place) / "b.unionbackup")
        for store in session.register.stores:
            # Not verify_register, which looks into tables of later steps as well.
            found = list(verification.check_store(store))
            if found:
                sys.exit("\n".join(found))
        session.close()
        shutil.copytree(
            session.register.folder, folder, ignore=shutil.ignore_patterns("in-use*", "backups")
        )
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (HERE / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
