"""Reasons and drafts of which the address is taken out: sentence, facts, envelope and details."""

from datetime import date

from klik.faces.desk.protecting import covered, covered_letter, persons_in
from klik.faces.desk.tasks.comparing import changes_shown
from klik.ground.letters.letter import Letter, Letterhead, Reason, Recipient
from klik.packages.explanation import Explained
from klik.rules.decision import Verdict

HEAD = Letterhead("Gemeente Voorbeeld", "College", ("Plein 1",), "", "", "", "")


def test_a_reason_keeps_its_verdict_and_loses_the_street_and_the_town() -> None:
    reason = Explained(
        id="lives", verdict=Verdict.MET, ground="", article="3",
        sentence="Het kind woont in de Geheimstraat.",
        sources=(("child.street", "births.street"), ("child.town", "births.municipality_nis"),
                 ("child.town.in_territory", "births.municipality_nis"), ("rank", "births.rank")),
        values={"child.street": "Geheimstraat", "child.town": "37021",
                "child.town.in_territory": True, "rank": 2},
    )  # fmt: skip
    shown = (("straat", "Geheimstraat"), ("gemeente", "Wingene"), ("hier", "ja"), ("rang", "2"))

    (found,), (facts,) = covered([reason], [shown])

    assert found.verdict == Verdict.MET
    assert (
        found.sentence == "Het kind woont in de [\N{HORIZONTAL ELLIPSIS}]. Het adres is beschermd."
    )
    assert [value for _label, value in facts] == ["Beschermd adres", "Beschermd adres", "ja", "2"]


def test_a_draft_keeps_its_words_and_loses_where_it_goes() -> None:
    letter = Letter(
        language="nl", reference="GEB-1", dated_on=date(2026, 11, 23), place="Wingene",
        subject="U krijgt 100 euro", letterhead=HEAD, body_markdown="Beste,",
        recipient=Recipient("Lies Voorbeeld", ("Geheimstraat 7", "8755 Ruiselede")),
        reasons=(Reason("met", "Het kind woont hier.", "3",
                        (("straat", "Geheimstraat", ""), ("rang", "eerste", ""))),),
    )  # fmt: skip

    found = covered_letter(letter)

    assert found.recipient == Recipient("Lies Voorbeeld", ("Beschermd adres",))
    assert found.reasons[0].details == (("rang", "eerste", ""),)
    assert found.body_markdown == letter.body_markdown


def test_a_changed_row_says_that_the_address_changed_and_not_into_what() -> None:
    before = {"postcode": "8750", "rank": 1, "locality": "Wingene"}
    now = {"postcode": "8755", "rank": 2, "locality": "Ruiselede"}

    hidden, open_ones = (
        {one.now for one in changes_shown(before, now, hides_address=hides)}
        for hides in (True, False)
    )

    assert (hidden, open_ones) == ({"Beschermd adres", "2"}, {"8755", "Ruiselede", "2"})


def test_everybody_who_is_named_however_deep_counts(db: None) -> None:
    kept = {"row": {"values": {"child_insz": "26010590314", "street": "Dorp"}},
            "request": {"stated": [{"parent": "85041795161"}], "applicant": ""}}  # fmt: skip

    assert len(persons_in(kept, "91030590405")) == 3
