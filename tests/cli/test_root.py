# SPDX-License-Identifier: Apache-2.0
"""The outermost command: language, help, exit codes, and what it does not load."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from command_page import every_command

from unionbook import __version__, texts
from unionbook.cli import answers
from unionbook.cli import root as root_module
from unionbook.cli.root import COMMANDS, language_of, root

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = ("PySide6", "openpyxl", "reportlab", "sqlcipher3", "cryptography", "PIL", "babel",
         "python_calamine", "msgspec", "sqlite_utils", "segno")  # fmt: skip


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**kept, "UNIONBOOK_HOME": os.environ["UNIONBOOK_HOME"], **environment},
    )


def program(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return python("-m", "unionbook", *words, **environment)


def test_the_version_loads_nothing_heavy():
    code = (
        "import sys; from unionbook.cli.root import root; "
        "root.main(['--version'], standalone_mode=False); "
        f"sys.exit(' '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    ran = python("-c", code)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().strip() == f"unionbook {__version__}"


def test_the_general_help_loads_no_command():
    code = (
        "import sys; from unionbook.cli.root import root; "
        "root.main(['--help'], standalone_mode=False); "
        "sys.exit(' '.join(name for name in sys.modules if name.startswith('unionbook.op')) or 0)"
    )
    ran = python("-c", code)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_console_of_another_code_page_gets_utf8():
    ran = program("--language", "vi", "--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LANG="C")
    assert ran.returncode == 0
    assert "Cách dùng" in ran.stdout.decode("utf-8")


def test_a_reader_that_goes_away_gets_no_traceback():
    ran = python(
        "-c",
        "import os, sys; from unionbook.cli.root import root; r, w = os.pipe(); os.close(r); "
        "os.dup2(w, 1); root.main(['--help'])",
    )
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_has_help(bare, words):
    ran = bare.done(*words, "--help")
    assert ran.out.startswith(f"Usage: unionbook {' '.join(words)} ")
    assert "--help, -h" in ran.out


@pytest.mark.parametrize("words", [w for w in every_command() if w != ("open",)], ids=" ".join)
def test_every_command_answers_as_json(words):
    ctx = click.Context(root)
    command = root.get_command(ctx, words[0])
    for word in words[1:]:
        command = command.get_command(ctx, word)
    if not isinstance(command, click.Group):
        assert "--json" in [form for one in command.params for form in one.opts]


@pytest.mark.parametrize("words", [(), *every_command()], ids=" ".join)
def test_every_help_is_translated_when_it_is_shown(bare, monkeypatch, words):
    """The modules are imported already, in another language: no text may be fixed by then."""
    shown: list[str] = []

    class Marked:
        def gettext(self, message: str) -> str:
            shown.append(message)
            return f"§{message}"

        def ngettext(self, one: str, many: str, number: int) -> str:
            return one if number == 1 else many

    monkeypatch.setattr(texts, "_load", lambda _code: Marked())
    ran = bare.done("--language", "vi", *words, "--help")
    assert ran.out.startswith("§Usage:")
    assert "\n§Options:" in ran.out
    ctx = click.Context(root)
    command = root
    for word in words:
        command = command.get_command(ctx, word)
    for text in [command.help, *(getattr(one, "help", None) for one in command.params)]:
        assert text is None or text in shown


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_is_documented(words):
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert f"`unionbook {' '.join(words)}" in page


@pytest.mark.parametrize(("language", "usage"), [("vi", "Cách dùng:"), ("id", "Pemakaian:")])
def test_help_speaks_the_language_asked_for(bare, language, usage):
    if language == "id":
        texts.use("id")
        usage = texts.gettext("Usage:")
        texts.use("en")
        assert usage != "Usage:"
    assert bare.done("--language", language, "--help").out.startswith(usage)
    bare.environment["UNIONBOOK_LANGUAGE"] = language
    assert bare.done("members", "list", "--help").out.startswith(usage)
    assert bare.done("--language=en", "--help").out.startswith("Usage:")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--language", "vi"], "vi"),
        (["--user", "x", "--language=id", "members"], "id"),
        (["members", "--language", "vi"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_known_before_anything_else(words, language):
    assert language_of(words) == language


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("memers",), "There is no command “memers”. Did you mean members?"),
        (("--regster", "x"), "There is no option --regster. Did you mean --register?"),
        (("members", "lst"), "There is no command “lst”. Did you mean list?"),
        (("members", "show"), "MEMBER is missing."),
        (("members", "show", "1", "2"), "“2” is one word too many for this command."),
        (("members", "list", "--limit", "x"), "--limit must be a whole number, at least 1."),
        (("members", "list", "--limit", "-1"), "--limit must be a whole number, at least 1."),
        (("history", "show", "9" * 20), "STEP must be a whole number, at least 1."),
        (("members", "list", "--limit"), "The option --limit needs a value."),
        (("members", "list", "--json=1"), "The option --json takes no value."),
        (("members", "list", "--order", "x"), "--order must be one of: name, number, newest,"),
        (("--language", "fr", "--version"), "--language must be one of: vi, id, en."),
    ],
)
def test_wrong_usage_is_one_sentence_and_2(bare, words, sentence):
    ran = bare(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert "--help” shows how it is used." in ran.err


def test_wrong_usage_as_json(bare):
    ran = bare("members", "show", "--json")
    assert ran.code == 2
    assert list(ran.json) == ["error"]
    assert ran.json["error"]["message"] in ran.err


def test_a_group_alone_shows_its_help(bare):
    ran = bare("members")
    assert ran.code == 2
    assert "search" in ran.err
    assert ran.out == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be missing")
def test_without_a_screen_the_window_is_refused_in_words(bare, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert bare.refused().startswith("There is no screen here")
    assert bare.refused("open").startswith("There is no screen here")


def test_the_window_gets_the_register_and_the_language(bare, monkeypatch):
    opened = []

    def run(*, register: Path | None, language: str) -> int:
        opened.append((register, language))
        return 0

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    bare.done(obj=lambda: run)
    bare.done("--language", "vi", "--register", "a", "open", obj=lambda: run)
    bare.done("open", "b", obj=lambda: run)
    assert opened == [(None, ""), (Path("a"), "vi"), (Path("b"), "")]


def test_a_part_of_the_system_that_is_missing_is_named(bare, monkeypatch):
    def load():
        raise ImportError(name="libEGL.so.1")

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    ran = bare("open", obj=load)
    assert ran.code == 1
    assert "libEGL.so.1" in ran.err
    assert bare("open").err.startswith("The window cannot be opened from here")


def test_a_mistake_of_ours_is_one_sentence_and_a_report_without_people(cli, home, monkeypatch):
    def fail(*_args: object, **_more: object) -> None:
        secret = "Trần Văn An"
        raise KeyError(secret)

    monkeypatch.setattr("unionbook.operations.members.list_member_ids", fail)
    ran = cli("members", "list", "--json")
    reports = list(home.glob("crash-*.txt"))
    assert ran.code == 1
    assert "unionbook has made a mistake" in ran.err
    assert ran.json["error"]["report"] == str(reports[0])
    assert len(reports) == 1
    text = reports[0].read_text("utf-8")
    assert "builtins.KeyError" in text
    assert "cli/members.py:" in text
    assert "Trần" not in text
    assert "Traceback" not in ran.err + ran.out


def test_a_full_disk_is_no_mistake_of_ours(cli, home, monkeypatch):
    def fail(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("unionbook.operations.members.list_member_ids", fail)
    assert cli.refused("members", "list").startswith("The disk is full")
    assert list(home.glob("crash-*")) == []


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_an_answer_that_cannot_be_written_does_not_undo_what_was_done(cli, monkeypatch, more):
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(answers.click, "echo", full)
        ran = cli("groups", "add", "Tổ 1", "--kind", "union_team", *more)
    assert (ran.code, ran.out) == (1, "")
    assert "Tổ 1" in [one["name"] for one in cli.json("groups", "list")["groups"]]


def test_what_was_done_is_said_where_its_answer_cannot_be_written(cli, monkeypatch):
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(answers, "show", full)
    assert cli.refused("members", "list").startswith("The command did its work; only its answer")


def test_a_reader_that_has_seen_enough_is_no_mistake(cli, monkeypatch):
    def gone(*_args: object, **_more: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(answers, "show", gone)
    ran = cli("groups", "add", "Tổ 1", "--kind", "union_team")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_an_interrupted_command_says_so(cli, monkeypatch):
    def stop(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unionbook.operations.members.list_member_ids", stop)
    assert cli("members", "list").err.strip().endswith("Nothing was changed by this command.")


def test_who_stops_a_command_after_its_work_is_told_that_it_was_done(cli, monkeypatch):
    cli.done("ledger", "set-up")

    def stopped(*_told, **_more):
        raise KeyboardInterrupt

    words = ("ledger", "voucher", "receipt", "--debit", "cash=5", "--credit", "5118=5")
    with monkeypatch.context() as patch:
        patch.setattr("unionbook.cli.ledger.posted", stopped)
        assert "register was changed before that" in cli.refused(*words)
    assert len(cli.json("ledger", "list")["vouchers"]) == 1
    with monkeypatch.context() as patch:
        patch.setattr(answers, "show", stopped)
        assert "register was changed before that" in cli.refused(*words)
        assert "Nothing was changed" in cli("ledger", "list").err
    with monkeypatch.context() as patch:
        patch.setattr("unionbook.operations.ledger.post_voucher", stopped)
        assert "Nothing was changed" in cli(*words).err
    assert len(cli.json("ledger", "list")["vouchers"]) == 2


def test_summaries_stand_in_for_the_commands_themselves():
    ctx = click.Context(root)
    for name, (_module, summary) in COMMANDS.items():
        command = root.get_command(ctx, name)
        assert command.help.split("\n")[0].rstrip(".") == summary.rstrip("."), name


def test_the_program_runs_from_a_shell(folder):
    import registers

    ran = program(
        "--register", str(folder), "members", "search", "duc",
        UNIONBOOK_PASSPHRASE=registers.PASSPHRASE, LANG="C",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    assert "Nguyễn Đức Châu" in ran.stdout.decode("utf-8")
    assert ran.stderr == b""


def test_speaking_utf8_leaves_other_streams_alone(monkeypatch):
    closed, errors = object(), io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", closed)
    monkeypatch.setattr(sys, "stderr", errors)
    root_module.speak_utf8()
    assert sys.stdout is closed
    assert errors.encoding == "utf-8"
