# SPDX-License-Identifier: Apache-2.0
"""A federation's desk that takes in the months of its branches, through the whole operation.

``rows`` counts branches. Each is a real register with members of its own that answered the desk's
invitation; its bundles are opened, proved, decrypted and taken in, with receipts noted, history and
index kept. The peer writes the same people into a bare SQLCipher store, plain, without any of that.
"""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import people, stores
from benchmarks.measuring import Comparison, Contender, Figures, Subject, stopwatch
from unionbook.data.vault import Kdf
from unionbook.operations import (
    bundles,
    federation,
    invitations,
    members,
    months,
    sessions,
    settings,
    units,
)

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

MEMBERS = 1_000
"""Members of each branch."""
_CHANGED = 10
"""One member in so many changes from one month to the next."""
_CHEAP = Kdf(8192, 1, 1)


def _desk(folder: Path, rows: int) -> Path:
    return folder / f"desk-{rows}.unionbook"


def _home() -> Path:
    return Path(os.environ["UNIONBOOK_HOME"])


def _open(path: Path) -> Session:
    return sessions.open_register(folder=path, user=stores.USER, passphrase=stores.PASSPHRASE)


def prepare(folder: Path, rows: int) -> None:
    """Make the desk and its branches, and what they send in two months."""
    if _desk(folder, rows).exists():
        return
    for name in ("first", "next"):
        (folder / f"{name}-{rows}").mkdir()
    made, _key = sessions.make_register(
        folder=_desk(folder, rows),
        branch="Liên đoàn Lao động tỉnh",
        country="VN",
        language="vi",
        user=stores.USER,
        passphrase=stores.PASSPHRASE,
        kind=sessions.FEDERATION,
        kdf=_CHEAP,
    )
    for number in range(rows):
        _branch(made, folder, rows, number)
    made.close()
    # What the desk was before it took anything in, and what this PC then remembered of it.
    shutil.copytree(_desk(folder, rows), folder / f"desk-{rows}.kept")
    shutil.copytree(_home(), folder / f"home-{rows}.kept")


def _branch(desk: Session, folder: Path, rows: int, number: int) -> None:
    branch = stores.make_register(folder, f"branch-{rows}-{number}", kdf=_CHEAP)
    with branch.commit("import_members", reason="benchmark"):
        names = {one: members.department_id(branch, one) for one in people.DEPARTMENTS}
        stores.add_people(branch, MEMBERS, names)
    name = f"CĐCS số {number}"
    settings.change_settings(branch, values={"branch": name})
    changes = units.add_unit(desk, name=name)
    unit = changes.rows["units"][0]
    paper = folder / "papers"
    paper.mkdir(exist_ok=True)
    answer = invitations.answer_invitation(
        branch, path=invitations.invite_unit(desk, unit_id=unit, to=paper), to=paper
    )
    invitations.read_answer(desk, path=answer)
    words = " ".join(invitations.link_of(desk, unit_id=unit).words)
    invitations.confirm(desk, words=words, unit_id=unit)
    invitations.confirm(branch, words=words)
    shutil.rmtree(paper)
    months.make_month(branch, to=folder / f"first-{rows}")
    ids = list(members.list_member_ids(branch))[::_CHANGED]
    members.change_members(branch, ids=ids, values={"job": "Tổ trưởng"})
    months.make_month(branch, to=folder / f"next-{rows}")
    branch.close()


def by_unionbook(folder: Path, rows: int) -> Figures:
    _as_it_was(folder, rows)
    desk = _open(_desk(folder, rows))
    taken: Figures = {}
    for name in ("first", "next"):
        with stopwatch() as taking:
            done = bundles.apply_folder(desk, folder=folder / f"{name}-{rows}")
        assert [one.state for one in done] == [bundles.APPLIED] * rows, done
        taken[name] = taking
    with stopwatch() as looking:
        found = federation.overview(desk)
    assert found.total is not None
    assert found.total.members == rows * MEMBERS
    taken["overview"] = looking
    desk.close()
    return taken


def _as_it_was(folder: Path, rows: int) -> None:
    for kept, there in (
        (folder / f"desk-{rows}.kept", _desk(folder, rows)),
        (folder / f"home-{rows}.kept", _home()),
    ):
        shutil.rmtree(there)
        shutil.copytree(kept, there)


def by_sqlcipher(folder: Path, rows: int) -> Figures:
    path = folder / f"mirror-{rows}.db"
    path.unlink(missing_ok=True)
    store = stores.bare(path)
    columns = ", ".join(people.FIELDS)
    store.execute(f"CREATE TABLE people(id INTEGER PRIMARY KEY, {columns})")
    marks = ",".join("?" * (len(people.FIELDS) + 1))
    crowd = [list(map(str, people.stored(one))) for one in people.people(MEMBERS)]
    upsert = f"INSERT OR REPLACE INTO people VALUES ({marks})"
    taken: Figures = {}
    for name, step in (("first", 1), ("next", _CHANGED)):
        with stopwatch() as writing:
            for number in range(rows):
                store.execute("BEGIN IMMEDIATE")
                some = partial(_numbered, crowd, number, step)
                store.executemany(upsert, some())
                store.execute("COMMIT")
        taken[name] = writing
    store.close()
    return taken


def _numbered(crowd: list[list[str]], number: int, step: int) -> list[list[object]]:
    return [[number * MEMBERS + at, *one] for at, one in enumerate(crowd) if at % step == 0]


SUBJECT = Subject(
    "desk",
    {
        "unionbook": Contender(by_unionbook),
        "bare SQLCipher": Contender(by_sqlcipher, "sqlcipher3"),
    },
    (
        Comparison("desk: first months of the branches", "first", "bare SQLCipher"),
        Comparison("desk: their next months", "next", "bare SQLCipher"),
        Comparison("desk: overview of all branches", "overview", judged_from=1, seconds=1.0),
    ),
    rows=(5, 20, 60),
    prepare=prepare,
    small=2,
)
