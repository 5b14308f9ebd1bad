"""What `klik release` and `klik adopt` do; import it after Django has started only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import OperationalError, ProgrammingError

from klik.domains.catalogue import operations, queries
from klik.domains.registers import operations as registers
from klik.ground.refusals import Refusal
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for
from klik.ground.territory import municipality_of
from klik.packages.adoption import MAXIMUM_BYTES, adoption_document
from klik.packages.format.validation import schema_problems
from klik.packages.problems import PackageRefused

if TYPE_CHECKING:
    from klik.domains.catalogue.models import AdoptionRecord

PUBLISHER: Final = Actor(ActorKind.OPERATOR, "release")
ADOPTER: Final = Actor(ActorKind.OPERATOR, "adopt")


class NotSetUp(Refusal):
    """The tables of this installation are not there."""

    status = 503


@dataclass(frozen=True, slots=True)
class Published:
    """A release, and whether it was archived just now."""

    title: str
    digest: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adoption in words, and whether it was made just now."""

    municipality: str
    release: str
    territory: str
    period: str
    organ: str
    decided_on: date
    reference: str
    examples: int
    key: str
    is_new: bool


def publish(folder: Path, moment: datetime) -> Published:
    """Archive a package.

    Raises:
        PackageRefused: It does not hold, or this version was archived with another content.
        NotSetUp: `klik setup` was not run.
    """
    with _told(), acting_for(EVERYWHERE, PUBLISHER):
        release = operations.publish_release(folder, moment=moment)
    return Published(str(release), release.digest, release.published_at == moment)


def adopt_file(file: Path, municipality_nis: str | None, moment: datetime) -> Adopted:
    """Adopt what a file states, and record the agreement in it.

    Args:
        file: The adoption.
        municipality_nis: Which it must name; None takes the one that it names.
        moment: When.

    Raises:
        PackageRefused: Anything in it does not hold, with every place.
        ActingNowhere: No municipality of today has this NIS code.
        NotSetUp: `klik setup` was not run.
    """
    with file.open("rb") as opened:
        text = opened.read(MAXIMUM_BYTES + 1)
    nis = municipality_nis or _named(text, file.name)
    with _told(), acting_for([nis], ADOPTER):
        record = operations.adopt(nis, text, moment=moment, file=file.name)
        content = queries.compiled(record).content
        registers.record_agreement(
            nis,
            content["agreement"],
            adoption_id=record.pk,
            package_family=record.family,
            moment=moment,
        )
    examples = len(content.get("examples", []))
    return _in_words(record, examples, is_new=record.adopted_at == moment)


def _in_words(record: AdoptionRecord, examples: int, *, is_new: bool) -> Adopted:
    nis = record.municipality_nis
    return Adopted(
        municipality=municipality_of(nis).name,
        release=str(record.release),
        territory=queries.territory_in_words(nis, record.territory),
        period=queries.period_in_words((record.from_on, record.until_on)),
        organ=record.council_organ,
        decided_on=record.council_decided_on,
        reference=record.council_reference,
        examples=examples,
        key=str(record.pk),
        is_new=is_new,
    )


def _named(text: bytes, file: str) -> str:
    document = adoption_document(text, file=file)
    problems = schema_problems(document, schema_name="adoption")
    if problems:
        raise PackageRefused(problems)
    return str(document.content["municipality"]["nis"])


@contextmanager
def _told() -> Iterator[None]:
    """Let every problem be printed at its place, and say what to do where nothing is set up."""
    try:
        yield
    except (operations.AdoptionRefused, operations.ReleaseRefused) as refused:
        raise PackageRefused(refused.problems) from refused
    except (OperationalError, ProgrammingError) as error:
        raise NotSetUp("This installation is not ready; run first: klik setup") from error
