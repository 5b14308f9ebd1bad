"""Makes the installation of the demonstration; import it after Django has started only."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from klik.domains.messages import operations as post
from klik.domains.messages.jobs import mailing as messages
from klik.domains.messages.jobs import printing
from klik.domains.municipalities import operations as municipalities
from klik.domains.payments import jobs as payments
from klik.domains.payments import operations
from klik.domains.people import operations as people
from klik.domains.people import queries
from klik.faces.cli import running
from klik.faces.cli.adopting import adopt_file, publish
from klik.faces.cli.delivering import deliver_file, target_of
from klik.faces.cli.demonstration.everyday import Staff, fill, give_contact
from klik.faces.cli.demonstration.first_event import fill_first_event
from klik.faces.cli.demonstration.first_vote import fill_first_vote
from klik.faces.cli.demonstration.knowledge import fill_knowledge
from klik.faces.cli.demonstration.persons import write_persons
from klik.faces.cli.demonstration.towns import HERENT, PACKAGE, TOWNS, WINGENE, Town
from klik.faces.cli.installing import install
from klik.ground.clock import HOME
from klik.ground.deliveries.synthetic import generate_births, write_births
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, Role, acting_for

MAKER: Final = Actor(ActorKind.OPERATOR, "demo")
DOMAIN: Final = "voorbeeld.example"
_STAFF: Final = (
    ("loket", "Voorbeeld Loketmedewerker", Role.CLERK),
    ("goedkeuring", "Voorbeeld Goedkeurder", Role.APPROVER),
    ("financien", "Voorbeeld Financieel Beheerder", Role.FINANCE),
    ("reglement", "Voorbeeld Reglementbeheerder", Role.REGULATION_MANAGER),
    ("toezicht", "Voorbeeld Auditor", Role.AUDITOR),
    ("redactie", "Voorbeeld Redacteur", Role.EDITOR),
    ("eindredactie", "Voorbeeld Tweede Redacteur", Role.EDITOR),
)
_PASSWORD_BYTES: Final = 9
_SECRET_BYTES: Final = 20  # 160 bits, as RFC 4226 asks
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LogIn:
    """With what a fictitious member of staff logs in; she has her role in each of the towns."""

    email: str
    role: str
    password: str
    totp_secret: str


def make(folder: Path, *, moment: datetime, say: Say) -> list[LogIn]:
    """Make installation, staff and towns, each with a year of births, and return who logs in.

    Args:
        folder: Where the deliveries are written; they may be uploaded once more.
        moment: When all of this happens.
        say: Told what was done, town by town.
    """
    install(moment)
    publish(PACKAGE, moment)
    found = _staff(moment)
    for town in TOWNS:
        adopt_file(town.adoption, town.nis, moment)
        with acting_for([town.nis], MAKER):
            municipalities.set_house_style(town.nis, house_colour=town.house_colour, moment=moment)
        give_contact(town.nis, _as("reglement", town, moment), moment=moment)
        say(f"{town.name}: {_deliver(town, folder, moment=moment)}")
    staff = Staff(manager=_as("reglement", WINGENE, moment), clerk=_as("loket", WINGENE, moment))
    say(
        f"{WINGENE.name}: {fill(WINGENE.nis, staff, moment=moment)} pages, reports and appointments"
    )
    say(f"{HERENT.name}: {_plan(HERENT, moment)}")
    say(f"{WINGENE.name}: {_execute(WINGENE, moment)}")
    persons = write_persons(folder, WINGENE, _births(WINGENE, folder, moment))
    say(f"{WINGENE.name}: {persons} residents can log in")
    say(f"Hub: {_knowledge(moment)} pages of knowledge")
    say(f"Hub: {_vote(moment)} example ballots at the first event")
    return found


def _staff(moment: datetime) -> list[LogIn]:
    found = []
    with acting_for(EVERYWHERE, MAKER):
        for name, shown, role in _STAFF:
            log_in = LogIn(
                email=f"{name}@{DOMAIN}",
                role=role.value,
                password=secrets.token_urlsafe(_PASSWORD_BYTES) + "-voorbeeld",
                totp_secret=base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode(),
            )
            account = people.add_account(
                email=log_in.email,
                name=shown,
                moment=moment,
                password=log_in.password,
                totp_secret=log_in.totp_secret,
            )
            for town in TOWNS:
                people.give_role(account, town.nis, role, moment=moment)
            found.append(log_in)
    return found


def _deliver(town: Town, folder: Path, *, moment: datetime) -> str:
    file = _births(town, folder, moment)
    year = moment.astimezone(HOME).year - 1
    write_births(file, generate_births(municipality_nis=town.nis, year=year))
    return deliver_file(file, target_of(town.nis, "", moment=moment), moment=moment).sentence


def _births(town: Town, folder: Path, moment: datetime) -> Path:
    return folder / f"geboorten-{town.slug}-{moment.astimezone(HOME).year - 1}.csv"


def _plan(town: Town, moment: datetime) -> str:
    run = running.plan(town.nis, "", by=_email("loket"), moment=moment)
    found = running.shown(run)
    return f"a run over {found.total:,} children is planned"


def _execute(town: Town, moment: datetime) -> str:
    run = running.plan(town.nis, "", by=_email("loket"), moment=moment)
    running.approve(
        run,
        by=_email("goedkeuring"),
        organ="",
        reference=f"CBS/{moment:%Y}/VB-001",
        decided_on=None,
        moment=moment,
    )
    running.execute(run, moment=moment, workers=None, progress=None)
    _pay(town, moment)
    _post(town, moment)
    found = running.shown(run)
    return f"a run over {found.total:,} children is executed: letters, payments, work list"


def _vote(moment: datetime) -> int:
    editor = _as("redactie", WINGENE, moment)
    fill_first_event(WINGENE.nis, editor, moment=moment)
    return fill_first_vote(WINGENE.nis, editor, moment=moment)


def _knowledge(moment: datetime) -> int:
    def editor(name: str) -> Callable[[str], Actor]:
        return lambda nis: _as(name, next(one for one in TOWNS if one.nis == nis), moment)

    return fill_knowledge(editor("redactie"), editor("eindredactie"), moment=moment)


def _pay(town: Town, moment: datetime) -> None:
    tomorrow = moment.astimezone(HOME).date() + timedelta(days=1)
    with acting_for([town.nis], _as("financien", town, moment)):
        drawn = operations.draw_batches(town.nis, execution_on=tomorrow, moment=moment)
    with acting_for([town.nis], _as("goedkeuring", town, moment)):
        for batch in drawn:
            operations.approve_batch(batch, moment=moment)
    payments.write_batches(town.nis, moment=moment)


def _post(town: Town, moment: datetime) -> None:
    messages.send_waiting(moment)
    with acting_for([town.nis], _as("loket", town, moment)):
        post.make_print_batch(town.nis, moment=moment)
    printing.write_print_batches(moment)


def _as(name: str, town: Town, moment: datetime) -> Actor:
    with acting_for([town.nis], MAKER, only_reading=True):
        account = queries.account_of(_email(name))
        return queries.actor_of(account, town.nis, moment=moment)


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}"


def as_plain(found: Sequence[LogIn]) -> list[dict[str, str]]:
    """Return log-ins as plain values for a file."""
    return [
        {"email": one.email, "role": one.role, "password": one.password, "secret": one.totp_secret}
        for one in found
    ]
