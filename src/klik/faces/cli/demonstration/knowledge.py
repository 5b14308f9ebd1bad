"""What is known in the hub of the demonstration; import it after Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from klik.domains.knowledge.operations import making, pages, partners
from klik.domains.knowledge.operations.making import CoCreationWish
from klik.domains.knowledge.operations.pages import PageWish
from klik.domains.knowledge.operations.partners import PartnerWish
from klik.domains.knowledge.queries.shared_pages import Relation
from klik.ground.clock import HOME
from klik.ground.tenancy import Actor, acting_for

FILE: Final = Path(__file__).with_name("knowledge.yaml")
_PARTNERS_OF: Final = "37021"
_Content = Mapping[str, Any]
Editor = Callable[[str], Actor]


def fill_knowledge(writer: Editor, reviewer: Editor, *, moment: datetime) -> int:
    """Write the pages of the demonstration and publish them, for an installation without them.

    Args:
        writer: Returns who writes, acting for a municipality by its NIS code.
        reviewer: Likewise who reviews: somebody else.
        moment: When.

    Returns:
        How many there are.
    """
    content: _Content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    # What others name is written first: a relation leads to what is there.
    ordered = sorted(content["pages"], key=lambda one: _depth(content, one["key"]))
    for found in ordered:
        nis = found["owner"]
        with acting_for([nis], writer(nis)):
            wish = _wish(found, content["example"], moment)
            page = pages.write(nis, _key_of(found["key"]), wish, read=0, moment=moment)
            pages.ask_review(page, read=page.latest, moment=moment)
        with acting_for([nis], reviewer(nis)):
            pages.publish(page, read=page.latest, moment=moment)
    _ask(content["request"], writer, moment)
    for found in content["partners"]:
        _name(found, content["example"], writer, moment)
    return len(ordered)


def _ask(found: _Content, writer: Editor, moment: datetime) -> None:
    """Let one municipality ask, another one join, and the first one tell how far it is."""
    owner, joined = found["owner"], found["joined"]
    wish = CoCreationWish(found["slug"], found["title"], found["need"], found["package"])
    with acting_for([owner], writer(owner)):
        request = making.ask(owner, _key_of(found["slug"]), wish, moment=moment)
    with acting_for([joined], writer(joined)):
        making.join(request, joined, moment=moment)
    with acting_for([owner], writer(owner)):
        making.take_step(request, found["state"], found["said"], read=0, moment=moment)


def _name(found: _Content, example: Mapping[str, str], writer: Editor, moment: datetime) -> None:
    said = {code: found[code] for code in ("nl", "en")}
    wish = PartnerWish(found["slug"], found["kind"], found["name"], said, example)
    with acting_for([_PARTNERS_OF], writer(_PARTNERS_OF)):
        partners.keep(_PARTNERS_OF, _key_of(found["slug"]), wish, read=0, moment=moment)


def _depth(content: _Content, key: str) -> int:
    found = next(one for one in content["pages"] if one["key"] == key)
    named = [name for kind, name in found["relations"] if kind == "page"]
    return 1 + max((_depth(content, name) for name in named), default=0)


def _wish(found: _Content, example: Mapping[str, str], moment: datetime) -> PageWish:
    today = moment.astimezone(HOME).date()
    return PageWish(
        slug=found["slug"],
        kind=found["kind"],
        title=found["title"],
        summary=found["summary"],
        body={code: f"{example[code]}\n\n{text}" for code, text in found["body"].items()},
        review_on=date(today.year + 1, today.month, 1),
        relations=tuple(
            Relation(kind, str(_key_of(name)) if kind == "page" else name)
            for kind, name in found["relations"]
        ),
    )


def _key_of(name: str) -> UUID:
    """Return the same key for the same page: made twice it is there once."""
    return uuid5(NAMESPACE_URL, f"hub-page:{name}")
