"""One page of a form: shown, saved, and on to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.ui.apply.drawing import Drawing, FileShown, answer_shown, raw_of_saved
from klik.faces.ui.apply.helping import with_towns
from klik.faces.ui.apply.hers import (
    NOT_UNDERSTOOD,
    Hers,
    application_for,
    context_of,
    hers,
    hers_of,
    language_of_page,
    next_of,
    see_other,
    to,
)
from klik.faces.ui.apply.ways import ApplyRequest
from klik.faces.ui.uploads import FileInPlain, takes_files
from klik.ground import files
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for
from klik.ground.territory import municipalities
from klik.packages.form import Asked, FieldProblem, row_count

ADDED: Final = "erbij"
LATER: Final = "later"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent with a page, files taken in, before anything else happens."""

    raw: Mapping[str, str]
    taken: Mapping[str, tuple[str, applying.TakenIn]]
    refused: tuple[FieldProblem, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def page(request: ApplyRequest, reference: str, page: str) -> HttpResponse:
    """Show one page, or save it; what holds is kept before anything is said."""
    nis = request.municipality.nis
    if request.method != "POST":
        with acting_for([nis], request.actor, only_reading=True):
            shown = hers(request, reference)
            context = _context(shown, _asked(shown, page), _drawing(shown, page))
        return render(request, "apply/page.html", context | _ways(request, shown, page))
    sent = _sent(request, nis)
    with acting_for([nis], request.actor):
        return _saved(request, reference, page, sent)


@require_POST
def remove_file(request: ApplyRequest, reference: str, page: str) -> HttpResponse:
    """Take a file out of a draft again."""
    application = application_for(request, reference)
    digest, question = request.POST.get("file", ""), request.POST.get("question", "")
    applying.remove_file(application, digest, question, moment=moment_now())
    return see_other(to(request, "apply-page", reference, page))


def _saved(request: ApplyRequest, reference: str, page: str, sent: Sent) -> HttpResponse:
    moment = moment_now()
    application = application_for(request, reference)
    for question, (name, taken) in sent.taken.items():
        applying.add_file(application, question, taken, name=name, moment=moment)
    version = sent.raw.get("version", "")
    saved = applying.save_page(
        application,
        page,
        sent.raw,
        version=int(version) if version.isdecimal() and len(version) < len("99999999") else 0,
        language=language_of_page(),
        moment=moment,
    )
    shown = hers_of(request, saved.found)
    problems = _without_answered(saved.problems, sent) + sent.refused
    if saved.is_stale:
        drawing = _drawing(shown, page)
        context = _context(shown, _asked(shown, page), drawing) | {"is_stale": True}
        return _again(request, context | _ways(request, shown, page))
    one_more = sent.raw.get(ADDED, "")
    if LATER in sent.raw and not sent.refused:
        return see_other(to(request, "apply-overview", reference))
    if _waits_untold(shown) and not one_more:
        return see_other(to(request, "apply-source", reference))
    if one_more or problems:
        drawing = Drawing(
            shown.language,
            sent.raw,
            () if one_more else problems,
            files_shown(shown),
            one_more=one_more,
        )
        context = _context(shown, _asked(shown, page), drawing, version=saved.version)
        return _again(request, context | _ways(request, shown, page), is_wrong=not one_more)
    return see_other(next_page(request, shown, page))


def _waits_untold(shown: Hers) -> bool:
    """Say whether a source does not answer, of which she did not hear yet what she can do."""
    silent = shown.found.silent
    return silent is not None and silent.went_on_at is None


def _without_answered(problems: tuple[FieldProblem, ...], sent: Sent) -> tuple[FieldProblem, ...]:
    """A file that was refused says why itself; that it is missing says nothing more."""
    named = {one.question for one in sent.refused}
    return tuple(one for one in problems if one.question not in named)


def _again(request: HttpRequest, context: dict[str, Any], *, is_wrong: bool = True) -> HttpResponse:
    status = NOT_UNDERSTOOD if is_wrong else 200
    return render(request, "apply/page.html", context, status=status)


def next_page(request: ApplyRequest, shown: Hers, page: str) -> str:
    """Return where to go on after a page; a source that does not answer is told first."""
    reference = shown.application.reference
    if _waits_untold(shown):
        return to(request, "apply-source", reference)
    if shown.application.state == "waiting":
        return to(request, "apply-answer", reference)
    following = next_of(shown.found.pages, page)
    if following is not None:
        return to(request, "apply-page", reference, following.page.word)
    if applications.ADDRESS not in shown.found.saved:
        return to(request, "apply-address", reference)
    return to(request, "apply-review", reference)


def _sent(request: ApplyRequest, nis: str) -> Sent:
    """Take in what came along; whether a file is asked for, the domain says when it is added."""
    raw = with_towns({name: str(value) for name, value in request.POST.items()})
    if not any(file.size for file in request.FILES.values() if isinstance(file, FileInPlain)):
        return Sent(raw, {}, ())
    with acting_for([nis], request.actor, only_reading=True):
        sealer = files.sealer_for(nis)
    taken, refused = take_in_sent(request, set(request.FILES), sealer)
    return Sent(raw, taken, refused)


def take_in_sent(
    request: HttpRequest, names: set[str], sealer: files.Sealer
) -> tuple[Mapping[str, tuple[str, applying.TakenIn]], tuple[FieldProblem, ...]]:
    """Take in the files that came along, outside any transaction; say why one is refused."""
    taken: dict[str, tuple[str, applying.TakenIn]] = {}
    refused: list[FieldProblem] = []
    for name in sorted(names & set(request.FILES)):
        file = request.FILES[name]
        if not isinstance(file, FileInPlain):
            continue
        with file.path.open("rb") as content:
            found = applying.take_in_or_say_why(sealer, content, size=file.size or 0)
        if isinstance(found, applying.TakenIn):
            taken[name] = (str(file.name), found)
        else:
            refused.append(FieldProblem(name, name, found))
    return taken, tuple(refused)


def _asked(shown: Hers, page: str) -> Asked:
    found = next((one for one in shown.found.pages if one.page.word == page), None)
    if found is None:
        raise Http404
    return found


def _drawing(shown: Hers, page: str) -> Drawing:
    asked = _asked(shown, page)
    saved = shown.found.saved.get(page)
    answers = saved.answers if saved else {}
    return Drawing(shown.language, raw_of_saved(asked.questions, answers), files=files_shown(shown))


def files_shown(shown: Hers) -> dict[str, list[FileShown]]:
    """Return the files that were added, by question."""
    found: dict[str, list[FileShown]] = {}
    for file in shown.found.files:
        one = FileShown(file.digest, applications.name_of_file(file), file.size)
        found.setdefault(file.question, []).append(one)
    return found


def _context(
    shown: Hers, asked: Asked, drawing: Drawing, *, version: int | None = None
) -> dict[str, Any]:
    saved = shown.found.saved.get(asked.page.word)
    words = [one.page.word for one in shown.found.pages]
    place = words.index(asked.page.word) + 1
    single = len(asked.questions) == 1
    drawn = [drawing.question(one) for one in asked.questions]
    return context_of(
        shown,
        page=asked.page.word,
        heading=shown.page_title(asked),
        single=single,
        questions=drawn,
        groups=[one.name for one in asked.questions if row_count(one, drawing.raw)],
        wrong=drawing.wrong(asked.questions),
        version=version if version is not None else saved.version if saved else 0,
        is_saved=bool(saved),
        place=place,
        total=len(words),
        steps=shown.steps,
        towns=[one.name for one in municipalities().values()]
        if any(box.listed for one in drawn for box in _boxes_in(one))
        else [],
        filled=_filled(shown, but=asked.page.word),
        known=shown.found.known,
    )


def _boxes_in(drawn: Any) -> list[Any]:
    return [*drawn.boxes, *(box for row in drawn.rows for one in row for box in one.boxes)]


def _filled(shown: Hers, *, but: str) -> list[tuple[str, str, str]]:
    """Return what was filled in on other pages: label, answer, page."""
    answers = shown.found.answers
    return [
        (
            one.label[shown.language],
            answer_shown(one, answers[one.name], shown.language),
            asked.page.word,
        )
        for asked in shown.found.pages
        if asked.page.word != but
        for one in asked.questions
        if one.name in answers
    ]


def _ways(request: ApplyRequest, shown: Hers, page: str) -> dict[str, str]:
    """Return where the page leads back to."""
    words = [one.page.word for one in shown.found.pages]
    place = words.index(page)
    reference = shown.application.reference
    before = words[place - 1] if place else ""
    return {
        "back": to(request, "apply-page", reference, before)
        if before
        else to(request, "apply-overview", reference),
        "back_word": _("Back"),
    }
