"""Every route of cases, work list, oversight and regulations: who opens it, how, and on what."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faces.desk.desk_town import executed, task_of
from tests.faces.desk.routing import Named, Route
from tests.factories.acting import CLERK, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import adopt, publish, text_of
from tests.factories.grants import Town
from tests.factories.registers import child

from klik.domains.audit import queries as audit
from klik.domains.cases.models import Party
from klik.domains.messages import operations as writing
from klik.domains.messages import queries as messages
from klik.domains.messages.models import Written, WrittenFile
from klik.domains.messages.operations import endings
from klik.domains.tasks.models import Task
from klik.ground import files
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

C, A, F, M, O = Role.CLERK, Role.APPROVER, Role.FINANCE, Role.REGULATION_MANAGER, Role.AUDITOR  # noqa: E741 -- one letter each, for a table
CASES, WORK, HANDLES, PAYS = {C, A, O}, {C, A, F, O}, {C}, {F}
STILLBORN = {"birth_type": "levenloos", "child_first_names": "", "register": ""}
ACCOUNT = {"name": "Ouder Voorbeeld", "iban": "BE68 5390 0754 7034"}
COLOURS = {"house_colour": "#2e7d4f", "accent_colour": "#f2b632"}
NUMBERS = {"old": "26210590357", "new": "26010590314"}
DAY = {"fact-child--event_date_0": "10", "fact-child--event_date_1": "2"}
RECIPIENT = {"name": "Ouder Voorbeeld", "street": "Dorp 1", "place": "8750 Wingene"}


def town() -> Town:
    """Return a town with decisions, and a task of every kind that a run leaves."""
    rows = [
        child(0),
        child(1, iban="", bic=""),
        child(2, **STILLBORN),
        child(3, birth_type="adoptie", event_date=""),
        child(4, account_holder="Iemand Anders"),
    ]
    return executed(Path(tempfile.mkdtemp(dir=settings.KLIK_HOME)), rows)


def case() -> Named:
    return {"reference": _first(town())}


def letter() -> Named:
    return {"key": f"letter:{_first(town())}"}


def written() -> Named:
    """Return a case about which its resident wrote, with a file."""
    reference = _first(town())
    with acting_for([WINGENE], CLERK):
        person = bytes(Party.objects.get(decision__reference=reference).person)
        digest = files.store_bytes(WINGENE, b"%PDF-1.7 bijlage")
    with acting_for([WINGENE], Actor(ActorKind.RESIDENT, "resident:a", person=person)):
        file = writing.Attached("bijlage.pdf", digest, 16, "application/pdf")
        said = writing.Said(uuid4(), "Wanneer?", (file,))
        writing.write(WINGENE, said, person=person, about=reference, moment=NOON)
    return {"reference": reference}


def with_file() -> Named:
    named = written()
    with acting_for([WINGENE], CLERK):
        files_of = WrittenFile.objects.filter(message__about=named["reference"])
        return {**named, "file": str(files_of.latest("pk").pk)}


def asked() -> Named:
    """Return the task of a message about nothing in particular, with a file."""
    town()
    with acting_for([WINGENE], CLERK):
        digest = files.store_bytes(WINGENE, b"%PDF-1.7 bijlage")
        person = bytes(Party.objects.order_by("pk")[0].person)
    with acting_for([WINGENE], Actor(ActorKind.RESIDENT, "resident:a", person=person)):
        file = writing.Attached("bijlage.pdf", digest, 16, "application/pdf")
        said = writing.Said(uuid4(), "Wanneer is het containerpark open?", (file,))
        writing.write(WINGENE, said, person=person, about="", moment=NOON)
    with acting_for([WINGENE], CLERK):
        return {"task": str(Task.objects.get(key=f"written:{said.key}").pk)}


def asked_with_file() -> Named:
    named = asked()
    with acting_for([WINGENE], CLERK):
        return {**named, "file": str(WrittenFile.objects.filter(message__about="").latest("pk").pk)}


def answered() -> dict[str, object]:
    with acting_for([WINGENE], CLERK):
        last = str(Written.objects.exclude(about="").latest("written_at").pk)
    return {"last": last, **replied()}


def replied() -> dict[str, object]:
    return {"key": str(uuid4()), "words": "Morgen."}


def task(reason: str) -> Named:
    return {"task": str(task_of(town(), reason).pk)}


def undelivered() -> Named:
    """Return the task of a letter that reached nobody."""
    reference = _first(town())
    with acting_for([WINGENE], CLERK):
        message = messages.message_of(WINGENE, f"decision:{reference}")
        endings.fail(message, endings.NO_ADDRESS, NOON)
        return {"task": str(Task.objects.get(reason="not-delivered", key__contains=reference).pk)}


def line() -> Named:
    town()
    with acting_for([WINGENE], OPERATOR):
        return {"number": str(audit.length_of(WINGENE))}


def nothing() -> Named:
    town()
    return {}


def released() -> Named:
    publish()
    return {}


def adopted() -> Named:
    adoption()
    return {}


def adoption() -> Named:
    publish()
    return {"adoption": str(adopt().pk)}


class SentAgain(SimpleUploadedFile):
    """A file that is sent more than once."""

    def read(self, *size: int) -> bytes:
        self.seek(0)
        return super().read(*size)


def file() -> dict[str, object]:
    return {"file": SentAgain("wingene.yaml", text_of())}


def _first(place: Town) -> str:
    paid = [one.decision for one in place.effects().orders if one.state == "ready"]
    return paid[0]


def _of(reason: str) -> Callable[[], Named]:
    return partial(task, reason)


READ = (
    Route("cases", nothing, CASES),
    Route("case", case, CASES),
    Route("case-documents", case, CASES),
    Route("case-messages", case, CASES),
    Route("case-messages", written, CASES),
    Route("case-message-file", with_file, CASES),
    Route("case-payment", case, CASES),
    Route("case-people", case, CASES),
    Route("case-people", case, CASES, sent={"purpose": "question"}),
    Route("case-looked", case, {O}),
    Route("document", letter, CASES),
    Route("withdraw-decision", case, {A}),
    Route("tasks", nothing, WORK),
    Route("task", _of("account"), WORK),
    Route("task", _of("bereavement"), CASES),
    Route("task", undelivered, CASES),
    Route("task", asked, CASES),
    Route("message-file", asked_with_file, CASES),
    Route("read-letter", _of("bereavement"), CASES),
    Route("flag-bereavement", _of("undecided"), HANDLES),
    Route("audit", nothing, {O}),
    Route("audit-views", nothing, {O}),
    Route("audit-line", line, {O}),
    Route("adoptions", adopted, {M, O}),
    Route("adopt", released, {M}),
    Route("end-adoption", adoption, {M}),
    Route("adoption", adoption, {M, O}),
    Route("adoption-file", adoption, {M, O}),
    Route("blank-adoption", released, {M}),
    Route("house-style", nothing, {M, O}),
    Route("preview-house-style", nothing, {M, O}, sent=COLOURS),
)
ACTS = (
    Route("find-case", nothing, CASES, "post", {"sought": "GEB-0"}),
    Route("reproduce", case, CASES, "post"),
    Route("case-answer", written, {C, A}, "post", answered, 303),
    Route("answer-message", asked, {C, A}, "post", replied, 303),
    Route("withdraw-decision", case, {A}, "post", {"why": "granted-twice"}, 303),
    Route("assign-task", _of("undecided"), HANDLES, "post", {"to": "me"}, 303),
    Route("finish-task", _of("undecided"), HANDLES, "post", {"outcome": "handled"}, 303),
    Route("ask-account", _of("account"), HANDLES, "post", status=303),
    Route("answer-account", _of("account"), PAYS, "post", ACCOUNT, 303),
    Route("release-payment", _of("holder"), PAYS, "post", status=303),
    Route("note-facts", _of("undecided"), HANDLES, "post",
          DAY | {"fact-child--event_date_2": "2026"}, 303),
    Route("flag-bereavement", _of("undecided"), HANDLES, "post", status=303),
    Route("grant-after-reading", _of("bereavement"), HANDLES, "post", {"own_words": "Beste"}, 303),
    Route("link-numbers", _of("undecided"), HANDLES, "post", NUMBERS, 303),
    Route("correct-recipient", undelivered, HANDLES, "post", RECIPIENT, 303),
    Route("verify-audit", nothing, {O}, "post", status=303),
    Route("adopt", released, {M}, "post", file(), 303),
    Route("end-adoption", adoption, {M}, "post", status=422),
    Route("house-style", nothing, {M}, "post", COLOURS, 303),
)  # fmt: skip
ROUTES = READ + ACTS
