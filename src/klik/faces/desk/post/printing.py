"""Letters printed together: drawn, downloaded, brought to the post."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.messages import access, jobs, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import download, see_other
from klik.faces.desk.post.roles import HANDLES, READS
from klik.ground.clock import moment_now
from klik.ground.jobs.queue import progress_of


@require_POST
@desk_page(roles=HANDLES)
def make(request: DeskRequest) -> HttpResponse:
    """Draw the letters that wait longest; the worker makes their files."""
    nis, moment = request.municipality.nis, moment_now()
    made = operations.make_print_batch(nis, moment=moment)
    if made is None:
        messages.info(request, _("No letter waits to be printed."))
        return see_other(request, "post")
    jobs.ask_to_write(nis, moment=moment)
    return see_other(request, "print", made.reference)


@require_safe
@desk_page(roles=READS)
def print_batch(request: DeskRequest, reference: str) -> HttpResponse:
    """Show one print batch and its letters, without saying to whom."""
    batch = queries.batch_of(reference)
    is_being_made = batch.state == "drawn"
    made = progress_of(jobs.WRITE, request.municipality.nis) if is_being_made else None
    context = {
        "batch": batch,
        "letters": [(one, one.key.rpartition(":")[2]) for one in queries.letters_of(batch)],
        "is_being_made": is_being_made,
        "has_failed": made is not None and made.state == "failed",
        "may_handle": access.may_handle_post(request.staff),
    }
    return render(request, "desk/post/print.html", context)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def letters(request: DeskRequest, reference: str) -> HttpResponse:
    """Hand over the letters in one PDF, and note who took it."""
    return _file(request, reference, name="letters", called="brieven.pdf", kind="application/pdf")


@require_safe
@desk_page(roles=READS, reads_personal=True)
def contents(request: DeskRequest, reference: str) -> HttpResponse:
    """Hand over the list of contents, and note who took it."""
    return _file(
        request, reference, name="list", called="inhoud.csv", kind="text/csv; charset=utf-8"
    )


@require_POST
@desk_page(roles=HANDLES)
def mark_posted(request: DeskRequest, reference: str) -> HttpResponse:
    """Note that the letters were brought to the post."""
    operations.mark_posted(queries.batch_of(reference), moment=moment_now())
    messages.success(request, _("Noted: these letters are at the post."))
    return see_other(request, "print", reference)


def _file(
    request: DeskRequest, reference: str, *, name: str, called: str, kind: str
) -> HttpResponse:
    content = operations.take_print_file(
        request.municipality.nis, queries.batch_of(reference), name=name, moment=moment_now()
    )
    return download(content, f"{reference}-{called}", kind)
