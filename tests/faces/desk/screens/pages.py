"""Every page of the desk in each of its states: its template and its sample facts."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.faces.desk.screens.case_pages import CASE_PAGES
from tests.faces.desk.screens.run_pages import RUN_PAGES

Made = tuple[str, dict[str, Any]]
PAGES: Mapping[str, Callable[[], Made]] = {**RUN_PAGES, **CASE_PAGES}
