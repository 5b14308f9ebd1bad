"""What tests of the site share: without a database, no municipality has a host name."""

from tests.faces.ui.conftest import no_host_names

__all__ = ["no_host_names"]
