"""Two texts laid over each other give both back, whole."""

from hypothesis import given
from hypothesis import strategies as st

from klik.ground.lines import Line, LineState, lines_between, text_after, text_before

TEXTS = st.lists(st.sampled_from(["", "een", "twee", "drie", "- vier"]), max_size=12).map("\n".join)


@given(old=TEXTS | st.text(max_size=60), new=TEXTS | st.text(max_size=60))
def test_a_difference_holds_both_texts_and_nothing_of_equal_ones(old: str, new: str) -> None:
    lines = lines_between(old, new)

    if old == new:
        assert lines == []
    else:
        assert (text_before(lines), text_after(lines)) == (old, new)
        assert any(one.state != LineState.KEPT for one in lines)


def test_a_changed_line_is_gone_and_new() -> None:
    assert lines_between("een\ntwee", "een\ndrie") == [
        Line(LineState.KEPT, "een"),
        Line(LineState.GONE, "twee"),
        Line(LineState.NEW, "drie"),
    ]
