"""After a first run: what is left to plan, what a second run adds, and a letter to be read."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.faces.desk.desk_town import DESK, LATER, browser, executed, task_of
from tests.factories.acting import CLERK
from tests.factories.grants import Town, births, town_in
from tests.factories.registers import child

from klik.domains.grants import operations
from klik.domains.messages import operations as messages
from klik.domains.messages.models import OutboxMessage, PrintBatch
from klik.domains.registers import queries as registers
from klik.domains.registers.models import Delivery
from klik.ground.clock import HOME
from klik.ground.tenancy import Role, acting_for

STILLBORN = {"birth_type": "levenloos", "child_first_names": "", "register": ""}


def seen(address: str, *roles: Role) -> str:
    answer = browser(*roles, email=f"{uuid4()}@voorbeeld.be").get(address)
    assert answer.status_code == 200
    page = answer.content.decode().replace("\N{SOFT HYPHEN}", "")
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def delivery_page(town: Town) -> str:
    with acting_for([town.nis], CLERK):
        delivery = registers.deliveries(town.nis).order_by("-checked_at")[0]
    return f"{DESK}/leveringen/{delivery.pk}/"


def test_rows_are_ready_until_a_run_looked_at_them(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path, births(2))
    looked_at = seen(delivery_page(wingene), Role.CLERK)
    new = wingene.deliver(child(2), name="new.csv")
    with acting_for([wingene.nis], CLERK):
        Delivery.objects.filter(pk=new.pk).update(checked_at=LATER)

    fresh = seen(delivery_page(wingene), Role.CLERK)
    runs = seen(f"{DESK}/runs/", Role.CLERK)

    assert "Een run bekeek elke rij" in looked_at
    assert "Maak een plan" not in looked_at
    assert "1 rij is klaar voor een run" in fresh
    assert "1 rij wacht op een run." in runs


def test_one_bad_file_is_not_the_figure_of_the_town(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path, births(2))
    wingene.deliver(child(3, child_insz="26010590300"), name="bad.csv")

    page = seen(f"{DESK}/", Role.CLERK)

    assert "van 2 geleverd" in page
    assert "van 1 geleverd" not in page


def test_a_second_run_says_what_it_adds(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path, births(2))
    wingene.deliver(child(2), name="new.csv")
    run = wingene.plan(moment=LATER)

    page = seen(f"{DESK}/runs/{run.pk}/", Role.APPROVER)

    assert "Deze run kent aan 1 kind 100 euro toe." in page
    assert "Over 2 kinderen werd al beslist." in page
    assert "Verschil met de vorige run" not in page
    assert "Toekenningen per run" not in page
    assert "Lees de ene brief van deze run" in page


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (STILLBORN, "Brief voor een gezin dat een kind verloor"),
        ({}, "Brief voor een gezin in rouw"),
    ],
)
def test_an_approver_knows_that_a_letter_is_for_a_bereaved_family(
    town: None, tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    wingene = executed(tmp_path, [child(0, **cells)]) if cells else _flagged(tmp_path)
    run_id, row = _read(wingene)

    today = seen(f"{DESK}/", Role.APPROVER)
    page = seen(f"{DESK}/runs/{run_id}/", Role.CLERK, Role.APPROVER)

    assert said in today
    assert said in page
    assert f"{DESK}/runs/{run_id}/rijen/{row}/brief.pdf" in page
    assert "willekeurig" not in page
    assert "Verschil met" not in page


def test_a_letter_is_printed_then_brought_to_the_post(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path)
    case = f"{DESK}/dossiers/{wingene.effects().decisions[0].reference}/"
    with acting_for([wingene.nis], CLERK):
        batch = PrintBatch.objects.create(
            municipality_nis=wingene.nis, reference="DRUK-37021-2026-0001", year=2026, number=1,
            drawn_at=LATER, written_at=LATER, state="written", letters=1, pages=2,
            digest="a" * 64, list_digest="b" * 64,
        )  # fmt: skip
        OutboxMessage.objects.update(state="printed", printed_at=LATER, batch=batch, place=1)
    printed = seen(case, Role.CLERK)
    with acting_for([wingene.nis], CLERK):
        messages.mark_posted(batch, moment=LATER)

    assert "Brief afgedrukt" in printed
    assert "Bericht verstuurd" not in printed
    assert "Op de post gedaan" not in printed
    assert "Op de post gedaan" in seen(case, Role.CLERK)
    assert "Op de post gedaan" in seen(f"{case}berichten/", Role.CLERK)


def _flagged(folder: Path) -> Town:
    town = town_in(folder)
    town.deliver(child(0))
    row = town.items(town.plan())[0].row_token
    with acting_for([town.nis], CLERK):
        operations.flag_bereavement(town.nis, town.adoption_id, row, moment=LATER)
    town.run_all(moment=LATER)
    return town


def _read(town: Town) -> tuple[UUID, str]:
    row = str(task_of(town, "bereavement").detail["row"])
    with acting_for([town.nis], CLERK):
        run = operations.grant_after_reading(
            town.nis,
            town.adoption_id,
            UUID(row),
            facts={"bereavement.write_from": LATER.astimezone(HOME).date().isoformat()},
            moment=LATER,
        )
    return run.pk, row
