"""What the walks over every page of the desk and of the portal do alike: look, and send a form."""

import os
from typing import Any, Final

from django.conf import settings
from playwright.sync_api import Page
from tests.factories.desk import look

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
OK, NOT_DONE, NOT_A_PAGE = 200, 400, 405
FORM: Final = settings.CSRF_COOKIE_NAME
_SEND: Final = """
([address, sent]) => {
  const form = document.createElement("form");
  for (const [name, value] of Object.entries(sent)) {
    const field = document.createElement("input");
    if (value.content === undefined) {
      Object.assign(field, { type: "hidden", name, value });
    } else {
      const chosen = new DataTransfer();
      chosen.items.add(new File([value.content], value.name));
      Object.assign(field, { type: "file", name, files: chosen.files });
      form.enctype = "multipart/form-data";
    }
    form.append(field);
  }
  Object.assign(form, { method: "post", action: address });
  document.body.append(form);
  form.submit();
}
"""


def look_at_place(page: Page, place: str, name: str, *, status: int = OK) -> list[str]:
    """Open a page and return what axe finds on it, narrow and wide; a picture has its name."""
    answer = page.goto(place)
    assert answer is not None
    assert answer.status == status, place
    return look(page, name)


def assert_is_a_file(page: Page, place: str) -> None:
    """Let a file be one: a browser shows nothing of ours."""
    assert "html" not in page.request.get(place).headers["content-type"], place


def send(page: Page, place: str, sent: dict[str, Any]) -> int:
    """Send a form from the page that is open, and return the status of what answers.

    A page of this site with a form was open before. A file is `{"name": ..., "content": ...}`.
    """
    [token] = [one["value"] for one in page.context.cookies() if one["name"] == FORM]
    with page.expect_navigation() as answer:
        page.evaluate(_SEND, [place, {**sent, "csrfmiddlewaretoken": token}])
    return answer.value.status
