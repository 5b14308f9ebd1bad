"""A ballot counts once, may change until closing, and is refused where it does not fit."""

from collections import Counter
from random import Random

import pytest
from tests.factories.acting import AUDITOR, CLERK, EDITOR, HERENT, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.polls import (
    THEMES,
    close,
    draft_of,
    gather,
    opened,
    present,
    visitors,
    write,
)

from klik.domains.audit import queries as audit
from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Gathering, Participant, Question
from klik.ground.counting.choices import ChoiceRefused, Kind, Method
from klik.ground.counting.methods import Result, count_options
from klik.ground.tenancy import acting_for


@pytest.fixture
def hall(db: None) -> Gathering:
    """Give a gathering of Wingene that one can join."""
    make_keys(WINGENE, HERENT)
    return gather()


def counted(question: Question) -> Result:
    """Return what the room chose, from options."""
    found = queries.room_count(question)
    assert isinstance(found, Result)
    return found


def test_the_last_choice_of_each_counts_once(hall: Gathering) -> None:
    question, (an, bo) = opened(hall), present(hall, 2)

    operations.cast_ballot(question.pk, an, [1])
    operations.cast_ballot(question.pk, bo, [2])
    operations.cast_ballot(question.pk, an, [2])
    operations.cast_ballot(question.pk, an, [2])

    assert Ballot.objects.count() == 2
    assert [figure.voters for figure in counted(question).figures] == [0, 2, 0]
    assert queries.own_choice(question, an) == (2,)


def test_a_question_takes_ballots_only_while_it_is_open(hall: Gathering) -> None:
    draft = write(hall, key="draft")
    question, (an, bo) = opened(hall), present(hall, 2)
    operations.cast_ballot(question.pk, an, [1])
    close(question, until="closed")

    for asked, who in ((draft, an), (question, an), (question, bo)):
        with pytest.raises(operations.NotOpen):
            operations.cast_ballot(asked.pk, who, [2])

    assert counted(question).ballots == 1


def test_what_does_not_fit_changes_nothing(hall: Gathering) -> None:
    question = opened(hall, draft_of(Kind.RANKING))
    [an] = present(hall)
    operations.cast_ballot(question.pk, an, [3, 1])

    for wrong in ([], [3, 3], [4], [1, 2, 3, 1]):
        with pytest.raises(ChoiceRefused):
            operations.cast_ballot(question.pk, an, wrong)

    assert queries.own_choice(question, an) == (3, 1)


def test_who_is_not_in_the_room_does_not_vote_with_it(hall: Gathering) -> None:
    question, [late] = opened(hall), visitors(hall)
    elsewhere = present(gather("panel-2"))[0]

    with pytest.raises(operations.JoinFirst):
        operations.cast_ballot(question.pk, late, [1])
    with pytest.raises(queries.QuestionNotFound):
        operations.cast_ballot(question.pk, elsewhere, [1])


def test_random_ballots_give_what_they_say_last(hall: Gathering, random_numbers: Random) -> None:
    kinds = {
        "q1": draft_of(Kind.SINGLE),
        "q2": draft_of(Kind.SEVERAL, at_most=2),
        "q3": draft_of(Kind.RANKING, method=Method.CONDORCET),
        "q4": draft_of(Kind.DOTS, at_most=4),
    }
    for key, draft in kinds.items():
        question, people = opened(hall, draft, key), present(hall, 6)
        last: dict[int, tuple[int, ...]] = {}
        for _ in range(15):
            who = random_numbers.choice(people)
            given = _drawn(draft.kind, random_numbers)
            last[who.pk] = operations.cast_ballot(question.pk, who, given)

        expected = count_options(
            Kind(question.kind),
            Method(question.method),
            options=[1, 2, 3],
            profile=Counter(last.values()),
        )
        assert counted(question) == expected


def test_the_same_token_is_the_same_participant(hall: Gathering) -> None:
    first = operations.visit(hall, token=None, moment=NOON)
    joined = operations.join(queries.code_in_words(hall).lower(), token=first.token, moment=NOON)

    assert joined.token == first.token
    assert joined.participant.pk == first.participant.pk
    assert (first.participant.population, joined.participant.population) == ("visitor", "room")
    assert queries.participant_with(hall, first.token) == first.participant
    assert queries.participant_with(gather("panel-2"), first.token) is None
    kept = bytes(Participant.objects.get().token_hash or b"")
    assert first.token.encode() not in kept
    assert operations.join(hall.code, token="x", moment=NOON).token != "x"  # noqa: S105, S106 -- no secret


