# SPDX-License-Identifier: Apache-2.0
"""``unionbook bundle``: make, look at, check and take in what travels between offices."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import DONE, REFUSED, Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import COUNT, ROW, argument, file_argument, file_option, group, option
from unionbook.cli.money import MONTH
from unionbook.cli.progress import Progress
from unionbook.cli.shown import moment, size
from unionbook.cli.tables import pairs, table
from unionbook.domain.periods import read_month
from unionbook.errors import UnionbookError
from unionbook.operations import (
    bundle_history,
    bundles,
    federation_down,
    months,
    policies,
    units,
    watched,
)
from unionbook.operations.sessions import FEDERATION
from unionbook.reports.formats import number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionbook.operations.bundles import BundleInfo, BundleMade, BundleTaken
    from unionbook.operations.months import Sending
    from unionbook.operations.policies import SentTable
    from unionbook.operations.sessions import Session

FILE = N_("BUNDLE")
_WIDEST = 120
"""Letters of a sentence or a file's name: how it ends tells what became of it."""
SIGNATURES = {
    "good": N_("fits: the file is whole"),
    "bad": N_("does not fit: the file was altered"),
    "unknown_key": N_("cannot be checked here"),
}


@group(help=N_("Make, look at and take in the files that travel between offices."))
def bundle_command() -> None:
    """Hold the commands on bundles."""


@bundle_command.command(
    "make",
    help=N_(
        "Write a file for another office or another PC, on a stick say.\n\n"
        "In a branch: “branch” is for its other PCs, “federation” the month for the union above. "
        "At a federation's desk: a unit, or “all”."
    ),
)
@argument("recipient", metavar=N_("FOR"))
@file_option("--to", required=True, sign=N_("FOLDER"), help=N_("Where to write it."))
@option("--month", metavar=MONTH, default="", help=N_("Which month is reported."))
@uses_register(Access.WRITES)
def make_bundle(session: Session, recipient: str, to: Path, month: str) -> Answer:
    """Make a bundle."""
    if session.info.kind == FEDERATION:
        return _make_down(session, recipient, to)
    if recipient == "branch":
        made = bundles.make_for_branch(session, to=to)
    elif recipient == "federation":
        made = months.make_month(session, to=to, month=read_month(month) if month else "")
    else:
        raise UnionbookError(_("Say for whom: “branch” or “federation”."))
    return Answer({"bundles": [_made_data(made)], "left_out": []}, _made_lines(made))


def _make_down(session: Session, recipient: str, to: Path) -> Answer:
    if recipient != "all":
        unit = units.find_unit(session, recipient)
        made = federation_down.make_down(session, unit_id=unit.id, to=to)
        return Answer({"bundles": [_made_data(made)], "left_out": []}, _made_lines(made))
    done = federation_down.make_all_down(session, to=to)
    left_out = [{"unit": name, "reason": reason} for name, reason in done.left_out]
    data = {"bundles": [_made_data(one) for one in done.made], "left_out": left_out}
    lines = [line for one in done.made for line in _made_lines(one)]
    lines += [f"{name}: {reason}" for name, reason in done.left_out]
    return Answer(data, lines)


def _made_data(made: BundleMade) -> dict[str, Any]:
    return {
        "file": str(made.path),
        "purpose": made.purpose,
        "number": made.number,
        "size": made.size,
        "digest": made.digest,
        "counts": made.counts,
    }


def _made_lines(made: BundleMade) -> list[str]:
    sentence = _("Number {number} is in {file} ({size}).").format(
        number=made.number, file=made.path, size=size(made.size)
    )
    return [sentence, *_table_lines(policies.sent_tables(made.counts))]


def _table_lines(tables: tuple[SentTable, ...]) -> Iterator[str]:
    for one in tables:
        yield f"  {one.label}: {number_text(one.rows)}"


@bundle_command.command(
    "preview", help=N_("Say what exactly would be sent to the union above; nothing is written.")
)
@option("--month", metavar=MONTH, default="", help=N_("Which month is reported."))
@uses_register(Access.READS)
def preview_bundle(session: Session, month: str) -> Answer:
    """Preview the month's bundle."""
    found = months.preview_month(session, month=read_month(month) if month else "")
    data = {
        "to": found.to,
        "policy": found.policy,
        "month": found.month,
        "tables": [
            {
                "table": one.table,
                "rows": one.rows,
                "columns": {name: count for name, _label, count in one.columns},
            }
            for one in found.tables
        ],
        "figures": dict(found.figures),
        "never": found.never,
    }
    return Answer(data, _preview_lines(found))


