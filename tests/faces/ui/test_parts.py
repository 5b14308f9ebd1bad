"""The parts of the design system: whatever a template may give them, and what they refuse."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from klik.faces.ui import charts
from klik.faces.ui.charts import Point
from klik.faces.ui.drawing import PartMisused

HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "template",
    [
        "{% button given %}",
        "{% button 'a' href=given %}",
        "{% button 'a' name=given %}",
        "{% badge given 'action' %}",
        "{% heading given kicker=given lead=given %}{% endheading %}",
        "{% notice given %}{{ given }}{% endnotice %}",
        "{% card given href=given foot=given %}{% endcard %}",
        "{% fact given given note=given change=given %}",
        "{% condition given 'yes' evidence=given ground=given %}",
        "{% happened given note=given href=given %}",
        "{% figure given given unit=given beside=given %}",
        "{% table given %}{% column given sort=given %}{% cell given %}{{ given }}{% endcell %}"
        "{% endtable %}",
        "{% row name=given %}{% row_name %}{{ given }}{% endrow_name %}{% endrow %}",
        "{% person given given %}{% task given href=given note=given word=given %}",
        "{% tabs label=given %}{% tab given given %}{% endtabs %}{% chip given given %}",
        "{% decide given note=given %}{% enddecide %}{% crumb given given %}",
        "{% section given name=given note=given link=given link_word=given %}{% endsection %}",
        "{% progress given 1 2 name=given %}{% amount given unit=given %}{% endamount %}",
    ],
)
def test_what_a_part_is_given_stays_text(template: str) -> None:
    shown = _drawn(template, given=HOSTILE)

    assert "<script" not in shown
    assert "&lt;script" in shown or "%3Cscript" in shown


@pytest.mark.parametrize(
    "template",
    [
        "{% badge 'word' 'green' %}",
        "{% button 'Go' kind='loud' %}",
        "{% button 'Go' size='huge' %}",
        "{% card 'Title' kind='blue' %}{% endcard %}",
        "{% condition 'It is so' 'perhaps' %}",
        "{% happened 'It was so' state='soon' %}",
        "{% column 'Name' sorted_as='up' %}",
        "{% progress 'Letters' -1 3 name='p' %}",
    ],
)
def test_a_part_refuses_what_it_does_not_know(template: str) -> None:
    with pytest.raises(PartMisused):
        _drawn(template)


def test_steps_know_what_is_done_and_what_is_now() -> None:
    shown = _drawn("{% steps names 2 label='Steps' %}", names=["Plan", "Approve", "Execute"])

    assert shown.count('data-state="done"') == 1
    assert shown.count('aria-current="step"') == 1
    assert "Step 2 of 3: Approve" in shown
    with pytest.raises(PartMisused):
        _drawn("{% steps names 5 label='Steps' %}", names=["Plan", "Approve", "Execute"])


def test_a_button_that_cannot_be_pressed_leads_nowhere() -> None:
    shown = _drawn("{% button 'Approve' href='/approve/' off=True %}")

    assert "/approve/" not in shown
    assert 'aria-disabled="true"' in shown


def test_leafing_keeps_the_filters_of_the_address() -> None:
    request = RequestFactory().get("/cases/", {"state": "a&b", "page": "2", "who": ["x", "y"]})
    page = Paginator(range(100), 10).page(2)

    shown = _drawn("{% pagination page label='Leaf' %}", page=page, request=request)

    assert 'href="?state=a%26b&amp;who=x&amp;who=y&amp;page=3"' in shown
    assert "page=2&" not in shown


def test_one_page_has_nothing_to_leaf_through() -> None:
    assert _drawn("{% pagination page label='Leaf' %}", page=Paginator([1], 10).page(1)) == ""


def test_the_highest_column_fills_the_chart() -> None:
    placed = charts.columns([Point("a", 5), Point("b", 10), Point("c", 0)])

    assert [column.height for column in placed] == [108, 216, 0]
    assert placed[1].y + placed[1].height == placed[0].y + placed[0].height


def test_shares_are_parts_of_the_whole_and_bars_of_the_longest() -> None:
    points = [Point("a", 9), Point("b", 3)]

    assert [bar.width for bar in charts.bars(points)] == ["100.00%", "33.33%"]
    assert [bar.width for bar in charts.shares(points)] == ["75.00%", "25.00%"]
    assert [bar.share for bar in charts.shares(points)] == [75, 25]


def test_a_chart_of_nothing_but_noughts_stands_flat() -> None:
    assert [bar.width for bar in charts.shares([Point("a", 0)])] == ["0.00%"]
    assert charts.columns([Point("a", 0)])[0].height == 0


@pytest.mark.parametrize("points", [[], [Point("a", 1)] * 25])
def test_a_chart_that_fits_nowhere_is_refused(points: list[Point]) -> None:
    with pytest.raises(PartMisused):
        charts.columns(points)


def test_a_chart_shows_nothing_below_nought() -> None:
    with pytest.raises(PartMisused):
        Point("a", -1)


def test_a_chart_says_the_same_in_a_table() -> None:
    shown = _drawn(
        "{% column_chart points 'Grants' name='grants' %}",
        points=[Point("January", 14), Point("February", 1300)],
    )

    table = shown[shown.index("<table") :]
    assert "January" in table
    assert "1,300" in table


def _drawn(template: str, **given: Any) -> str:
    context: Mapping[str, Any] = given
    with translation.override("en"):
        return Template(template).render(Context(dict(context)))
