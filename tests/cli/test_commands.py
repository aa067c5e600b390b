# SPDX-License-Identifier: Apache-2.0
"""Every command beside the page that documents it: how it is called, and the examples."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import click
from command_page import PAGE, Row, context_of, every_command, rows

import unionbook

WHO_FITS = ["--status", "--department", "--group", "--text", "--sending", "--filter", "--order"]
OPTIONAL = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
PACKAGE = Path(unionbook.__file__).parent
# What writes and is called by the window alone, with what does the same on the command line.
ELSEWHERE = {
    ("money_papers", "note_paper"): "the commands that print note it themselves, by print_vouchers",
}
OF_ALL = {"--json", "--help", "-h"}


def command_of(row: Row) -> click.Command:
    return context_of(row.words).command


def told_options(row: Row) -> set[str]:
    told = set(row.options)
    if "who fits" in row.usage:
        told.update(WHO_FITS)
    return told


def options_of(command: click.Command) -> set[str]:
    parameters = [one for one in command.params if isinstance(one, click.Option)]
    return {form for one in parameters for form in (*one.opts, *one.secondary_opts)} - OF_ALL


def calls(row: Row) -> list[list[str]]:
    """Give how a line says that the command is called: with the least, and with all words."""
    least = OPTIONAL.sub("", row.usage)
    inside = [part[1:-1] for part in OPTIONAL.findall(row.usage)]
    words = [part for part in inside if re.fullmatch(r"[A-Z]+", part)]
    return [typed(least), typed(f"{least} {' '.join(words)}")]


def typed(usage: str) -> list[str]:
    """Put something in for the signs: the first of several, a name for a value."""
    words = [word for word in usage.split() if word != "…"]
    return [word.split("|")[0] for word in words]


def complaint(row: Row, words: list[str]) -> str:
    """Give what click has against a line; a sign where a number has to stand is no fault."""
    try:
        command_of(row).make_context("x", words[len(row.words) :])
    except click.MissingParameter as error:
        return f"{row.usage}: {error}"
    except click.BadParameter:
        return ""
    except click.UsageError as error:
        return f"{row.usage}: {error}"
    return ""


def test_what_the_page_says_can_be_typed():
    found = [complaint(row, words) for row in rows() for words in calls(row)]
    unknown = [(row.usage, told_options(row) - options_of(command_of(row))) for row in rows()]
    assert [one for one in found if one] == []
    assert [one for one in unknown if one[1]] == []


def test_every_option_is_on_the_page():
    silent = []
    for words in every_command():
        command = context_of(words).command
        told = [told_options(row) for row in rows() if command_of(row) is command]
        if not isinstance(command, click.Group):
            silent += [f"{words} {one}" for one in options_of(command) - set().union(*told)]
    assert silent == []


def test_the_examples_can_be_typed():
    examples = re.findall(r"^unionbook (.*)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(example.partition(" > ")[0])
        context_of(words)


def used_in(folder: str) -> set[tuple[str, str]]:
    """Give the operations that a package names: in which module, and which function."""
    found: set[tuple[str, str]] = set()
    for path in (PACKAGE / folder).rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        modules = {}
        for node in nodes:
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            parent, _dot, module = node.module.rpartition(".")
            if node.module == "unionbook.operations":
                modules |= {one.asname or one.name: one.name for one in node.names}
            elif parent == "unionbook.operations":
                found |= {(module, one.name) for one in node.names}
        found |= {
            (modules[node.value.id], node.attr)
            for node in nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
        }
    return found


def writing() -> set[tuple[str, str]]:
    """Give the operations that open a commit of their own."""
    return {
        (path.stem, node.name)
        for path in (PACKAGE / "operations").glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and ".commit(" in ast.unparse(node)
    }


def test_whatever_the_window_writes_a_command_can_write():
    only_there = (used_in("ui") - used_in("cli")) & writing()
    assert only_there == set(ELSEWHERE)
