"""An act is in the chain if and only if it was done; every change to the chain is found."""

import pytest
from django.db import IntegrityError, connections, transaction
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.audit import act, acted, chain_of
from tests.factories.keys import make_keys

from klik.domains.audit import operations, queries
from klik.domains.audit.models import AuditLine, AuditPayload
from klik.domains.municipalities.operations import set_house_style
from klik.ground.keys.sealing import DataKeyMissing
from klik.ground.tenancy import NotActing, OutsideActing, acting_for


@pytest.fixture
def keys(committed: None) -> None:
    """Give two municipalities their keys."""
    make_keys(WINGENE, HERENT)


def test_an_act_says_who_did_what_to_what_and_when(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        act(subject="case:7", amount=25_000)

    with acting_for([WINGENE], CLERK):
        line = queries.lines_of(WINGENE).get()
        payload = queries.payload_of(line)
    assert (line.number, line.at, line.act, line.subject) == (1, NOON, "cases.decide", "case:7")
    assert (line.actor_kind, line.actor_reference) == ("staff", "staff:1")
    assert payload == {"amount_cents": 25_000}


def test_a_chain_holds(keys: None) -> None:
    acted(3)
    acted(2, HERENT)

    wingene, herent = chain_of(WINGENE), chain_of(HERENT)

    assert (wingene.lines, wingene.broken, wingene.payloads_gone) == (3, None, 0)
    assert (herent.lines, herent.broken) == (2, None)
    assert wingene.head != herent.head


def test_an_empty_chain_holds(keys: None) -> None:
    assert (chain_of().lines, chain_of().broken) == (0, None)


def test_several_acts_of_one_transaction_keep_their_order(keys: None) -> None:
    with acting_for([WINGENE, HERENT], OPERATOR):
        for subject in ("case:1", "case:2", "case:3"):
            act(WINGENE, subject=subject)
            act(HERENT, subject=subject)

    with acting_for([WINGENE], CLERK):
        subjects = [line.subject for line in queries.lines_of(WINGENE)]
    assert subjects == ["case:3", "case:2", "case:1"]
    assert chain_of(HERENT).broken is None


def test_an_act_that_failed_is_not_in_the_chain(keys: None) -> None:
    with pytest.raises(ZeroDivisionError), acting_for([WINGENE], CLERK):
        _act_and_fail("case:1")

    assert chain_of().lines == 0


def test_an_act_that_a_savepoint_undid_is_not_in_the_chain(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        act(subject="case:1")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            _act_and_fail("case:2")
        act(subject="case:3")

    with acting_for([WINGENE], CLERK):
        assert [line.subject for line in queries.lines_of(WINGENE)] == ["case:3", "case:1"]
    assert chain_of().broken is None


def test_a_house_style_leaves_a_line(keys: None) -> None:
    with acting_for([WINGENE], OPERATOR):
        set_house_style(WINGENE, house_colour="#1f3f95", moment=NOON)

    with acting_for([WINGENE], CLERK):
        line = queries.lines_about("house-style:37021").get()
        assert queries.payload_of(line) == {"house_colour": "#1f3f95", "accent_colour": ""}


def test_a_destroyed_payload_leaves_the_chain_whole(keys: None) -> None:
    acted(3)
    with acting_for([WINGENE], CLERK):
        line = queries.lines_about("case:2").get()
        AuditPayload.objects.filter(pk=line.payload_id).delete()
        payload = queries.payload_of(line)

    assert payload is None
    assert (chain_of().lines, chain_of().payloads_gone, chain_of().broken) == (3, 1, None)


def test_acts_are_kept_for_who_is_acted_for(keys: None) -> None:
    with pytest.raises(NotActing):
        act()
    with acting_for([HERENT], CLERK), pytest.raises(OutsideActing):
        act(WINGENE)


def test_an_act_without_key_is_refused(keys: None) -> None:
    with acting_for(["11002"], CLERK), pytest.raises(DataKeyMissing):
        act("11002")


@pytest.mark.parametrize(
    "change",
    [
        {"act": "Decide"},
        {"act": "cases.decide "},
        {"subject": ""},
        {"subject": "Marie Voorbeeld"},
        {"subject": "x" * 101},
    ],
)
def test_an_act_and_its_subject_are_tokens(keys: None, change: dict[str, str]) -> None:
    given = {"act": "cases.decide", "subject": "case:1", **change}

    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="is not"):
        operations.record_act(
            WINGENE, given["act"], subject=given["subject"], payload={}, moment=NOON
        )


@pytest.mark.parametrize("payload", [{"amount": 1.5}, {"on": NOON}, {"x": {1: 2}}, {"x": b""}])
def test_a_payload_is_plain(keys: None, payload: dict[str, object]) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(TypeError):
        operations.record_act(
            WINGENE, "cases.decide", subject="case:1", payload=payload, moment=NOON
        )


CHANGE_LINE_3 = "UPDATE audit_auditline SET {} = {} WHERE number = 3"
CHANGE_PAYLOAD_2 = (
    "UPDATE audit_auditpayload SET sealed = %s"
    " WHERE id = (SELECT payload_id FROM audit_auditline WHERE number = 2)"
)
COLUMNS = [
    field.column
    for field in AuditLine._meta.concrete_fields  # noqa: SLF001 -- Django's public-by-habit Meta
    if field.column not in {"id", "municipality_nis"}
]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_of_a_line_is_found(keys: None, column: str) -> None:
    acted(4)
    _tamper(CHANGE_LINE_3.format(column, _changed(column)))

    broken = chain_of().broken

    assert broken
    assert broken.number == 3


def test_every_changed_byte_of_a_payload_is_found(keys: None) -> None:
    acted(2)
    with acting_for([WINGENE], CLERK):
        kept = AuditPayload.objects.get(pk=queries.lines_about("case:2").get().payload_id)
    sealed = bytes(kept.sealed)

    found = set()
    for place in range(0, len(sealed), 3):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        _tamper(CHANGE_PAYLOAD_2, changed)
        found.add(chain_of().broken)

    assert found == {
        queries.BrokenLink(2, "its payload was changed"),
        # The version of the key is among the bytes.
        queries.BrokenLink(2, "its payload was changed, or its data key is gone"),
    }


@only_sqlite
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("value", ["NULL", "'x'", "x'ff'", "-1.5", "'2026-13-45'"])
def test_a_column_that_holds_anything_at_all_is_found(keys: None, column: str, value: str) -> None:
    acted(4)
    constrained = False
    try:
        _tamper(CHANGE_LINE_3.format(column, value))
    except IntegrityError:
        constrained = True  # the table itself refuses it

    broken = chain_of().broken

    assert (broken.number if broken else None) == (None if constrained else 3)


@pytest.mark.parametrize(
    ("statement", "number", "said"),
    [
        ("DELETE FROM audit_auditline WHERE number = 2", 2, "line 2 is missing"),
        ("DELETE FROM audit_auditline WHERE number = 4", 4, "the chain ended at line 4"),
        ("DELETE FROM audit_auditline", 1, "the chain ended at line 4"),
        ("DELETE FROM audit_chainhead", 4, "did not end with this line"),
        ("UPDATE audit_chainhead SET length = 3", 4, "did not end with this line"),
    ],
)
def test_a_line_that_was_taken_away_is_found(
    keys: None, statement: str, number: int, said: str
) -> None:
    acted(4)
    _tamper(statement)

    broken = chain_of().broken

    assert broken
    assert (broken.number, said in broken.what) == (number, True)


def test_lines_that_changed_places_are_found(keys: None) -> None:
    acted(4)
    for after, before in ((9, 2), (2, 3), (3, 9)):
        _tamper("UPDATE audit_auditline SET number = %s WHERE number = %s", after, before)

    broken = chain_of().broken

    assert broken
    assert broken.number == 2


def test_a_line_that_was_slipped_in_is_found(keys: None) -> None:
    acted(2)
    with acting_for([WINGENE], CLERK):
        false = queries.lines_about("case:2").get()
        false.pk, false.number, false.previous = None, 3, false.digest
        false.digest = false.expected_digest()
        false.save(force_insert=True)

    broken = chain_of().broken

    assert broken
    assert (broken.number, broken.what) == (3, "the chain did not end with this line")


def _act_and_fail(subject: str) -> None:
    act(subject=subject)
    raise ZeroDivisionError


def _changed(column: str) -> str:
    number, moment = "number + 10", "'2026-11-23 11:00:01+00:00'"
    if column == "number":
        return number
    if column == "at":
        return moment
    if column == "payload_id":
        return f"'{'1' * 32}'"
    if column in {"payload_digest", "previous", "digest"}:
        return "'x'"
    return f"{column} || 'x'"


def _tamper(statement: str, *parameters: object) -> None:
    """Change a row as somebody with the database in hands would."""
    alias = "operator" if "operator" in connections else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, parameters)
