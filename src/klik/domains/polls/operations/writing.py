"""Writing a question while it is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.db.models import Max

from klik.domains.polls import queries
from klik.domains.polls.models import (
    Gathering,
    Option,
    OptionState,
    Question,
    QuestionState,
)
from klik.domains.polls.operations.ideas import IDEAS_FROM
from klik.domains.polls.operations.leading import WITH_IDEAS
from klik.domains.polls.operations.refusals import (
    QuestionUnderWay,
    question_to_edit,
    record,
    require_editor,
)
from klik.ground.counting.choices import METHODS, MOST_RANKED, Kind, Method, TieBreak
from klik.ground.refusals import WordedRefusal, Wording

LONGEST_TEXT: Final = 300
MOST_OPTIONS: Final = 60
MOST_DOTS: Final = 20
WIDEST_SCALE: Final = 11  # from 0 to 10


class QuestionRefused(WordedRefusal):
    """A question that cannot be asked so."""

    status = 422
    wordings: ClassVar[Mapping[str, Wording]] = {
        "text": (
            "Een vraag en elk antwoord hebben tekst in het Nederlands, hoogstens {most} tekens.",
            "A question and each answer have words in Dutch, at most {most} signs.",
            ("Vul aan of maak korter.", "Complete it or make it shorter."),
        ),
        "options": (
            "Zoveel antwoorden kan deze soort vraag niet hebben.",
            "This kind of question cannot have so many answers.",
            ("Geef er hoogstens {most}.", "Give at most {most}."),
        ),
        "at-most": (
            "Hoeveel iemand mag kiezen, ontbreekt of is te veel.",
            "How many one may choose is missing or too many.",
            ("Geef een getal van 1 tot {most}.", "Give a number from 1 to {most}."),
        ),
        "scale": (
            "De schaal is geen rij van 2 tot {most} waarden.",
            "The scale is no row of 2 to {most} values.",
            ("Geef een laagste en een hogere waarde.", "Give a lowest and a higher value."),
        ),
        "method": (
            "Deze soort vraag kan niet op deze wijze geteld worden.",
            "This kind of question cannot be counted by this method.",
            ("Kies een andere wijze.", "Choose another method."),
        ),
        "ideas": (
            "Bij deze soort vraag kan niemand ideeën geven.",
            "Nobody can propose ideas to this kind of question.",
            ("Kies een andere soort, of geen ideeën.", "Choose another kind, or no ideas."),
        ),
        "topic": (
            "Een schaal heeft geen winnaar, en dus geen onderwerp.",
            "A scale has no winner, and so no topic.",
            ("Kies een andere soort.", "Choose another kind."),
        ),
    }


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Dutch, and in English where there is one."""

    nl: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A row of values, and what its ends mean."""

    least: int
    most: int
    least_words: Words = Words("")
    most_words: Words = Words("")


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """What is asked, and how it is counted.

    Attributes:
        kind: How one answers.
        text: The question.
        options: In the order of the list, which decides between equals last; none for a scale.
        method: How it is counted; None takes the usual one of the kind.
        tie_break: What decides between equals.
        at_most: For `several`, how many options one may choose; for `dots`, how many dots.
        scale: Of a scale.
        is_hidden: Whether results stay hidden until revealed.
        takes_ideas: Whether those present may propose options, from now on.
        topic_for: Kind and reference of what the winner becomes the topic of.
    """

    kind: Kind
    text: Words
    options: tuple[Words, ...] = ()
    method: Method | None = None
    tie_break: TieBreak = TieBreak.FIRST_CHOICES
    at_most: int = 0
    scale: Scale | None = None
    is_hidden: bool = True
    takes_ideas: bool = False
    topic_for: tuple[str, str] | None = None


def write_question(
    gathering: Gathering, *, key: str, draft: QuestionDraft, moment: datetime
) -> Question:
    """Write a question, or write it anew while it is a draft; ideas that it had stay.

    Args:
        gathering: Of a municipality acted for.
        key: Its own in the gathering, at most 60 signs, such as of the form that wrote it.
        draft: What is asked.
        moment: When.

    Raises:
        GatheringNotFound: Another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        QuestionUnderWay: It opened already.
        QuestionRefused: It cannot be asked so.
        NotActing: Outside `acting_for`.
    """
    require_editor(gathering)
    require_sound(draft)
    # One question at a time gets the next number.
    Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    standing = queries.questions_of(gathering)
    question = standing.filter(key=key).first()
    if question is None:
        last = standing.aggregate(last=Max("number"))["last"] or 0
        question = Question(gathering=gathering, key=key, number=last + 1)
    elif question.state != QuestionState.DRAFT:
        raise QuestionUnderWay
    _fill(question, draft)
    question.save()
    _write_options(question, draft.options)
    kept = {"kind": question.kind, "method": question.method, "options": len(draft.options)}
    subject = f"question:{question.pk}"
    record(gathering, "polls.write-question", subject=subject, payload=kept, moment=moment)
    return question


def drop_question(question: UUID, *, moment: datetime) -> None:
    """Remove a draft, with its options and ideas.

    Raises:
        QuestionNotFound, GatheringNotFound: There is none, or another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        QuestionUnderWay: It opened already.
        NotActing: Outside `acting_for`.
    """
    found = question_to_edit(question)
    if found.state != QuestionState.DRAFT:
        raise QuestionUnderWay
    subject = f"question:{found.pk}"
    record(found.gathering, "polls.drop-question", subject=subject, payload={}, moment=moment)
    Option.objects.filter(question=found).update(state=OptionState.REJECTED, merged_into=None)
    found.delete()


def _fill(question: Question, draft: QuestionDraft) -> None:
    scale = draft.scale or Scale(0, 0)
    question.text_nl, question.text_en = draft.text.nl.strip(), draft.text.en.strip()
    question.kind = draft.kind
    question.method = draft.method or METHODS[draft.kind][0]
    question.tie_break = draft.tie_break
    question.at_most = draft.at_most
    question.least, question.most = scale.least, scale.most
    question.least_nl, question.least_en = scale.least_words.nl, scale.least_words.en
    question.most_nl, question.most_en = scale.most_words.nl, scale.most_words.en
    question.is_hidden, question.takes_ideas = draft.is_hidden, draft.takes_ideas
    question.topic_kind, question.topic_reference = draft.topic_for or ("", "")


def _write_options(question: Question, options: tuple[Words, ...]) -> None:
    """Write the options of staff under their place in the list, and take away what is left."""
    of_staff = Option.objects.filter(question=question, number__lt=IDEAS_FROM)
    gone = of_staff.filter(number__gt=len(options))
    Option.objects.filter(merged_into__in=gone).update(state=OptionState.PROPOSED, merged_into=None)
    gone.delete()
    for number, words in enumerate(options, start=1):
        Option.objects.update_or_create(
            question=question,
            number=number,
            defaults={
                "text_nl": words.nl.strip(),
                "text_en": words.en.strip(),
                "state": OptionState.ACCEPTED,
                "merged_into": None,
            },
        )


def require_sound(draft: QuestionDraft) -> None:
    """Return silently when a question can be asked so.

    Raises:
        QuestionRefused: It cannot.
    """
    texts = (draft.text, *draft.options)
    if not all(0 < len(one.nl.strip()) <= LONGEST_TEXT for one in texts) or any(
        len(one.en) > LONGEST_TEXT for one in texts
    ):
        raise QuestionRefused("text", most=LONGEST_TEXT)
    if draft.method is not None and draft.method not in METHODS[draft.kind]:
        raise QuestionRefused("method")
    if draft.takes_ideas and draft.kind not in WITH_IDEAS:
        raise QuestionRefused("ideas")
    if draft.topic_for and draft.kind is Kind.SCALE:
        raise QuestionRefused("topic")
    _require_numbers(draft)


def _require_numbers(draft: QuestionDraft) -> None:
    most = {Kind.RANKING: MOST_RANKED, Kind.SCALE: 0}.get(draft.kind, MOST_OPTIONS)
    if len(draft.options) > most:
        raise QuestionRefused("options", most=most)
    if draft.kind in {Kind.SEVERAL, Kind.DOTS}:
        most = MOST_DOTS if draft.kind is Kind.DOTS else MOST_OPTIONS
        if not 1 <= draft.at_most <= most:
            raise QuestionRefused("at-most", most=most)
    if draft.kind is Kind.SCALE and (
        draft.scale is None or not 1 < draft.scale.most - draft.scale.least + 1 <= WIDEST_SCALE
    ):
        raise QuestionRefused("scale", most=WIDEST_SCALE)
