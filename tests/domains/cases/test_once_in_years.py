"""What is given once in some years: asked online, refused too soon, granted when they are over."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.factories.acting import APPROVER, CLERK, MANAGER, NOON, WINGENE
from tests.factories.applications import PAGES, Pool
from tests.factories.catalogue import publish
from tests.factories.keys import make_keys
from tests.packages.swimming_package import ADOPTION, SWIMMING

from klik.domains.cases import queries as cases
from klik.domains.cases.models import Application, ApplicationState, Claim, Decision
from klik.domains.cases.queries import applications
from klik.domains.catalogue import operations as catalogue
from klik.ground.tenancy import acting_for
from klik.packages.form import FieldProblem


@pytest.fixture
def pool(committed: None, tmp_path: Path) -> Pool:
    """Return a town that gives the allowance once in two years."""
    folder = tmp_path / "zwemlessen"
    shutil.copytree(SWIMMING, folder)
    package = folder / "package.yaml"
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace("once: ever", "once: {years: 2}"), encoding="utf-8")
    make_keys(WINGENE)
    publish(folder)
    with acting_for([WINGENE], MANAGER):
        record = catalogue.adopt(WINGENE, ADOPTION.read_bytes(), moment=NOON, file=ADOPTION.name)
    return Pool(WINGENE, record.pk)


def test_it_is_granted_again_when_the_years_are_over_and_not_before(pool: Pool) -> None:
    after = NOON.replace(year=NOON.year + 2)
    soon = after - timedelta(days=1)

    first = _applied(pool, NOON)
    too_soon = _applied(pool, soon)
    with acting_for([pool.nis], APPROVER):
        shown = applications.proposed(applications.evaluated(too_soon, moment=soon), language="nl")
    second = _applied(pool, after)

    assert [one.state for one in (first, too_soon, second)] == [
        ApplicationState.DECIDED, ApplicationState.SUBMITTED, ApplicationState.DECIDED,
    ]  # fmt: skip
    assert (shown.may_be_granted, shown.may_be_refused) == (False, True)
    with acting_for([pool.nis], CLERK):
        assert Decision.objects.count() == 2
        assert sorted(Claim.objects.values_list("turn", flat=True)) == [0, 1]
        for decision in Decision.objects.all():
            assert cases.recomputed(decision.reference).compared().is_equal


def _applied(pool: Pool, moment: datetime) -> Application:
    application = pool.start(moment=moment)
    problems: list[FieldProblem] = []
    for page, raw in PAGES.items():
        problems += pool.save(application, page, raw, moment=moment).problems
    assert not problems
    pool.add_proof(application, moment=moment)
    pool.submit(application, moment=moment)
    return pool.decide(application, moment=moment)
