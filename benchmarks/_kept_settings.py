"""The bare page of `my_cases.py` once more, with Klik's settings of the database."""

from __future__ import annotations

import _bare_settings

from klik.site.settings import DATABASES

globals().update(
    {name: value for name, value in vars(_bare_settings).items() if name.isupper()}
    | {"DATABASES": DATABASES}
)
