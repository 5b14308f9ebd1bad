"""What is known in the hub of the demonstration is labelled, plain, and leads somewhere."""

from tests.factories.acting import EDITOR, NOON
from tests.factories.catalogue import make_catalogue
from tests.factories.hub_pages import REVIEWER
from tests.plain_dutch import faults_of

from klik.domains.knowledge.queries import making, pages_checks, partners, shared_pages
from klik.faces.cli.demonstration.knowledge import fill_knowledge
from klik.faces.cli.demonstration.towns import TOWNS


def test_every_page_of_the_demonstration_is_published_and_plain(db: None) -> None:
    make_catalogue(*(one.nis for one in TOWNS))

    made = fill_knowledge(lambda _: EDITOR, lambda _: REVIEWER, moment=NOON)

    shown = shared_pages.shown_pages()
    assert len(shown) == made
    assert {one.page.kind for one in shown} > {"practice", "lesson", "principle"}
    assert all("voorbeeld" in one.version.body["nl"] for one in shown)
    assert all(set(one.version.title) == {"nl", "en"} for one in shown)
    assert faults_of([one.version.body["nl"] for one in shown]) == []
    assert faults_of([one.version.summary["nl"] for one in shown]) == []
    assert all("(voorbeeld)" in f"{one.version.title}{one.version.summary}" for one in shown)
    [request] = making.requests_shown()
    assert "(voorbeeld)" in request.request.title["nl"]
    assert (len(request.members), len(request.steps)) == (1, 1)
    named = partners.shown_partners()
    assert {one.kind for one in named} == set(partners.KINDS)
    assert all("(verzonnen)" in one.name and not one.contact_email for one in named)
    said = [*(one.summary["nl"] for one in named), request.request.need["nl"]]
    assert faults_of(said) == []
    for town in TOWNS:
        assert shared_pages.orphans_of(town.nis) == []
        broken = pages_checks.broken_links_of(
            town.nis, place="/hub/kennis/", packages={"geboortepremie"}
        )
        assert broken == []
