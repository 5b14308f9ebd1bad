"""What pages of the hub stand on: keys and names of municipalities; no query while rendering."""

from tests.faces.portal.conftest import no_queries_while_rendering, town

__all__ = ["no_queries_while_rendering", "town"]
