"""Reads of applications: what was asked, what it comes to, and what happened."""

from klik.domains.cases.models import Channel
from klik.domains.cases.queries.applications.evaluating import (
    Evaluated,
    evaluated,
    file_asked,
    refusable,
)
from klik.domains.cases.queries.applications.finding import (
    ADDRESS,
    Applicant,
    ApplicationNotFound,
    ApplicationsNotYours,
    SavedPage,
    answer_to_question,
    applicant_of,
    application_of,
    applications_of_person,
    applications_to_decide,
    files_of,
    name_of_file,
    open_disputes,
    open_question,
    questions_of,
    running_draft,
    saved_page,
    words_of_dispute,
    words_of_question,
)
from klik.domains.cases.queries.applications.happening import application_timeline
from klik.domains.cases.queries.applications.knowing import KnownFact

__all__ = [
    "ADDRESS",
    "Applicant",
    "ApplicationNotFound",
    "ApplicationsNotYours",
    "Channel",
    "Evaluated",
    "KnownFact",
    "SavedPage",
    "answer_to_question",
    "applicant_of",
    "application_of",
    "application_timeline",
    "applications_of_person",
    "applications_to_decide",
    "evaluated",
    "file_asked",
    "files_of",
    "name_of_file",
    "open_disputes",
    "open_question",
    "questions_of",
    "refusable",
    "running_draft",
    "saved_page",
    "words_of_dispute",
    "words_of_question",
]