def _preview_lines(found: Sending) -> Iterator[str]:
    yield _("To {name}, for {month}.").format(
        name=found.to, month=f"{found.month[5:]}/{found.month[:4]}"
    )
    yield f"{found.title}. {found.purpose}"
    for one in found.tables:
        yield f"{one.label}: {number_text(one.rows)}"
        for _name, label, count in one.columns:
            yield f"  {label}: {number_text(count)}"
    for label, count in found.figures:
        yield f"{label}: {number_text(count)}"
    yield found.never


@bundle_command.command(
    "inspect", help=N_("Tell what a file tells without any key: sender, number, size, signature.")
)
@file_argument("bundle", sign=FILE)
def inspect_bundle(bundle: Path) -> Answer:
    """Inspect a bundle."""
    found = bundles.inspect_bundle(path=bundle)
    code = REFUSED if found.signature == "bad" else DONE
    return Answer(_info_data(found), _info_lines(found), (), code)


@bundle_command.command(
    "verify", help=N_("Prove that a file is whole and was made by a PC this register knows.")
)
@file_argument("bundle", sign=FILE)
@uses_register(Access.READS)
def verify_bundle(session: Session, bundle: Path) -> Answer:
    """Verify a bundle."""
    found = bundles.verify_bundle(session, path=bundle)
    return Answer({**_info_data(found), "verified": True}, _info_lines(found))


def _info_data(found: BundleInfo) -> dict[str, Any]:
    return {
        "file": str(found.path),
        "purpose": found.purpose,
        "register": found.register,
        "for": found.stream,
        "site": found.site,
        "maker": found.maker,
        "number": found.number,
        "made_at": found.made_at.isoformat(),
        "policy": found.policy,
        "program": found.program,
        "size": found.size,
        "digest": found.digest,
        "signature": found.signature,
        "parts": list(found.parts),
    }


def _info_lines(found: BundleInfo) -> Iterator[str]:
    rows = [
        (_("What for"), _(bundles.PURPOSE_LABELS.get(found.purpose, found.purpose))),
        (_("From"), found.maker or f"{found.register} / {found.site}"),
        (_("For"), found.stream),
        (_("Number"), str(found.number)),
        (_("Made"), moment(found.made_at)),
        (_("Size"), size(found.size)),
        (_("Digital signature"), _(SIGNATURES[found.signature])),
    ]
    yield from pairs(rows)


@bundle_command.command(
    "apply",
    help=N_(
        "Take in a file, or all files of a folder; without a name, what is new in the watched "
        "folder.\n\n"
        "What was taken in before counts once; what comes too early is kept and follows by itself."
    ),
)
@file_argument("bundle", sign=FILE, required=False)
@uses_register(Access.WRITES)
def apply_bundle(session: Session, bundle: Path | None) -> Answer:
    """Apply bundles."""
    taken = _taken(session, bundle)
    code = REFUSED if any(one.state == bundles.REFUSED for one in taken) else DONE
    lines = [line for one in taken for line in taken_lines(one)]
    data = {"bundles": [taken_data(one) for one in taken]}
    return Answer(data, lines or [_no_files(bundle)], (), code)


def _taken(session: Session, bundle: Path | None) -> list[BundleTaken]:
    if bundle is None:
        if watched.watched_folder(session) is None:
            raise UnionbookError(
                _("Name the file or the folder; or let one be watched first: “bundle watch”.")
            )
        with Progress() as progress:
            return bundles.apply_files(session, paths=watched.new_files(session), progress=progress)
    with Progress() as progress:
        if bundle.is_dir():
            return bundles.apply_folder(session, folder=bundle, progress=progress)
        return [bundles.apply_bundle(session, path=bundle, progress=progress)]


def _no_files(folder: Path | None) -> str:
    if folder is None:
        return _("Nothing new lies in the watched folder.")
    return _(
        "There is no file of unionbook ({ending}) in {folder}. Is it the right stick, or does the "
        "file lie in a folder on it?"
    ).format(ending=bundles.SUFFIX, folder=folder)


