"""Which names a text uses, and which Liquid is refused."""

import pytest

from klik.packages.texts import Placeholder, TextRefused, placeholders


def _names(text: str) -> list[str]:
    return [placeholder.name for placeholder in placeholders(text)]


def test_a_plain_text_has_none() -> None:
    assert placeholders("U krijgt 100 euro.") == ()


def test_a_placeholder_knows_its_place() -> None:
    assert placeholders("Beste\n  {{ child.first_name }}") == (
        Placeholder("child.first_name", line=2, column=6, offset=11),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ a }} en {{b}}", ["a", "b"]),
        ("{{- a -}}", ["a"]),
        ("{{ a | upcase | downcase }}", ["a"]),
        ('{{ a | default: "geen, {x} | b" }}', ["a"]),
        ("{% if a %}{{ b }}{% else %}{{ c }}{% endif %}", ["a", "b", "c"]),
        ("{% if a == 'b c' or d != \"e\" and f %}x{% elsif g %}y{% endif %}", ["a", "d", "f", "g"]),
        ("{% unless a %}x{% endunless %}", ["a"]),
        ("{% case a %}{% when 'x', \"y\" or 'z' %}1{% else %}2{% endcase %}", ["a"]),
        ("{%- if a -%}x{%- endif -%}", ["a"]),
        ("{% if a %}{% if b %}{% if c %}{% if d %}{% if e %}x" + "{% endif %}" * 5, [*"abcde"]),
    ],
)
def test_every_name_is_found_in_branches_too(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("{{ a", (1, 1), "{{ is not closed by }} on the same line"),
        ("x\n {{ a\n }}", (2, 2), "{{ is not closed by }} on the same line"),
        ("{% if a", (1, 1), "{% is not closed by %}"),
        ("{{ a {{ b }}", (1, 1), "{{ is not closed"),
        ("a }}", (1, 3), "}} closes nothing; expected {{ NAME }}"),
        ("a %}", (1, 3), "%} closes nothing"),
        ("{{ }}", (1, 1), "a name is missing"),
        ('{{ "x" }}', (1, 4), '"x" is not a name; expected {{ NAME }}'),
        ("{{ 12 }}", (1, 4), "1 is not accepted here"),
        ("{{ A }}", (1, 4), "A is not a name"),
        ("{{ a..b }}", (1, 4), "a..b is not a name"),
        ("{{ a[0] }}", (1, 5), "[ is not accepted here"),
        ("{{ true }}", (1, 4), "true is not a name"),
        ("{{ a b }}", (1, 6), "b is not accepted here"),
        ("{{ a | }}", (1, 6), "| is not accepted here"),
        ("{{ a | date: 'x' }}", (1, 8), "date is not accepted here; expected {{ NAME }}"),
        ("{{ a | upcase: 'x' }}", (1, 14), ": is not accepted here"),
        ("{{ a | default }}", (1, 8), 'default needs a text: {{ NAME | default: "..." }}'),
        ("{{ a | default: b }}", (1, 8), "default needs a text"),
        ("{%%}", (1, 1), "an empty tag is not accepted; expected one of if, elsif, else"),
        ("{% for a in b %}x{% endfor %}", (1, 1), "for is not accepted; expected one of if"),
        ("{% raw %}{{ a }}{% endraw %}", (1, 1), "raw is not accepted"),
        ("{% assign a = 1 %}", (1, 1), "assign is not accepted"),
        ("{% include 'x' %}", (1, 1), "include is not accepted"),
        ("{% comment %}x{% endcomment %}", (1, 1), "comment is not accepted"),
        ("{% # x %}", (1, 1), "# is not accepted"),
        ("{% if %}x{% endif %}", (1, 4), "expected a test as NAME"),
        ("{% if a > 3 %}x{% endif %}", (1, 9), "> is not accepted here; expected a test"),
        ("{% if a == 3 %}x{% endif %}", (1, 12), "3 is not accepted here"),
        ("{% if a == %}x{% endif %}", (1, 9), "expected a test as NAME"),
        ("{% if a == b %}x{% endif %}", (1, 9), "expected a test as NAME"),
        ("{% if a contains 'x' %}x{% endif %}", (1, 9), "contains is not accepted here"),
        ("{% if not a %}x{% endif %}", (1, 7), "not is not a name"),
        ("{% if a and %}x{% endif %}", (1, 9), "expected a test as NAME"),
        ("{% if a %}x", (1, 4), "if is not closed; add {% endif %}"),
        ("{% if a %}{% case b %}{% endif %}", (1, 26), "endif has no if before it; case is open"),
        ("{% endif %}", (1, 4), "endif has no if before it; nothing is open"),
        ("{% else %}", (1, 4), "else stands within case or if or unless"),
        ("{% if a %}{% when 'x' %}{% endif %}", (1, 14), "when stands within case"),
        ("{% if a %}{% else %}{% elsif b %}{% endif %}", (1, 24), "elsif cannot follow else"),
        ("{% if a %}{% else x %}{% endif %}", (1, 19), "x is not accepted; else stands alone"),
        ("{% case %}{% endcase %}", (1, 4), "expected case NAME"),
        ("{% case a %}{% when %}{% endcase %}", (1, 16), 'expected when "word", "word"'),
        ("{% case a %}{% when b %}{% endcase %}", (1, 21), "b is not accepted; expected when"),
        ("{% case a %}{% when 'x', %}{% endcase %}", (1, 16), 'expected when "word"'),
        ("{% if a %}" * 6, (1, 54), "blocks stand at most 5 deep"),
        ("{{ a }}" * 501, (1, 3501), "more than 500 placeholders"),
        ("{{ " + "a" * 600 + " }}", (1, 1), "is not closed"),
        ("{{ a }}" + "x" * 100_000, (1, 1), "at most 100,000 are accepted"),
    ],
)
def test_other_liquid_is_refused(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(TextRefused) as refused:
        placeholders(text)

    assert (refused.value.line, refused.value.column) == place
    assert words in refused.value.message
