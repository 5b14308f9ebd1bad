"""Two adoptions of one family never decide about the same person on the same day."""

import threading
from datetime import date

import pytest
from django.db import connection
from tests.factories.acting import MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import (
    RUISELEDE_FILE,
    WINGENE_FILE,
    WINGENE_PART_FILE,
    adopt,
    make_catalogue,
    text_of,
)

from klik.domains.catalogue import operations
from klik.domains.catalogue.models import AdoptionRecord, Release
from klik.domains.catalogue.operations.overlap import first_overlap
from klik.ground.tenancy import acting_for

OTHER = ("reference: GR/", "reference: Tweede GR/")
ALWAYS = (date(2025, 1, 1), None)
ANTWERPEN, BORSBEEK = "11002", "11007"


def test_a_second_regulation_for_the_whole_is_refused_with_what_it_overlaps(db: None) -> None:
    make_catalogue()
    adopt()

    with pytest.raises(operations.AdoptionOverlaps) as raised:
        adopt(WINGENE_FILE, OTHER)

    said = raised.value.reason
    assert said.startswith("00-wingene.yaml:11:")
    assert (
        "geboortepremie 1.0.0 already holds in all of Wingene from 2025-01-01 without end" in said
    )
    assert "decision GR/" in said


@pytest.mark.parametrize("file", [RUISELEDE_FILE, WINGENE_PART_FILE])
def test_a_part_overlaps_with_the_whole(db: None, file: str) -> None:
    make_catalogue()
    adopt()

    with pytest.raises(operations.AdoptionOverlaps, match="in the former"):
        adopt(file)


def test_a_later_period_does_not_overlap(db: None) -> None:
    make_catalogue()
    adopt(RUISELEDE_FILE)

    later = adopt(WINGENE_FILE, ("from: 2025-01-01", "from: 2027-01-01"), each=_without_examples)

    assert later.from_on == date(2027, 1, 1)


def test_the_last_day_still_overlaps(db: None) -> None:
    make_catalogue()
    adopt(RUISELEDE_FILE)

    with pytest.raises(operations.AdoptionOverlaps, match="from 2026-12-31 until 2026-12-31"):
        adopt(WINGENE_FILE, ("from: 2025-01-01", "from: 2026-12-31"), each=_without_examples)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({}, {}, "in all of Wingene"),
        ({}, {"nis": "37021"}, "in all of Wingene"),
        ({"nis": "37012"}, {"nis": "37012"}, "in the former Ruiselede"),
        ({"nis": "37012"}, {"nis": "37018"}, ""),
        ({"streets": ["Kerkstraat"]}, {}, "in 1 streets of Wingene"),
        ({"streets": ["Kerkstraat", "Markt"]}, {"streets": ["Beekstraat", " markt"]}, "arkt from"),
        ({"streets": ["Kerkstraat"]}, {"streets": ["Beekstraat"]}, ""),
        ({"streets": ["Kerkstraat"]}, {"nis": "37012"}, "perhaps in the same streets"),
    ],
)
def test_territories_overlap(one: dict[str, object], other: dict[str, object], said: str) -> None:
    for new, standing in ((one, other), (other, one)):
        found = first_overlap(WINGENE, new, ALWAYS, [_record(standing)])

        assert (said in found) if said else (found == "")


def test_a_municipality_that_kept_its_code_is_the_whole() -> None:
    standing = [_record({"nis": BORSBEEK})]

    found = first_overlap(ANTWERPEN, {"nis": ANTWERPEN}, ALWAYS, standing)

    assert "in the former Borsbeek" in found


def test_adopted_at_once_one_of_two_that_overlap_is_refused(committed: None) -> None:
    make_catalogue()
    ready, ended = threading.Barrier(2), []

    def adopting(text: bytes) -> None:
        ready.wait()
        try:
            with acting_for([WINGENE], MANAGER):
                operations.adopt(WINGENE, text, moment=NOON)
            ended.append("adopted")
        except operations.AdoptionOverlaps:
            ended.append("refused")
        finally:
            connection.close()

    texts = (text_of(), text_of(WINGENE_FILE, OTHER))
    threads = [threading.Thread(target=adopting, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with acting_for([WINGENE], OPERATOR):
        assert AdoptionRecord.objects.count() == 1
    assert sorted(ended) == ["adopted", "refused"]


def _without_examples(text: str) -> str:
    return text.partition("\nexamples:")[0] + "\n"


def _record(territory: dict[str, object]) -> AdoptionRecord:
    return AdoptionRecord(
        territory=territory,
        from_on=ALWAYS[0],
        package="premie",
        release=Release(package="premie", version="1.0.0"),
        council_reference="GR/1",
        council_decided_on=date(2024, 12, 1),
    )