@bundle_command.command(
    "watch",
    help=N_(
        "Let this PC watch a folder for files that come, or say which one it watches.\n\n"
        "The window then tells of what is new; “bundle apply” without a name takes it in."
    ),
)
@file_argument("folder", sign=N_("FOLDER"), required=False)
@option("--none", "stop", is_flag=True, help=N_("Watch no folder any more."))
@uses_register(Access.READS)
def watch_folder(session: Session, folder: Path | None, stop: bool) -> Answer:  # noqa: FBT001 - as click gives it
    """Watch a folder."""
    if folder is not None and stop:
        raise UnionbookError(_("Either name a folder or say --none, not both."))
    if folder is not None or stop:
        watched.watch_folder(session, folder=folder.resolve() if folder else None)
    place, files = watched.watched_folder(session), watched.new_files(session)
    asking = [path for path, _request in watched.asking(session)]
    data = {
        "folder": str(place) if place else None,
        "there": bool(place and place.is_dir()),
        "files": [str(one) for one in files],
        "requests": [str(one) for one in asking],
    }
    return Answer(data, _watched_lines(place, [*files, *asking]))


def _watched_lines(place: Path | None, files: list[Path]) -> Iterator[str]:
    if place is None:
        yield _("This PC watches no folder. Name one: “bundle watch FOLDER”.")
    elif not place.is_dir():
        yield _("{folder} is not there now. Is the stick plugged in, or the network on?").format(
            folder=place
        )
    else:
        yield ngettext(
            "{folder}: {count} new file.", "{folder}: {count} new files.", len(files)
        ).format(folder=place, count=number_text(len(files)))
        yield from (f"  {one.name}" for one in files)


def taken_data(one: BundleTaken) -> dict[str, Any]:
    """Give what became of a bundle for programs."""
    return {
        "file": str(one.path),
        "state": one.state,
        "message": one.message,
        "maker": one.maker,
        "number": one.number,
        "step": number(one.commit_id or None),
        "rows": one.rows or {},
        "merged": one.merged,
        "conflicts": one.conflicts,
        "set_aside": one.set_aside,
        "notes": list(one.notes),
    }


def taken_lines(one: BundleTaken) -> Iterator[str]:
    """Give what became of a bundle for people."""
    yield f"{one.path.name}: {one.message}"
    if one.conflicts:
        yield "  " + _("Two PCs said different things: “unionbook conflicts list”.")
    yield from (f"  {note}" for note in one.notes)


@bundle_command.command(
    "follow",
    help=N_("Take in what was kept, as far as what it waited for is there: after an update, say."),
)
@uses_register(Access.WRITES)
def follow_up(session: Session) -> Answer:
    """Take in what was kept."""
    told = bundles.follow_up(session)
    left = bundle_history.waiting(session).held
    nothing = _("Nothing that was kept can be taken in yet.") if left else _("Nothing is kept.")
    return Answer({"notes": list(told), "held": left}, told or (nothing,))


@bundle_command.command("history", help=N_("List what was made and taken in on this PC."))
@option("--limit", type=COUNT, default=50, show_default=True, help=N_("How many at most."))
@uses_register(Access.READS)
def list_bundles(session: Session, limit: int) -> Answer:
    """List bundles."""
    found = bundle_history.list_bundles(session, limit=limit)
    data = [
        {
            "id": str(one.id),
            "at": one.at,
            "direction": one.direction,
            "purpose": one.purpose,
            "who": one.who,
            "number": one.number,
            "file": one.file,
            "size": one.size,
            "state": one.state,
            "message": one.words,
            "reason": one.reason,
            "digest": one.digest,
            "counts": one.counts,
        }
        for one in found
    ]
    rows = [
        [str(one.id), moment(datetime.fromisoformat(one.at)), one.words, one.file] for one in found
    ]
    headings = [_("Number"), _("When"), _("What"), _("File")]
    return Answer({"bundles": data}, table(headings, rows, widest=_WIDEST))


@bundle_command.command("waiting", help=N_("Count what waits to be sent, and since when."))
@uses_register(Access.READS)
def waiting(session: Session) -> Answer:
    """Count what waits."""
    found = bundle_history.waiting(session)
    data = {
        "connected": found.connected,
        "steps": found.steps,
        "new_members": found.new_members,
        "changed_members": found.changed_members,
        "since": found.since or None,
        "made": found.made,
        "last_receipt": found.last_receipt or None,
        "pcs": found.pcs,
        "pc_steps": found.pc_steps,
        "pc_since": found.pc_since or None,
        "held": found.held,
    }
    words = bundle_history.waiting_words(found)
    return Answer(data, [words or _("Nothing waits to be sent to the union above.")])


@bundle_command.command("lost", help=N_("Say that a file that was made did not arrive."))
@argument("bundle", metavar=N_("ID"), type=ROW)
@uses_register(Access.WRITES)
def lost(session: Session, bundle: int) -> Answer:
    """Call a bundle back."""
    changes = bundle_history.call_back(session, bundle_id=bundle)
    return changed(changes, _("What was in it counts as not sent again."), bundle=str(bundle))
