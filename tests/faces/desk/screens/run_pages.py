"""Sample pages: today, deliveries, runs."""

from typing import Any

from django import forms
from tests.faces.desk.screens import facts
from tests.faces.desk.screens.house import NAMES

from klik.domains.registers.queries import Asked
from klik.faces.ui.charts import Point
from klik.faces.ui.forms import DateField
from klik.ground.deliveries import Question

MONTHS = ("mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec", "jan", "feb")
GRANTS = (15, 18, 14, 17, 16, 19, 13, 15, 16, 12, 14, 13)


class UploadForm(forms.Form):
    agreement = forms.ChoiceField(
        label="Over welke afspraak gaat het?",
        choices=[("1", "Geboorten van Wingene"), ("2", "Adoptiedossiers van het OCMW")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="Bestand", help_text="Csv of Parquet, tot 200 MB.")


class ApproveForm(forms.Form):
    organ = forms.CharField(label="Welk orgaan besliste?", initial="het college")
    decided_on = DateField(label="Wanneer?", help_text="Bijvoorbeeld 9 3 2026.")
    reference = forms.CharField(
        label="Nummer van de beslissing", widget=forms.TextInput({"data-width": "20"})
    )


def today() -> tuple[str, dict[str, Any]]:
    things = [
        {
            "title": "Plan voor 13 toekenningen",
            "says": "Tine Voorbeeld wacht op een tweede persoon.",
        }
        | {"href": "#", "symbol": "people", "status": "action", "word": "Voor jou"},
        {"title": "3 rijen geweigerd", "says": "Stuur de lijst terug naar wie leverde."}
        | {"href": "#", "symbol": "upload", "status": "refused", "word": "Geweigerd"},
        {"title": "12 dossiers voor een mens", "says": "Eén is te laat. Begin daar."}
        | {"href": "#", "symbol": "ballot", "status": "action", "word": "Te laat"},
    ]
    runs = [
        {
            "run": facts.run(state),
            "title": f"Geboortepremie {month}",
            "amount_cents": cents,
            "href": "#",
        }
        for state, month, cents in (
            ("planned", "februari 2026", 130000),
            ("done", "januari 2026", 140000),
        )
    ]
    deliveries = [facts.delivery(), facts.delivery(state="checking", delivered=6)]
    return "desk/home.html", {
        "things": things,
        "figures": facts.FIGURES[1:4],
        "runs": runs,
        "deliveries": deliveries,
    }


def deliveries() -> tuple[str, dict[str, Any]]:
    rows = [
        facts.delivery(),
        facts.delivery(state="checking", channel="folder", rejected=0, accepted=6, delivered=6),
        facts.delivery(state="refused", channel="command", delivered=0, accepted=0, rejected=0),
    ]
    return "desk/deliveries/list.html", {
        "deliveries": facts.page_of(rows, of=40),
        "may_deliver": True,
    }


def delivery(**changed: Any) -> tuple[str, dict[str, Any]]:
    shown = facts.delivery(**changed)
    return "desk/deliveries/detail.html", {
        "delivery": shown,
        "rejects": facts.page_of(facts.REJECTS if shown.rejected else []),
        "questions": [
            Asked(9, Question("account-missing", "IBAN", {"nl": "Er is geen rekeningnummer."}))
        ],
        "columns": {},
        "names": NAMES,
        "may_act": True,
        "may_close": bool(shown.rejected),
        "plan_action": "#",
    }


def refused() -> tuple[str, dict[str, Any]]:
    refusal = {
        "reason": {"nl": "Dit is geen csv of Parquet, maar een zip-bestand."},
        "remedy": {"nl": "Pak het bestand uit en lever wat erin zit."},
    }
    counts = {"delivered": 0, "accepted": 0, "rejected": 0, "asked": 0}
    return delivery(state="refused", refusal=refusal, **counts)


def well() -> tuple[str, dict[str, Any]]:
    template, context = delivery(accepted=17, rejected=0, asked=0)
    return template, {**context, "questions": [], "was_known": True}


def run(state: str, **changed: Any) -> tuple[str, dict[str, Any]]:
    step = {"planned": 3, "stale": 3, "approved": 4, "executing": 4, "done": 5}[state]
    return "desk/runs/detail.html", {
        "run": facts.run(state),
        "title": "Geboortepremie, levering van februari 2026",
        "heading": "Plan voor 13 toekenningen" if step == 3 else "13 toekenningen",
        "lead": "Er is nog niets beslist of betaald." if step == 3 else "Samen 1.300 euro.",
        "steps": ["Levering", "Plan", "Goedkeuring", "Uitvoering"],
        "step": step,
        "figures": facts.FIGURES,
        "names": NAMES,
        "exceptions": [
            {"reference": facts.REFERENCE, "name": "Noor V.", "note": "8 februari 2026"}
            | {"href": "#", "kind": "task"}
            | {"why": "We weten niet sinds welke dag een ouder hier woont.", "code": "urgent"}
            | {"todo": "Een medewerker zoekt de datum op."},
            {"reference": facts.REFERENCE, "name": "", "kind": "order", "code": "held"}
            | {"why": "Geen rekeningnummer in de levering.", "todo": "We vroegen het de ouder."},
        ],
        "difference": {
            "last_title": "Januari",
            "this_title": "Februari",
            "rows": [
                {
                    "label": "Toekenningen",
                    "last": "14",
                    "now": "13",
                    "difference": "\N{MINUS SIGN}1",
                },
                {"label": "Te betalen, in euro", "last": "1.400", "now": "1.300"}
                | {"difference": "\N{MINUS SIGN}100"},
            ],
        },
        "months": [
            Point(month, value, is_now=month == "feb")
            for month, value in zip(MONTHS, GRANTS, strict=True)
        ],
        "months_say": "Februari ligt dicht bij het gemiddelde van 15.",
        "not_selected": [{"condition": "Het kind is ingeschreven in Wingene.", "count": 2}],
        "budget_keys": [{"key": "0900-00/64910", "cents": 130000}],
        "annex": "#",
        "is_followed": state == "executing",
        "done": 9,
        "total": 13,
        **changed,
    }


def upload(form: forms.Form) -> tuple[str, dict[str, Any]]:
    return "desk/deliveries/upload.html", {
        "form": form,
        "limit_megabytes": 200,
        "agreements": [facts.AGREEMENT],
    }


def approve(form: forms.Form) -> tuple[str, dict[str, Any]]:
    return "desk/runs/approve.html", {
        "run": facts.run(),
        "title": "Geboortepremie februari 2026",
        "form": form,
        "grants": 13,
        "amount_cents": 130000,
        "annex": "#",
    }


def runs() -> tuple[str, dict[str, Any]]:
    rows = [
        {"run": facts.run(state), "title": f"Geboortepremie {month} 2026"}
        | {"amount_cents": 130000, "grants": 13, "persons": 2}
        for state, month in (("planned", "maart"), ("executing", "februari"), ("done", "januari"))
    ]
    adoption = {"id": facts.ID, "title": "Geboortepremie", "says": "14 nieuwe rijen sinds januari."}
    return "desk/runs/list.html", {
        "runs": facts.page_of(rows),
        "listed": rows,
        "adoptions": [adoption],
        "names": NAMES,
    }


def rows() -> tuple[str, dict[str, Any]]:
    found = [
        {"reference": facts.REFERENCE, "name": "Noor V.", "treatment": treatment, "why": why}
        | {"kind": "treatment", "amount_cents": cents, "href": "#", "closed_as": closed}
        for treatment, why, cents, closed in (
            ("grant", "Alle voorwaarden zijn voldaan.", 10000, "decided"),
            ("person", "Eén gegeven ontbreekt.", None, "task"),
            ("none", "Al eerder toegekend.", None, "nothing"),
        )
    ]
    return "desk/runs/rows.html", {
        "run": facts.run(),
        "title": "Geboortepremie februari 2026",
        "rows": facts.page_of(found, of=17),
        "listed": found,
        "choices": [
            {"word": "Alle", "href": "#", "is_current": True},
            {"word": "Voor een mens", "href": "#", "is_current": False},
        ],
    }


RUN_PAGES = {
    "today": today,
    "today-nothing": lambda: ("desk/home.html", {}),
    "deliveries": deliveries,
    "deliveries-none": lambda: (
        "desk/deliveries/list.html",
        {"deliveries": facts.page_of([]), "may_deliver": True},
    ),
    "upload": lambda: upload(UploadForm()),
    "upload-wrong": lambda: upload(UploadForm({}, {})),
    "delivery": delivery,
    "delivery-checking": lambda: delivery(state="checking", delivered=6, accepted=6, rejected=0),
    "delivery-refused": refused,
    "delivery-well": well,
    "runs": runs,
    "plan": lambda: run("planned", may_approve=True, may_cancel=True),
    "plan-own": lambda: run("planned", is_own_plan=True, may_cancel=True),
    "plan-stale": lambda: run("stale"),
    "run-approved": lambda: run("approved", may_execute=True),
    "run-executing": lambda: run("executing"),
    "run-done": lambda: run("done"),
    "run-rows": rows,
    "approve": lambda: approve(ApproveForm()),
    "approve-wrong": lambda: approve(ApproveForm({"decided_on_0": "31", "decided_on_1": "2"})),
    "confirm": lambda: (
        "desk/confirm.html",
        {
            "question": "Het verslag sluiten?",
            "consequence": "Het bestand en de geweigerde waarden verdwijnen. De getallen blijven.",
            "act": "Sluit het verslag",
            "action": "#",
            "back": "#",
        },
    ),
}
