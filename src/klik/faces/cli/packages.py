"""`klik package`: check, schema, new, diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from klik.faces.cli import console
from klik.faces.cli.options import FOLDER, as_json, example
from klik.packages.checking import Checked, check_folder
from klik.packages.difference import Difference, differences
from klik.packages.folder import digest, read_folder
from klik.packages.format import examples_schema, schema
from klik.packages.problems import PackageRefused
from klik.packages.template import new_package


@click.group("package")
def package() -> None:
    """Write, check and compare service packages."""


@package.command(epilog=example("klik package check geboortepremie"))
@click.argument("folder", type=FOLDER, metavar="DIR")
@as_json
def check(folder: Path, json_wanted: bool) -> None:  # noqa: FBT001 -- click gives a flag as a bool
    """Check a package and say what to repair.

    DIR is the folder of the package. Looked at, in this order: the shape of the files, the
    expressions, the letters and sentences, the examples, and whether the examples prove every
    condition, every branch and the rows of every table.

    Each problem stands on a line of its own, as file:line:column, with what would be accepted.
    Exit code 0 when the package holds, 2 when there is something to repair.
    """
    try:
        checked = check_folder(folder)
    except PackageRefused as refused:
        if json_wanted:
            console.say_json(
                {"holds": False, "problems": [_plain(one) for one in refused.problems]}
            )
        else:
            console.say_problems(refused.problems, str(folder))
        sys.exit(console.BAD_INPUT)
    if json_wanted:
        console.say_json(_checked(checked))
    else:
        _say_checked(checked, folder)
    if checked.problems:
        sys.exit(console.BAD_INPUT)


def _plain(problem: object) -> dict[str, object]:
    return {name: getattr(problem, name) for name in ("file", "line", "column", "message")}


def _checked(checked: Checked) -> dict[str, object]:
    content = checked.folder.package.content
    return {
        "holds": not checked.problems,
        "id": content.get("id"),
        "version": content.get("version"),
        "digest": digest(checked.folder),
        "examples": len(checked.ran),
        "problems": [_plain(one) for one in checked.problems],
    }


def _say_checked(checked: Checked, folder: Path) -> None:
    if checked.problems:
        console.say_problems(checked.problems, str(folder))
        count = len(checked.problems)
        console.warn(f"{folder}: {count} {'thing' if count == 1 else 'things'} to repair")
        return
    content = checked.folder.package.content
    rulebook = checked.package.rulebook if checked.package else None
    counts = (
        (len(rulebook.all_conditions) if rulebook else 0, "condition"),
        (len(content["benefits"]), "benefit"),
        (len(content.get("parameters", {})), "parameter"),
        (len(checked.ran), "example"),
    )
    counted = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
    console.say(f"{content['id']} {content['version']} holds.", style="green")
    console.say(f"{counted}; the examples prove every condition, branch and table.")
    console.say(digest(checked.folder))


@package.command("schema")
@click.option("--examples", "of_examples", is_flag=True, help="The schema of examples.yaml.")
def print_schema(of_examples: bool) -> None:  # noqa: FBT001 -- click gives a flag as a bool
    """Print the JSON Schema of package.yaml.

    An editor that knows JSON Schema uses it to complete and check while you write.
    """
    console.say_json(examples_schema() if of_examples else schema())


@package.command(
    epilog=example("klik package new jubileum --id jubileumpremie --title Jubileumpremie")
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--id",
    "identifier",
    required=True,
    metavar="ID",
    help="Its name in lower case, such as jubileumpremie.",
)
@click.option(
    "--title",
    required=True,
    metavar="TEXT",
    help="What residents read, in Dutch, such as Jubileumpremie.",
)
def new(folder: Path, identifier: str, title: str) -> None:
    """Write a new package to start from.

    DIR is a folder that does not exist yet. What is written holds already: change it step by step
    into your own regulation, and check it after each step.
    """
    with console.refusals(str(folder)):
        new_package(folder, package_id=identifier, title=title)
    console.say(f"{folder} is there and holds. Now:", style="green")
    console.say(f"  1. read {folder / 'package.yaml'}: its comments explain every part")
    console.say("  2. change it to your regulation, and examples.yaml with it")
    console.say(f"  3. run: klik package check {folder}")


@package.command()
@click.argument("old", type=FOLDER, metavar="OLD")
@click.argument("new_folder", type=FOLDER, metavar="NEW")
@as_json
def diff(old: Path, new_folder: Path, json_wanted: bool) -> None:  # noqa: FBT001 -- click gives a flag as a bool
    """Say in words what changed between two packages.

    OLD and NEW are the folders of two releases of a package. Each change is told with what it
    means for who gets what.
    """
    with console.refusals(str(old)):
        before = read_folder(old)
    with console.refusals(str(new_folder)):
        after = read_folder(new_folder)
    found = differences(before, after)
    if json_wanted:
        console.say_json([_difference(one) for one in found])
        return
    if not found:
        console.say("Nothing changed.")
    for one in found:
        console.say(str(one))


def _difference(one: Difference) -> dict[str, object]:
    return {
        "what": one.path, "kind": one.kind, "old": one.old, "new": one.new,
        "consequence": one.consequence,
    }  # fmt: skip
