"""Why she got it: every reason, and of another person nothing."""

from pathlib import Path

from tests.engines import only_sqlite
from tests.factories.acting import MANAGER, NOON, WINGENE
from tests.factories.catalogue import adopt, make_catalogue
from tests.factories.grants import Town
from tests.factories.own_cases import herself, of_mother, person, reference_of
from tests.factories.residents import JAN

from klik.domains.cases.queries import own
from klik.domains.cases.queries.explaining import ruled_again
from klik.domains.catalogue import queries as catalogue
from klik.domains.registers import operations as registers
from klik.ground.tenancy import acting_for
from klik.packages.explanation import Explainer

MOTHER_COUNTS = ("  residents: [child]", "  residents: [mother]")
EXAMPLE = (
    '      beneficiary.insz: "91030590405"',
    '      beneficiary.insz: "91030590405"\n      mother.resident_since: 2020-01-01',
)


@only_sqlite
def test_what_is_known_of_the_other_parent_is_left_out_of_her_reasons(
    committed: None, tmp_path: Path
) -> None:
    """The mother gave birth; the premium, and so the letter, is of the other parent."""
    _town(tmp_path)
    reference = reference_of()

    with acting_for([WINGENE], herself()):
        (decision,) = own.own_decisions_in(reference, {person()})
        hers = own.own_reasons(decision, {person()}, language="nl")
        adoption, ruling = ruled_again(decision.decision, is_own=True)
        explainer = Explainer(adoption.package, language="nl", articles={})
        whole = explainer.explain(ruling.decision)

    used = {one.name for reason in whole for one in reason.used if one.value is not None}
    assert {"mother.insz", "parents"} <= used  # so there was something to hide
    labels = {label for reason in hers for label, _value, _source in reason.facts}
    assert explainer.label("mother.insz").rstrip("?.") not in labels
    assert explainer.label("parents").rstrip("?.") not in labels
    assert explainer.label("child.birth_date").rstrip("?.") in labels
    assert JAN[-5:] not in str(hers)


def _town(folder: Path) -> None:
    make_catalogue(WINGENE)
    record = adopt("00-wingene.yaml", MOTHER_COUNTS, EXAMPLE, each=_with_one_example)
    with acting_for([WINGENE], MANAGER):
        agreement = registers.record_agreement(
            WINGENE,
            catalogue.compiled(record).content["agreement"],
            adoption_id=record.pk,
            package_family=record.family,
            moment=NOON,
        )
    town = Town(WINGENE, record.pk, agreement, folder)
    town.deliver(of_mother(0, mother_insz=JAN))
    town.run_all()


def _with_one_example(text: str) -> str:
    """Return an adoption with the first of its examples: the others tell of no mother."""
    before, first, *_others = text.split("  - name:")
    return "  - name:".join([before, first])
