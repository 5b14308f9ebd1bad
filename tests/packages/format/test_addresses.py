"""No value of a package sends anybody anywhere."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, folder_with_examples, told

from klik.packages.format import structure_problems
from klik.packages.format.addresses import addresses_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kijk op https://voorbeeld.test/premie", "a web address"),
        ("Kijk op HTTP://x", "a web address"),
        ("Kijk op www.voorbeeld", "a web address"),
        ("mailto:iemand", "a link"),
        ("javascript:alert(1)", "a link"),
        ("Mail naar loket@voorbeeld.be", "an e-mail address"),
        ("Kijk op wingene.be", "a host name"),
        ("Kijk op premie.vlaanderen.", "a host name"),
        ("op localhost", "a host name"),
        ("op 192.168.1.10", "a network address"),
        ("lees /etc/passwd", "a file path"),
        ("lees ../geheim", "a file path"),
        ("lees ~/geheim", "a file path"),
        ("lees C:\\geheim", "a file path"),
        ("lees \\\\server\\map", "a file path"),
    ],
)
def test_an_address_is_found(text: str, kind: str) -> None:
    assert kind in [found for _offset, found in addresses_in(text, sentence=True)]


@pytest.mark.parametrize(
    "text",
    [
        "U vraagt het aan binnen 3 maanden.",
        "en/of, m/v, 1/2, 2025/2026",
        "ziek/zorg",
        "Versie 1.2.3",
        "om 14.30 uur, voor 1.250,50 euro",
        "art. 5, lid 2; d.w.z. altijd",
        "Dit is het einde.De volgende zin",
        "100 % @ thuis",
        "Kies: ja of nee",
        "{{ child.rank }} maanden",
    ],
)
def test_an_ordinary_sentence_holds_none(text: str) -> None:
    assert list(addresses_in(text, sentence=True)) == []


def test_names_with_points_are_no_hosts_in_an_expression() -> None:
    assert list(addresses_in("child.info = parent.be AND x.com IS NULL", sentence=False)) == []


def test_an_address_is_told_at_its_own_place(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, ("Het kind is", "Zie https://x. Het kind is"))

    (problem,) = structure_problems(folder)

    line = folder.package.source.splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("https://x")
    assert problem.message.startswith("a web address is not accepted in a package")


@pytest.mark.parametrize("field", ["name: Eerste kind", "payee.iban: BE49999000000171"])
def test_examples_hold_none_either(tmp_path: Path, field: str) -> None:
    folder = folder_with_examples(tmp_path, (field, f'{field.partition(":")[0]}: "https://x"'))

    assert any("a web address" in line for line in told(structure_problems(folder)))


@pytest.mark.parametrize("text", ["/a" * 1000, "a@" * 1000, "a." * 1000, "a-" * 1000, "w" * 2000])
def test_a_strange_text_is_searched_at_once(text: str) -> None:
    assert len(list(addresses_in(text, sentence=True))) <= 8
