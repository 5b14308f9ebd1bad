"""The addresses of runs, below `runs/`."""

from django.urls import path

from klik.faces.desk.runs import (
    annexes,
    approving,
    executing,
    listing,
    persons,
    planning,
    rows,
    showing,
)

urlpatterns = [
    path("", listing.runs, name="runs"),
    path("plannen/<uuid:adoption>/", planning.plan_run, name="plan-run"),
    path("plannen/<uuid:adoption>/voortgang/", planning.plan_progress, name="plan-progress"),
    path("<uuid:run>/", showing.run, name="run"),
    path("<uuid:run>/rijen/", rows.run_rows, name="run-rows"),
    path("<uuid:run>/rijen/<uuid:row>/", persons.run_row, name="run-row"),
    path("<uuid:run>/rijen/<uuid:row>/brief.pdf", persons.run_letter, name="run-letter"),
    path("<uuid:run>/verschil/", rows.run_difference, name="run-difference"),
    path("<uuid:run>/brieven/", persons.run_letters, name="run-letters"),
    path("<uuid:run>/lijst.<str:ending>", annexes.run_annex, name="run-annex"),
    path("<uuid:run>/goedkeuren/", approving.approve_run, name="approve-run"),
    path("<uuid:run>/annuleren/", approving.cancel_run, name="cancel-run"),
    path("<uuid:run>/uitvoeren/", executing.execute_run, name="execute-run"),
    path("<uuid:run>/voortgang/", executing.run_progress, name="run-progress"),
]
