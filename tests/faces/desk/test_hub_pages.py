"""An editor writes what her municipality knows; a second one publishes it; no text is lost."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.faces.desk.desk_town import DESK, browser
from tests.faces.desk.routes_hub_pages import typed
from tests.faces.hub.plain import words_of
from tests.factories.hub_pages import changed_page, kept_page, page_wish, public_page

from klik.domains.knowledge.models import KnowledgePage
from klik.domains.knowledge.queries import shared_pages
from klik.ground.tenancy import Role

pytestmark = pytest.mark.usefixtures("home", "no_queries_while_rendering")
PAGES = f"{DESK}/hub/paginas"


@pytest.fixture
def editor() -> Client:
    return browser(Role.EDITOR)


@pytest.fixture
def second() -> Client:
    return browser(Role.EDITOR, email="bo@voorbeeld.be")


def written(editor: Client, **changes: Any) -> KnowledgePage:
    """Let an editor write a page in her browser."""
    sent = {**typed(), **changes}
    assert editor.post(f"{PAGES}/nieuw/", sent).status_code == 303
    return KnowledgePage.objects.get(pk=sent["key"])


def test_a_second_editor_publishes_what_the_first_one_wrote(editor: Client, second: Client) -> None:
    page = written(editor)
    place = f"{PAGES}/{page.pk}"
    editor.post(f"{place}/nalezen/", {"read": 1})

    refused = editor.post(f"{place}/publiceren/", {"read": 1})
    assert Client().get(f"/hub/kennis/{page.slug}/").status_code == 404
    second.post(f"{place}/publiceren/", {"read": 1})
    done = second.get(f"{place}/")

    assert refused.status_code == 403
    assert "Publiceer de pagina" not in words_of(editor.get(f"{place}/"))
    assert "Iedereen kan het nu lezen." in words_of(done)
    assert "Begin klein." in words_of(Client().get(f"/hub/kennis/{page.slug}/"))


def test_a_stale_save_loses_no_text(editor: Client, second: Client) -> None:
    page = written(editor)
    place, sent = f"{PAGES}/{page.pk}/wijzigen/", typed()
    second.post(place, {**sent, "read": "1", "body_nl": "Van de tweede."})

    stale = editor.post(place, {**sent, "read": "1", "body_nl": "Van de eerste."})

    assert stale.status_code == 409
    shown = words_of(stale)
    assert "Iemand wijzigde deze pagina terwijl je schreef" in shown
    assert "Weg: Van de tweede. Nieuw: Van de eerste." in shown
    form = stale.context["form"]
    assert (form["body_nl"].value(), form["read"].value()) == ("Van de eerste.", "2")
    assert shared_pages.version_of(page, 2).body == {"nl": "Van de tweede."}
    kept = editor.post(place, {**sent, "read": "2", "body_nl": "Samen."})
    assert kept.status_code == 303
    assert shared_pages.version_of(page, 3).body == {"nl": "Samen."}


def test_what_is_sent_twice_is_kept_once(editor: Client) -> None:
    sent = typed()

    answers = [editor.post(f"{PAGES}/nieuw/", sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert [one.latest for one in KnowledgePage.objects.all()] == [1]


def test_a_preview_keeps_nothing_and_does_no_harm(editor: Client) -> None:
    body = "## Titel\n\n<script>alert(1)</script>"

    shown = editor.post(f"{PAGES}/nieuw/", {**typed(), "body_nl": body, "do": "preview"})

    assert "<h2>Titel</h2>" in shown.content.decode()
    assert "<script>alert" not in shown.content.decode()
    assert not KnowledgePage.objects.exists()


def test_an_address_that_is_taken_is_told_beside_it(editor: Client) -> None:
    page = written(editor)

    refused = editor.post(f"{PAGES}/nieuw/", {**typed(), "slug": page.slug})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["slug"]


def test_the_list_tells_what_is_overdue_broken_and_alone(editor: Client) -> None:
    assert "Jullie hebben nog geen pagina's" in words_of(editor.get(f"{PAGES}/"))
    body = {"nl": "Zie [dit](/hub/kennis/weg-ermee/) en [dat](/hub/kennis/praktijk-2/)."}
    public_page(page_wish(1, body=body, review_on=date(2020, 1, 1)))
    public_page(page_wish(2, relations=()))

    context = editor.get(f"{PAGES}/").context

    assert [one.page.slug for one in context["overdue"]] == ["praktijk-1"]
    broken = [(one.shown.page.slug, one.reference) for one in context["broken"]]
    # No package is published in this town, so that this one is not there either.
    assert broken == [
        ("praktijk-1", "/hub/kennis/weg-ermee"),
        ("praktijk-1", "geboortepremie"),
    ]
    assert [one.page.slug for one in context["orphans"]] == ["praktijk-2"]


def test_an_older_version_is_restored_from_its_difference(editor: Client) -> None:
    page = kept_page()
    changed_page(page, page_wish(body={"nl": "Anders."}))
    place = f"{PAGES}/{page.pk}/versies"

    shown = words_of(editor.get(f"{place}/2/"))
    editor.post(f"{place}/1/herstellen/", {"read": 2})

    assert "Weg: Met **een levering**. Nieuw: Anders." in shown
    first, last = shared_pages.version_of(page, 1), shared_pages.version_of(page, 3)
    assert not shared_pages.difference_between(first, last)


def test_a_change_keeps_what_the_page_is_about(editor: Client) -> None:
    page = public_page()
    place = f"{PAGES}/{page.pk}/wijzigen/"
    form = editor.get(place).context["form"]
    sent = {one.html_name: one.value() for one in form if one.value() is not None}
    days = {f"review_on_{at}": part for at, part in enumerate(("1", "6", "2028"))}

    editor.post(place, {**sent, **days, "title_nl": "Nieuw"})

    before, after = shared_pages.version_of(page, 1), shared_pages.version_of(page, 2)
    assert (after.title["nl"], after.relations) == ("Nieuw", before.relations)


def test_a_table_is_chosen_and_taken_off_again(editor: Client) -> None:
    page = written(editor)
    place = f"{PAGES}/{page.pk}/tabellen"

    nothing = editor.post(f"{place}/nieuw/", {"read": 1, "shows": "adopters"})
    editor.post(f"{place}/nieuw/", {"read": 1, "shows": "pages", "province": "Limburg"})
    shown = words_of(editor.get(f"{PAGES}/{page.pk}/"))
    stale = editor.post(f"{place}/1/weg/", {"read": 1})
    editor.post(f"{place}/1/weg/", {"read": 2})

    assert list(nothing.context["form"].errors) == ["package"]
    assert "Kennispagina's, Limburg" in shown
    assert stale.status_code == 409
    assert [len(one.tables) for one in shared_pages.versions_of(page)] == [0, 1, 0]
    assert shared_pages.version_of(page, 3).body == shared_pages.version_of(page, 1).body