def test_a_code_leads_nowhere_once_joining_ended(hall: Gathering) -> None:
    with acting_for([WINGENE], EDITOR):
        operations.set_live(hall, is_live=False, moment=NOON)

    with pytest.raises(queries.CodeUnknown):
        operations.join(hall.code, token=None, moment=NOON)


def test_only_an_editor_of_the_owner_leads(hall: Gathering) -> None:
    question = write(hall)

    for actor in (CLERK, AUDITOR):
        with acting_for([WINGENE], actor), pytest.raises(operations.QuestionsNotYours):
            operations.open_question(question.pk, moment=NOON)
    with acting_for([HERENT], EDITOR), pytest.raises(queries.GatheringNotFound):
        operations.open_question(question.pk, moment=NOON)
    with acting_for([HERENT], EDITOR), pytest.raises(queries.GatheringNotFound):
        operations.begin_gathering(HERENT, kind="session", reference="panel-1", moment=NOON)


def test_each_step_is_taken_once_in_order_and_leaves_a_line(hall: Gathering) -> None:
    question = write(hall)
    with acting_for([WINGENE], EDITOR):
        for early in (
            operations.close_question,
            operations.reveal_question,
            operations.freeze_question,
        ):
            with pytest.raises(operations.NotYet):
                early(question.pk, moment=NOON)
        operations.open_question(question.pk, moment=NOON)
        operations.open_question(question.pk, moment=NOON)
    close(question)
    close_again = operations.freeze_question

    with acting_for([WINGENE], EDITOR):
        close_again(question.pk, moment=NOON)
        with pytest.raises(operations.QuestionUnderWay):
            operations.open_question(question.pk, moment=NOON)
        with pytest.raises(operations.QuestionUnderWay):
            operations.write_question(hall, key="q1", draft=draft_of(), moment=NOON)
        acts = [line.act for line in audit.lines_of(WINGENE)]
    assert sorted(acts) == sorted(
        [
            "polls.begin-gathering",
            "polls.begin-joining",
            "polls.write-question",
            "polls.open-question",
            "polls.close-question",
            "polls.reveal-question",
            "polls.freeze-question",
        ]
    )


def test_a_draft_is_written_anew_and_removed(hall: Gathering) -> None:
    question = write(hall, draft_of(Kind.APPROVAL, takes_ideas=True))
    [an] = present(hall)
    idea = operations.propose_idea(question.pk, an, "Samen leren")
    with acting_for([WINGENE], EDITOR):
        operations.merge_idea(question.pk, idea.number, into=3, moment=NOON)

    again = write(hall, draft_of(Kind.APPROVAL, options=THEMES[:2]))

    assert again.pk == question.pk
    kept = [(one.number, one.state) for one in queries.options_of(again)]
    assert kept == [(1, "accepted"), (2, "accepted"), (1001, "proposed")]
    with acting_for([WINGENE], EDITOR):
        operations.drop_question(question.pk, moment=NOON)
    assert not queries.questions_of(hall).exists()


def test_a_question_that_cannot_be_asked_is_refused(hall: Gathering) -> None:
    wrong = (
        draft_of(Kind.RANKING, options=THEMES * 3),
        draft_of(Kind.RANKING, method=Method.APPROVAL),
        draft_of(Kind.SEVERAL),
        draft_of(Kind.DOTS, at_most=99),
        draft_of(Kind.RANKING, takes_ideas=True),
        draft_of(Kind.SCALE, topic_for=("session", "panel-1")),
        draft_of(options=(operations.Words(" "),)),
        operations.QuestionDraft(Kind.SCALE, operations.Words("Eens?")),
    )

    for draft in wrong:
        with pytest.raises(operations.QuestionRefused):
            write(hall, draft)
    with pytest.raises(operations.TooFewOptions):
        opened(hall, draft_of(options=THEMES[:1]))


def _drawn(kind: Kind, random_numbers: Random) -> list[int]:
    if kind is Kind.DOTS:
        return random_numbers.choices([1, 2, 3], k=random_numbers.randint(1, 4))
    size = {Kind.SINGLE: 1, Kind.SEVERAL: 2}.get(kind, random_numbers.randint(1, 3))
    return random_numbers.sample([1, 2, 3], size)
