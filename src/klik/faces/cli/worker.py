"""`klik worker`: do the work that goes on in the background."""

from __future__ import annotations

import click

from klik.faces.cli import console
from klik.faces.cli.setup import start_django


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many work side by side; the first takes short work only.",
)
def worker(*, once: bool, processes: int) -> None:
    """Do the work that goes on in the background.

    It checks deliveries, executes runs, sends messages, seals the views of personal data. Run it
    beside `klik serve`, on as many machines as you like: no work is done twice, and what one leaves
    behind when it dies, another goes on with. SIGTERM lets it end after a step.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.starting import require_ready  # noqa: PLC0415 -- commands that need no database start without Django
        from klik.ground.files import sweep_leftovers  # noqa: PLC0415 -- as above
        from klik.ground.jobs.processes import run_processes  # noqa: PLC0415 -- as above
        from klik.ground.jobs.worker import run_worker  # noqa: PLC0415 -- as above
        from klik.ground.logs import hook_uncaught  # noqa: PLC0415 -- as above

        require_ready()
        hook_uncaught()
        sweep_leftovers()
        if once:
            taken = run_worker(once=True)
            console.say(f"{taken} job{'' if taken == 1 else 's'} taken; nothing more waits")
            return
        console.say(f"Working in {processes} process{'' if processes == 1 else 'es'}")
        run_processes(processes)
        console.say("Stopped")
