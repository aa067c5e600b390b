# SPDX-License-Identifier: Apache-2.0
"""The command line run in this process, on a register made for the test."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import command_page
import pytest
import registers
from click.testing import CliRunner

from unionbook.cli.root import root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def expect_what_the_page_says(ran: Ran, words: tuple[str, ...]) -> None:
    """Hold every answer that any of these tests gets beside ``docs/command-line.md``."""
    if "error" in ran.json:
        assert set(ran.json["error"]) <= {"message", "field", "steps", "members", "report"}
    else:
        broken = command_page.broken_promises(words, ran.json)
        broken += command_page.odd_values(ran.json)
        assert not broken, "\n".join(sorted(set(broken)))


class CommandLine:
    """Runs commands as a shell would; ``environment`` may be changed by the test."""

    def __init__(self) -> None:
        self.environment: dict[str, str | None] = {}

    def __call__(self, *words: object, **more: Any) -> Ran:
        runner = CliRunner(env=self.environment)
        result = runner.invoke(root, [str(word) for word in words], **more)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        ran = Ran(result.exit_code, result.stdout, result.stderr)
        if "--json" in words and "--help" not in words and ran.out:
            expect_what_the_page_says(ran, tuple(map(str, words)))
        return ran

    def done(self, *words: object, **more: Any) -> Ran:
        """Run a command that must succeed."""
        ran = self(*words, **more)
        assert ran.code == 0, ran.err
        return ran

    def json(self, *words: object) -> Any:
        """Run a command that must succeed, and give what it says to programs."""
        return self.done(*words, "--json").json

    def refused(self, *words: object) -> str:
        """Run a command that must be refused with one sentence; give it."""
        ran = self(*words)
        assert (ran.code, ran.out) == (1, ""), ran
        assert ran.err.count("\n") == 1
        return ran.err.strip()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Give the command line without any register."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return CommandLine()


@pytest.fixture
def make_register(tmp_path: Path) -> Callable[..., Path]:
    """Give what makes the register, with three members."""

    def made(country: str = "VN") -> Path:
        registers.once(("three", country), tmp_path, lambda place: _make_three(place, country))
        return tmp_path / "branch.unionbook"

    return made


def _make_three(place: Path, country: str) -> None:
    session = registers.make(place, country=country)
    registers.enrol(
        session,
        "Trần Văn An",
        born_on="31/12/1990",
        phone="0912 345 678",
        department="May 1",
        job="Thợ may",
        wage=5_200_000,
    )
    registers.enrol(session, "Lê Thị Bình", department="May 2", born_on="1988")
    registers.enrol(session, "Nguyễn Đức Châu", department="May 1")
    session.close()


@pytest.fixture
def folder(make_register: Callable[..., Path]) -> Path:
    return make_register()


@pytest.fixture
def cli(bare: CommandLine, folder: Path) -> CommandLine:
    """Give the command line, its register, user and passphrase in the environment."""
    bare.environment.update(
        UNIONBOOK_REGISTER=str(folder),
        UNIONBOOK_USER=registers.HEAD,
        UNIONBOOK_PASSPHRASE=registers.PASSPHRASE,
    )
    return bare
