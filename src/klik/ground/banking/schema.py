"""The schema of the payment file, as sepaxml carries it."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

from xmlschema import XMLResource, XMLSchema, XMLSchemaValidationError

from klik.ground.banking.refusals import PaymentRefused

MESSAGE = "pain.001.001.09"
# Document / CstmrCdtTrfInitn / PmtInf / CdtTrfTxInf: one transaction in memory at a time.
_DEPTH_OF_A_TRANSACTION = 3


def check_against_schema(written: bytes) -> None:
    """Check a payment file against the schema of ISO 20022.

    Raises:
        PaymentRefused: The file breaks the schema; says where.
    """
    resource = XMLResource(BytesIO(written), lazy=_DEPTH_OF_A_TRANSACTION)
    try:
        _schema().validate(resource)
    except XMLSchemaValidationError as cause:
        raise PaymentRefused(
            f"The payment file breaks {MESSAGE} at {cause.path}: {cause.reason}"
        ) from cause


@cache
def _schema() -> XMLSchema:
    with as_file(files("sepaxml") / "schemas" / f"{MESSAGE}.xsd") as path:
        return XMLSchema(str(path))
