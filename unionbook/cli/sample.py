# SPDX-License-Identifier: Apache-2.0
"""``unionbook sample``: a branch of invented people, and its whole round without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook import paths, texts
from unionbook.cli.answers import DONE, REFUSED, Answer
from unionbook.cli.commands import command, file_option, option
from unionbook.cli.progress import Progress
from unionbook.cli.shown import spoken_command
from unionbook.operations.sample_people import sample_branch, sample_passphrase
from unionbook.operations.sample_register import make_sample_register
from unionbook.operations.sample_round import REGISTER, RoundStep, run_sample_round
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sample_round import SampleRound

_FOLDER = "unionbook-sample"


@command(
    "sample",
    help=N_(
        "Make a sample branch of invented people, to try things on.\n\n"
        "With --round everything is done once: a messy Excel list imported, searched, a record "
        "corrected and that undone, cards and list made, exported, verified, backed up. It is "
        "told what was made and where."
    ),
)
@file_option(
    "--into", sign=N_("FOLDER"), help=N_("Where; otherwise a folder among your documents.")
)
@option("--round", "goes_round", is_flag=True, help=N_("Go the whole round."))
@option("--country", type=click.Choice(("VN", "ID")), help=N_("The country of the branch."))
def sample_command(
    into: Path | None,
    goes_round: bool,  # noqa: FBT001 - as click gives it
    country: str | None,
) -> Answer:
    """Make the sample branch."""
    place = into or paths.documents_folder() / _FOLDER
    chosen = country or ("ID" if texts.language() == "id" else "VN")
    return _round(place, chosen) if goes_round else _register(place, chosen)


def _register(place: Path, country: str) -> Answer:
    place.mkdir(parents=True, exist_ok=True)
    with Progress() as progress:
        session, recovery_key = make_sample_register(
            folder=place / REGISTER, country=country, progress=progress
        )
    folder, branch = session.register.folder, session.info.branch
    session.close()
    user = str(sample_branch(country)["user"])
    passphrase = sample_passphrase(country)
    data = _opening(folder, user, passphrase, recovery_key)
    sentence = _("The sample register of {branch} is in {folder}.")
    lines = [sentence.format(branch=branch, folder=folder), *_how_to_open(folder, user, passphrase)]
    return Answer({**data, "branch": branch}, lines)


def _opening(folder: Path, user: str, passphrase: str, recovery_key: str) -> dict[str, Any]:
    return {
        "register": str(folder),
        "user": user,
        "passphrase": passphrase,
        "recovery_key": recovery_key,
    }


def _how_to_open(folder: Path, user: str, passphrase: str) -> list[str]:
    return [
        _("Its user is “{user}”, its passphrase “{passphrase}”.").format(
            user=user, passphrase=passphrase
        ),
        _("To look at it: {command}").format(
            command=f'{spoken_command()} --register "{folder}" --user "{user}" members list'
        ),
    ]


def _round(place: Path, country: str) -> Answer:
    ctx = click.get_current_context()
    tells = not ctx.meta.get("as_json")
    done = run_sample_round(into=place, country=country, tell=_tell if tells else None)
    data = {
        **_opening(done.register, done.user, done.passphrase, done.recovery_key),
        "folder": str(done.folder),
        "whole": done.whole,
        "steps": [_step_data(step) for step in done.steps],
    }
    return Answer(data, _end(done), (), DONE if done.whole else REFUSED)


def _tell(step: RoundStep) -> None:
    """Say each step when it is done: the round takes some seconds."""
    click.echo(f"✓ {step.sentence}")
    for file in step.files:
        click.echo(f"  → {file}")


def _step_data(step: RoundStep) -> dict[str, Any]:
    return {
        "step": step.name,
        "did": step.sentence,
        "files": [str(file) for file in step.files],
        **step.figures,
    }


def _end(done: SampleRound) -> list[str]:
    where = _("Everything is in {folder}.").format(folder=done.folder)
    return ["", where, *_how_to_open(done.register, done.user, done.passphrase)]
