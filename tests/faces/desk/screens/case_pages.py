"""Sample pages: the work list, cases, oversight."""

from typing import Any
from uuid import UUID

from django import forms
from tests.faces.desk.screens import facts
from tests.faces.desk.screens.facts import Row
from tests.faces.desk.screens.house import NAMES

from klik.faces.ui.apply.drawing import Wrong

REASONS = [
    {"sentence": "Een ouder woont minstens 12 maanden in Wingene.", "verdict": "unknown"}
    | {"facts": "Alleen het jaar is bekend.", "article": "Reglement geboortepremie, artikel 2"},
    {"sentence": "Het kind is ingeschreven in Wingene.", "verdict": "met"}
    | {"facts": "Sinds 10 februari 2026, bevolkingsregister.", "article": "Artikel 2, eerste lid"},
    {"sentence": "De aanvraag kwam binnen het jaar.", "verdict": "unmet"},
]
CHOICES = [
    {"word": "Alle", "href": "#", "is_current": True},
    {"word": "Van mij", "href": "#", "is_current": False},
    {"word": "Gegeven ontbreekt", "href": "#", "is_current": False},
]


class FinishForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Hoe liep het af?",
        choices=[("handled", "Afgehandeld"), ("not-needed", "Was niet nodig")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Wat heb je gedaan?", widget=forms.Textarea, required=False)


class FindForm(forms.Form):
    sought = forms.CharField(label="Kenmerk of rijksregisternummer")


class ActsForm(forms.Form):
    act = forms.CharField(label="Handeling", required=False)


class FactsForm(forms.Form):
    since = forms.CharField(label="Woont hier sinds", required=False)


_FACT = {"label": "Rang", "value": "2", "source": "Levering VUTG"} | {"received_on": facts.at(3)}


def tasks() -> tuple[str, dict[str, Any]]:
    rows = [
        {"task": facts.task(priority=priority, assigned_to=who), "title": facts.REFERENCE}
        | {"why": why, "href": "#", "is_late": is_late}
        for priority, who, why, is_late in (
            ("urgent", "staff:joris", "Een kind of ouder overleed. Lees eerst.", False),
            ("normal", "", "Er is geen rekeningnummer.", True),
            ("normal", "", "De bank weigerde de betaling.", False),
        )
    ]
    return "desk/tasks/list.html", {
        "tasks": facts.page_of(rows, of=12),
        "choices": CHOICES,
        "reasons": CHOICES,
        "names": NAMES,
        "late": 1,
    }


def task(**changed: Any) -> tuple[str, dict[str, Any]]:
    shown = facts.task(**changed)
    return "desk/tasks/detail.html", {
        "task": shown,
        "title": facts.REFERENCE,
        "why": "We weten niet sinds welke dag een ouder hier woont",
        "child": "N. V.",
        "missing": ["inwoner sinds"],
        "facts": [_FACT],
        "compared": [{"label": "Rang", "before": "1", "now": "2"}],
        "decision": facts.decision(),
        "orders": [facts.order(), facts.order(state="held", held_because="account-missing")],
        "reasons": REASONS,
        "about": {"word": "Open het dossier", "href": "#"},
        "finish": None if shown.state == "done" else FinishForm(),
        "noted": FactsForm(),
        "may_flag": True,
        "numbers": FactsForm(prefix="numbers"),
        "note": "Het huurcontract is van 14 januari 2025.",
        "may_take": shown.state == "open",
        "names": NAMES,
        "is_late": True,
    }


def case(tab: str, template: str, **changed: Any) -> tuple[str, dict[str, Any]]:
    return f"desk/cases/{template}.html", {
        "case": facts.CASE,
        "decision": facts.decision(),
        "title": "Geboortepremie",
        "heading": "Noor V. krijgt 100 euro",
        "tab": tab,
        "people": [{"name": "Yonas Voorbeeld", "role": "ouder"}],
        "documents_count": 2,
        "messages_count": 1,
        "timeline": [
            {"title": "Levering ontvangen", "at": facts.at(3), "note": "rij 6"},
            {"title": "Beslissing genomen", "at": facts.at(9), "href": "#"},
            {"title": "Betaling", "at": None, "note": "ten laatste op 20 maart", "state": "next"},
        ],
        **changed,
    }


def overview(**changed: Any) -> tuple[str, dict[str, Any]]:
    found = [
        {"label": "Rijksregisternummer kind", "value": "26.02.08-•••.••", "show": "#"}
        | {"source": "Levering VUTG, rij 6", "received_on": facts.at(3)},
        {"label": "Ouder woont hier sinds", "value": "", "source": "Wachtregister"}
        | {"received_on": facts.at(3)},
    ]
    return case("overview", "overview", facts=found, reasons=REASONS[1:2], **changed)


def undecided() -> tuple[str, dict[str, Any]]:
    return overview(
        decision=None,
        heading="Noor V.: één gegeven ontbreekt",
        tasks=[{"title": "Zoek de datum op", "why": "Vóór 2 mei.", "href": "#", "code": "urgent"}],
    )


def messages() -> tuple[str, dict[str, Any]]:
    sent = [
        {"subject": "Uw geboortepremie", "channel": "email", "state": state, "at": facts.at(9)}
        | {"trouble": trouble}
        for state, trouble in (("failed", "Het adres bestaat niet"), ("printed", ""))
    ]
    return case("messages", "messages", messages_sent=sent)


def answer_refused() -> tuple[str, dict[str, Any]]:
    key = UUID(int=7)
    message = Row(is_hers=True, words="Wanneer betaalt u?", at=facts.at(9), way="app")
    message.files = [Row(id=key, name="bijlage.pdf")]
    wrong = "Dit bestand kunnen wij niet gebruiken. Kies een pdf of een foto."
    sent = Row(said=Row(words="Hier is uw attest."), wrong=[Wrong(wrong, "document")])
    thread = Row(messages=[message], last=key, key=key, objection=None, sent=sent, outcome="")
    return case(
        "messages",
        "messages",
        threads=[thread],
        may_answer=True,
        wrong=[Wrong(wrong, "document1")],
    )


def payment() -> tuple[str, dict[str, Any]]:
    voucher = {"word": "Bon 12", "kind": "voucher", "state": "to_hand_out"}
    return case(
        "payment",
        "payment",
        orders=[facts.order(), facts.order(state="held", held_because="account-missing")],
        handouts=[{**voucher, "valid_until": facts.BORN_ON}],
    )


def audit(**changed: Any) -> tuple[str, dict[str, Any]]:
    lines = [
        Row(number=number, act=act, actor_reference="staff:tine", subject="run:7", at=facts.at(10))
        for number, act in ((213, "grants.plan-run"), (212, "registers.receive"))
    ]
    return "desk/audit/acts.html", {
        "tab": "acts",
        "length": 213,
        "verified_at": facts.at(10),
        "lines": facts.page_of(lines, of=213),
        "names": NAMES,
        "search": ActsForm(),
        "chain": {"lines": 213, "head": "9b2fd0c17ae84455", "broken_at": None, "what": ""},
        **changed,
    }


_DOCUMENT = {"title": "Brief", "size": 41000, "filed_at": facts.at(9), "href": "#"}
_LOOKED = {"who": "Joris Voorbeeld", "at": facts.at(10), "what": "Dossier", "why": "Vraag"}
_DECISIONS = [facts.decision(state="replaced"), facts.decision(reference="GEB-37021-ABCDEFGHIJ-2")]
_CASES = [
    {"case": facts.CASE, "title": "Geboortepremie", "outcome": "granted", "state": "standing"}
    | {"amount_cents": 10000, "decided_on": facts.BORN_ON}
]

CASE_PAGES = {
    "tasks": tasks,
    "tasks-none": lambda: (
        "desk/tasks/list.html",
        {"tasks": facts.page_of([]), "choices": CHOICES, "names": {}},
    ),
    "task": task,
    "task-done": lambda: task(state="done", finished_at=facts.at(9), finished_by="staff:joris"),
    "cases": lambda: (
        "desk/cases/list.html",
        {"cases": facts.page_of(_CASES), "find": FindForm()},
    ),
    "cases-none": lambda: (
        "desk/cases/list.html",
        {"cases": facts.page_of([]), "find": FindForm(), "sought": "GEB-0"},
    ),
    "case": lambda: overview(letter="#", may_withdraw=True, decisions=_DECISIONS),
    "case-equal": lambda: overview(reproduced=Row(is_equal=True)),
    "case-unequal": lambda: overview(reproduced=Row(is_equal=False)),
    "case-undecided": undecided,
    "case-documents": lambda: case("documents", "documents", documents=[_DOCUMENT] * 2),
    "case-documents-none": lambda: case("documents", "documents", documents=[]),
    "case-messages": messages,
    "case-answer-refused": answer_refused,
    "case-payment": payment,
    "case-payment-none": lambda: case("payment", "payment", orders=[]),
    "case-looked": lambda: case("looked", "looked", looked=[_LOOKED]),
    "audit": audit,
    "audit-unchecked": lambda: audit(chain=None),
    "audit-broken": lambda: audit(
        chain={"lines": 87, "head": "", "broken_at": 88, "what": "De regel werd veranderd."}
    ),
}
