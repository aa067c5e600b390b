# SPDX-License-Identifier: Apache-2.0
"""``unionbook welfare``: papers of cases in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import ROW, Group, argument, command, file_argument, file_option, option
from unionbook.errors import UnreadableFileError
from unionbook.operations import welfare, welfare_papers
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

CASE = N_("CASE")
_MOST = 20_000


def read_words(path: Path) -> str:
    """Give the text of a file, of the standard input for ``-``. Raises UnreadableFileError."""
    try:
        content = sys.stdin.buffer.read(_MOST) if path == Path("-") else path.read_bytes()[:_MOST]
        return content.decode("utf-8-sig").strip()
    except OSError:
        raise UnreadableFileError(
            _("There is no file “{name}”: check its name and folder.").format(name=path.name)
        ) from None
    except UnicodeDecodeError:
        raise UnreadableFileError(
            _("{name} is not a text file in UTF-8.").format(name=path.name)
        ) from None


@command("attach", help=N_("Attach a file to a case; of a confidential one, under its own key."))
@argument("key", metavar=CASE)
@file_argument()
@option("--title", metavar=N_("TEXT"), default="", help=N_("What it is; otherwise its name."))
@uses_register(Access.WRITES)
def attach(session: Session, key: str, path: Path, title: str) -> Answer:
    """Attach a paper."""
    case = welfare.find_case(session, key=key)
    changes = welfare_papers.attach_paper(session, case_id=case, path=path, title=title)
    paper = changes.rows["welfare_papers"][0]
    return changed(changes, _("The paper is attached."), case=number(case), paper=number(paper))


@command("paper", help=N_("Write a paper of a case to a file."))
@argument("key", metavar=CASE)
@argument("paper", metavar=N_("NUMBER"), type=ROW)
@file_option("--out", "path", required=True, help=N_("The file to write."))
@uses_register(Access.READS)
def paper_out(session: Session, key: str, paper: int, path: Path) -> Answer:
    """Write a paper out."""
    case = welfare.find_case(session, key=key)
    welfare_papers.save_paper(session, case_id=case, paper_id=paper, path=path)
    return Answer({"file": str(path)}, [_("The paper is in {file}.").format(file=path)])


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook welfare``."""
    parent.add_command(attach)
    parent.add_command(paper_out)
