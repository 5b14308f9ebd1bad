"""A problem is reported, followed to its end, told at each step, and its reporter forgotten."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories.acting import APPROVER, AUDITOR, CLERK, HERENT, NOON, WINGENE
from tests.factories.appointments import LIEN, VISITOR
from tests.factories.documents import FolderFiles
from tests.factories.reports import lamp, nameless, planned, reported

from klik.domains.messages import queries as messages
from klik.domains.reports import jobs, operations, queries
from klik.domains.reports.models import Photo, Report
from klik.domains.reports.operations import NextStep, Point, Problem
from klik.ground.tenancy import Actor, acting_for

SOLVED = NextStep("solved", "De lamp is vervangen.", note="Ploeg 2")


def test_a_report_gets_its_number_and_keeps_its_words_encrypted(town: None) -> None:
    first, second = reported(), reported(lamp(with_photo=True))

    assert [one.report.reference for one in (first, second)] == ["M-2026-0001", "M-2026-0002"]
    with acting_for([WINGENE], CLERK):
        row = queries.report_with_code(WINGENE, second.code)
        assert queries.reporter_of(row) == LIEN
        assert queries.description_of(row).startswith("De lamp")
        (photo,) = queries.photos_of(row)
        assert queries.photo_content(row, photo)[:2] == b"\xff\xd8"
    assert b"lamp" not in bytes(row.description) + bytes(row.reporter or b"")
    with acting_for([HERENT], CLERK), pytest.raises(queries.ReportNotFound):
        queries.report_of(WINGENE, "M-2026-0001")


def test_a_form_that_is_sent_twice_makes_one_report(town: None) -> None:
    problem = lamp(key="form-1")

    assert reported(problem).report.pk == reported(problem).report.pk
    assert reported(problem).code == ""


@pytest.mark.parametrize(
    "wrong",
    [
        replace(lamp(), description=" "),
        replace(lamp(), place=""),
        replace(lamp(), description="x" * 2001),
        replace(lamp(), point=Point(Decimal("40.7"), Decimal("-74.0"))),
    ],
)
def test_a_report_that_leads_nowhere_is_refused(town: None, wrong: Problem) -> None:
    with pytest.raises(operations.ReportRefused):
        reported(wrong)


def test_one_sender_makes_no_flood(town: None) -> None:
    for _ in range(operations.MOST_AN_HOUR):
        reported(lamp(sender="192.0.2.7"))

    with pytest.raises(operations.TooManyReports):
        reported(lamp(sender="192.0.2.7"))
    reported(lamp(sender="192.0.2.8"))


def test_each_step_is_told_once_and_only_the_first_holds_the_code(
    town: None, files: FolderFiles
) -> None:
    made = reported()
    planned(made.report)
    with acting_for([WINGENE], CLERK):
        operations.take_step(made.report, SOLVED, moment=NOON + timedelta(hours=1))
        operations.take_step(made.report, SOLVED, moment=NOON + timedelta(hours=2))

    later = NOON + timedelta(hours=3)
    assert [jobs.tell(at) for at in (NOON, later, later)] == [0, 3, 0]
    with acting_for([WINGENE], CLERK):
        rows = messages.outbox(WINGENE)
        said = {messages.content_of(row).subject: messages.content_of(row) for row in rows}
        assert Report.objects.get().code is None
        note = queries.note_of(queries.steps_of(made.report)[-1])
    assert sorted(said) == [
        "Uw melding is gepland",
        "Uw melding is opgelost",
        "Wij kregen uw melding",
    ]
    assert [made.code in one.body_markdown for one in said.values()].count(True) == 1
    assert "De lamp is vervangen" in said["Uw melding is opgelost"].body_markdown
    assert (note, "Ploeg" in said["Uw melding is opgelost"].body_markdown) == ("Ploeg 2", False)


def test_who_leaves_no_name_is_told_nothing(town: None, files: FolderFiles) -> None:
    made = reported(nameless(lamp()))
    planned(made.report)
    with acting_for([WINGENE], CLERK):
        assert queries.code_of(Report.objects.get()) == made.code

    assert jobs.tell(NOON + timedelta(hours=1)) == 0
    with acting_for([WINGENE], CLERK):
        assert queries.code_of(Report.objects.get()) == ""


def test_a_report_becomes_public_once_a_person_took_it_up(town: None) -> None:
    made = reported()
    with acting_for([WINGENE], VISITOR), pytest.raises(queries.ReportNotFound):
        queries.public_report_of(WINGENE, made.report.reference)

    planned(made.report)

    with acting_for([WINGENE], CLERK):
        assert queries.public_report_of(WINGENE, made.report.reference) == made.report
        operations.hide(made.report, hidden=True, moment=NOON)
        assert list(queries.public_reports(WINGENE)) == []


@pytest.mark.parametrize(
    "step",
    [
        NextStep("received", "Nog eens"),
        NextStep("solved", " "),
        NextStep("not-ours", "Niet van ons."),
        NextStep("solved", "Klaar.", forwarded_to="Fluvius"),
    ],
)
def test_a_step_that_says_too_little_is_refused(town: None, step: NextStep) -> None:
    made = reported()
    with acting_for([WINGENE], CLERK), pytest.raises(operations.StepRefused):
        operations.take_step(made.report, step, moment=NOON)


def test_what_is_not_ours_says_who_has_it(town: None) -> None:
    made = reported()
    with acting_for([WINGENE], CLERK):
        step = NextStep("not-ours", "Deze weg is van het gewest.", "Agentschap Wegen en Verkeer")
        row = operations.take_step(made.report, step, moment=NOON)
        assert row.forwarded_to == "Agentschap Wegen en Verkeer"
        assert operations.take_step(made.report, SOLVED, moment=NOON).forwarded_to == ""


@pytest.mark.parametrize("actor", [VISITOR, AUDITOR, APPROVER])
def test_others_do_not_handle_it(town: None, actor: Actor) -> None:
    made = reported()
    with acting_for([WINGENE], actor), pytest.raises(operations.ReportsNotYours):
        operations.take_step(made.report, SOLVED, moment=NOON)


def test_spam_is_put_aside_with_its_photos(town: None, files: FolderFiles) -> None:
    made = reported(lamp(with_photo=True))
    with acting_for([WINGENE], CLERK):
        operations.mark_spam(made.report, moment=NOON)
        assert list(queries.reports(WINGENE)) == []
        assert list(queries.reports(WINGENE, spam=True)) == [made.report]
        assert Photo.objects.count() == 0
        with pytest.raises(queries.ReportNotFound):
            operations.take_step(made.report, SOLVED, moment=NOON)
    assert jobs.tell(NOON + timedelta(hours=1)) == 0


def test_who_reported_is_forgotten_and_the_street_is_not(town: None) -> None:
    old, hers = reported(lamp(with_photo=True)), reported()
    later = NOON + timedelta(days=91)
    with acting_for([WINGENE], CLERK):
        Report.objects.filter(pk=hers.report.pk).update(person=b"p" * 32)
        (held,) = queries.held_about(b"p" * 32)
        assert {LIEN.name, hers.report.place} <= set(held.fields.values())
        assert operations.erase(b"p" * 32, moment=NOON).erased == 1
        assert queries.held_about(b"p" * 32) == []
        operations.take_step(old.report, SOLVED, moment=NOON)
        assert operations.forget_reporters(moment=later) == 1
        assert operations.forget_reporters(moment=later) == 0
        for made in (old, hers):
            row = queries.report_of(WINGENE, made.report.reference)
            assert (queries.reporter_of(row), queries.description_of(row)) == (None, "")
            assert row.place.startswith("Kerkstraat")
        assert Photo.objects.count() == 0
