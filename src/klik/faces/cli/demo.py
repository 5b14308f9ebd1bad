"""`klik demo`: three towns with a year of births, and their desk, on this machine."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path

import click

from klik.faces.cli import console
from klik.faces.cli.demonstration.towns import FAMILY, PACKAGE, TOWNS
from klik.faces.cli.explain import explain
from klik.faces.cli.options import FOLDER
from klik.faces.cli.packages import check
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal

_LOG_INS = "log-ins.json"
# Whatever this shell says of an installation of its own, the demonstration leaves it alone.
_OF_AN_INSTALLATION = (
    "KLIK_DATABASE_URL", "KLIK_OPERATOR_DATABASE_URL", "KLIK_SECRET_KEY",
    "KLIK_MASTER_KEY_FILE", "KLIK_SMTP_URL", "KLIK_HOSTS", "KLIK_PROXIES",
    "KLIK_OIDC_ISSUER", "KLIK_OIDC_CLIENT_ID", "KLIK_OIDC_CLIENT_SECRET",
)  # fmt: skip


class DemoHalfMade(Refusal):
    """The folder holds something, and not a whole demonstration."""


@click.command()
@click.option(
    "--out", type=FOLDER, default=Path("demo"), show_default=True,
    help="Where the demonstration lives; one that is there is shown again.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
    help="Where pages are served; the next free one where it is taken.",
)  # fmt: skip
@click.option("--serve/--no-serve", default=True, help="Whether to serve pages afterwards.")
@click.pass_context
def demo(context: click.Context, *, out: Path, port: int, serve: bool) -> None:
    """Show Klik at work on fictitious data.

    Checks the shipped package for birth premiums and explains one family in plain Dutch. Then
    three towns take in a year of births: Wingene executed its run, in Herent one waits for
    approval, Antwerpen has a delivery. Their desk is served until Ctrl+C; addresses and log-ins
    are printed.
    """
    with console.refusals():
        _show_package(context)
        home = out.absolute()
        _point_to(home)
        log_ins = _made(home, moment_now())
        if not serve:
            _say_where(home, log_ins, port)
            return
        from klik.faces.cli.demonstration.serving import serve_until_stopped  # noqa: PLC0415 -- it needs Django, which the steps before do not

        def announce(taken: int) -> None:
            _say_where(home, log_ins, taken)
            console.say(
                f"Klik answers at http://localhost:{taken}/ until you press Ctrl+C", style="green"
            )

        serve_until_stopped(home, port, announce=announce)
    console.say("Stopped")


def _show_package(context: click.Context) -> None:
    _say_step(1, "Check the shipped package")
    context.invoke(check, folder=PACKAGE, json_wanted=False)
    _say_step(2, "Explain one family, in plain Dutch")
    context.invoke(
        explain, folder=PACKAGE, facts=FAMILY, parameters=None, decided_on=None, language="nl",
        json_wanted=False,
    )  # fmt: skip


def _point_to(home: Path) -> None:
    """Let Django, and every process started from here, find the demonstration and nothing else."""
    for name in _OF_AN_INSTALLATION:
        os.environ.pop(name, None)
    os.environ["KLIK_HOME"] = str(home)


def _made(home: Path, moment: datetime) -> list[dict[str, str]]:
    file = home / _LOG_INS
    if file.is_file():
        _say_step(3, f"The three towns are in {home.name} already; remove it to begin anew")
        start_django()
        found: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
        return found
    if home.is_dir() and any(home.iterdir()):
        raise DemoHalfMade(
            f"{home.name} holds files, and no whole demonstration. Name another folder with --out, "
            "or remove this one."
        )
    _say_step(3, "Three towns, each with a year of births, all fictitious")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    start_django()
    from klik.faces.cli.demonstration.making import as_plain, make  # noqa: PLC0415 -- it needs Django, which just started

    log_ins = as_plain(make(home, moment=moment, say=console.say))
    beside = file.with_suffix(".writing")  # written last and at once: it says that all is there
    beside.write_text(json.dumps(log_ins, indent=2) + "\n", encoding="utf-8")
    beside.chmod(0o600)
    beside.rename(file)
    return log_ins


def _say_where(home: Path, log_ins: list[dict[str, str]], port: int) -> None:
    _say_step(4, "Log in")
    for one in log_ins:
        console.say(f"  {one['email']:<34}{one['password']:<26}{one['role']}")
    console.say("The second step is a code of six digits, new every half minute:")
    command = os.path.relpath(Path(sys.executable).with_name("klik"))
    console.say(f"  KLIK_HOME={os.path.relpath(home)} {command} staff code {log_ins[0]['email']}")
    console.say("or an authenticator app with one of these secrets:")
    for one in log_ins:
        console.say(f"  {one['email']:<34}{one['secret']}", style="dim")
    console.say()
    for town in TOWNS:
        console.say(f"{town.name:<12}{town.shows}", style="bold")
        console.say(f"  desk      http://localhost:{port}/{town.slug}/desk/")
        console.say(f"  public    http://localhost:{port}/{town.slug}/regelingen/")
        console.say(f"  residents http://localhost:{port}/{town.slug}/")
    console.say(f"{'Hub':<12}what municipalities share", style="bold")
    console.say(f"  everybody http://localhost:{port}/hub/")
    console.say("Residents log in as a fictitious person, whom you choose; Wingene knows them.")
    console.say("Names, numbers and amounts are fictitious; every letter says so.", style="dim")


def _say_step(number: int, what: str) -> None:
    console.say()
    console.say(f"{number}. {what}", style="bold")
