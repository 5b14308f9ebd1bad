"""`klik messages` and `klik print`: mail that waits, and letters for the printer."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import click

from klik.faces.cli import console
from klik.faces.cli.options import FOLDER, as_json, example
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now

municipality = click.option(
    "--municipality", required=True, metavar="NIS",
    help="The municipality, by its NIS code of today, such as 37021.",
)  # fmt: skip


@click.group()
def messages() -> None:
    """Send mail that waits, see what did not arrive.

    Where KLIK_SMTP_URL names no server, mails become files in the folder mail of KLIK_HOME.
    """


@messages.command("send")
@as_json
def send_waiting(*, json_wanted: bool) -> None:
    """Send every letter for eBox and every mail that is due now, of every municipality.

    Run by hand what the worker does by itself. A mail that a server refuses for good goes on
    paper; one that it cannot take now waits and is tried again.

    Exit code 0 when every mail that was due was tried, 2 when no server could be reached.
    """
    with console.refusals():
        sent = _posting().send(moment_now())
    if json_wanted:
        console.say_json(sent)
    else:
        if any(sent["ebox"].values()):
            console.say(
                f"{sent['ebox']['accepted']} letters in eBox; {sent['ebox']['later']} to be tried "
                f"again, {sent['ebox']['other_way']} go another way"
            )
        console.say(
            f"{sent['accepted']} mails sent; {sent['later']} to be tried again, "
            f"{sent['to_paper']} go on paper, {sent['failed']} for a person"
        )
    if sent["server_closed"]:
        console.stop("No mail server could be reached; what waits is tried again. KLIK_SMTP_URL?")


@messages.command(
    epilog=example("klik messages ebox --municipality 37021 --kind decision --number 0999990123")
)
@municipality
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND",
    help="decision, question, reminder or news; again for more.",
)  # fmt: skip
@click.option(
    "--number", default="", metavar="NUMBER",
    help="The enterprise number of the municipality; needed the first time.",
)  # fmt: skip
@click.option("--none", "nothing", is_flag=True, help="Nothing goes to eBox any more.")
def ebox(*, municipality: str, kinds: tuple[str, ...], number: str, nothing: bool) -> None:
    """Say which kinds of messages a municipality sends to eBox.

    eBox is asked for each letter whether the citizen consents; without a yes the letter goes by
    e-mail or on paper.
    """
    if kinds and nothing:
        raise click.UsageError("Give --kind or --none, not both.")
    chosen = kinds if kinds or nothing else None
    with console.refusals():
        found, is_on = _posting().ebox_kinds(municipality, chosen, number, moment_now())
    console.say("\n".join(found) or "Nothing goes to eBox.")
    if found and not is_on:
        console.say("No eBox is set up yet: everything goes by e-mail or on paper. KLIK_EBOX_URL?")


@messages.command()
@municipality
@as_json
def status(*, municipality: str, json_wanted: bool) -> None:
    """Count the messages of a municipality, and list what fell back or failed."""
    with console.refusals():
        found = _posting().status(municipality)
    if json_wanted:
        console.say_json(found)
        return
    for tally in found["tallies"]:
        console.say(f"{tally['channel']:<6} {tally['state']:<8} {tally['count']:>7}")
    for one in found["troubles"]:
        console.say(f"{one['message']}: {one['trouble']}, {one['now']}", style="bold")
    if not found["tallies"]:
        console.say("There are no messages yet.")


@messages.command(
    epilog=example("klik messages returned '<4f1a...@example.org>' --municipality 37021")
)
@click.argument("message_id", metavar="MESSAGE-ID")
@municipality
def returned(*, message_id: str, municipality: str) -> None:
    """Note that a mail came back, so that its letter goes on paper.

    MESSAGE-ID stands in the mail that came back, between < and >.
    """
    with console.refusals():
        console.say(_posting().note_returned(municipality, message_id, moment_now()))


@click.group("print")
def print_() -> None:
    """Print the letters on paper, and note what was posted."""


@print_.command()
@municipality
def make(*, municipality: str) -> None:
    """Put every letter that waits into print batches, at most 500 in each.

    A batch is one PDF, to be printed on two sides: for each letter an address sheet, then the
    letter, each from a right-hand page on. A batch that was cut off earlier is finished too.
    """
    with console.refusals():
        made = _posting().make_batches(municipality, moment_now())
    for one in made:
        console.say(one)
    if not made:
        console.say("No letter waits for the printer.")


@print_.command("list")
@municipality
@as_json
def list_(*, municipality: str, json_wanted: bool) -> None:
    """List the print batches of a municipality, the latest first."""
    with console.refusals():
        found = _posting().batches(municipality)
    if json_wanted:
        console.say_json(found)
        return
    for one in found:
        console.say(
            f"{one['reference']}  {one['state']:<8} {one['letters']:>4} letters "
            f"{one['pages']:>5} pages  {one['drawn_at']}"
        )
    if not found:
        console.say("There are no print batches yet.")


@print_.command(epilog=example("klik print save DRUK-37021-2026-0001 --out post"))
@click.argument("reference")
@click.option("--out", type=FOLDER, required=True, help="The folder to write into.")
def save(*, reference: str, out: Path) -> None:
    """Write the PDF of a batch and the list of its letters into a folder."""
    with console.refusals():
        for file in _posting().save_batch(reference, out, moment_now()):
            console.say(f"Written: {file}")


@print_.command()
@click.argument("reference")
def posted(*, reference: str) -> None:
    """Note that a batch was brought to the post."""
    with console.refusals():
        console.say(_posting().mark_posted(reference, moment_now()))


def _posting() -> ModuleType:
    start_django()
    from klik.faces.cli import posting  # noqa: PLC0415 -- commands that need no database start without Django

    return posting
