"""A broken lamp, a photo of it that says too much, and fictitious people who report it."""

import io
from dataclasses import replace
from uuid import uuid4

from PIL import Image
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.appointments import LIEN, VISITOR

from klik.domains.reports import operations
from klik.domains.reports.models import Report
from klik.domains.reports.operations import NextStep, Problem, Reported
from klik.ground.photos import redrawn
from klik.ground.tenancy import acting_for

MAKER = "NIKON VAN LIEN"


def telling_photo(form: str = "JPEG", *, turned: bool = False) -> bytes:
    """Return a photo of 40 by 20 pixels that also says where, when and with what it was made."""
    picture = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x010F] = MAKER  # the maker of the camera
    exif[0x8825] = {1: "N", 2: (51.0, 3.0, 15.0)}  # where: GPS
    if turned:
        exif[0x0112] = 6  # held upright
    kept = io.BytesIO()
    picture.save(kept, form, exif=exif, comment=MAKER)
    return kept.getvalue() + MAKER.encode()  # and something behind it


def lamp(*, key: str = "", sender: str = "", with_photo: bool = False) -> Problem:
    """Return the report of a broken lamp."""
    photos = (redrawn(telling_photo()),) if with_photo else ()
    return Problem(
        key=key or uuid4().hex,
        category="lighting",
        description="De lamp voor mijn deur is stuk.",
        place="Kerkstraat, ter hoogte van nummer 12",
        point=None,
        photos=photos,
        reporter=LIEN,
        person=None,
        language="nl",
        sender=sender,
    )


def reported(problem: Problem | None = None, *, nis: str = WINGENE) -> Reported:
    """Let somebody report it without logging in."""
    with acting_for([nis], VISITOR):
        return operations.report_problem(nis, problem or lamp(), moment=NOON)


def planned(report: Report, *, nis: str = WINGENE) -> Report:
    """Let a clerk plan the work."""
    with acting_for([nis], CLERK):
        step = NextStep("planned", "Volgende week komt de ploeg.")
        return operations.take_step(report, step, moment=NOON)


def nameless(problem: Problem) -> Problem:
    """Return the same report of who leaves no name."""
    return replace(problem, reporter=None)
