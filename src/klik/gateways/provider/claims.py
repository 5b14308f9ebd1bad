"""What the provider says of who logged in: as ACM/IDM names it."""

from __future__ import annotations

from typing import Any, ClassVar

from oauth2_provider.oauth2_validators import OAuth2Validator


class Claims(OAuth2Validator):  # type: ignore[misc]  # -- it has no types
    """Gives `rrn`, `given_name` and `family_name` in the token itself."""

    oidc_claim_scope: ClassVar[dict[str, str]] = OAuth2Validator.oidc_claim_scope | {"rrn": "rrn"}

    def get_additional_claims(self, request: Any) -> dict[str, str]:
        """Return the claims of a person; her account here is her number."""
        return {
            "rrn": request.user.username,
            "given_name": request.user.first_name,
            "family_name": request.user.last_name,
        }
