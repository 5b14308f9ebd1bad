"""What the people of the population benchmark look like; shared by every contender."""

from __future__ import annotations

MUNICIPALITIES = 300
NOT_ADOPTED = 6
SEED = 20260101
REGISTERS = ("bevolkingsregister", "vreemdelingenregister", "wachtregister")


def nis_codes() -> list[str]:
    """Return the codes of the municipalities; they resemble NIS codes and are none."""
    return [str(90000 + 7 * number) for number in range(MUNICIPALITIES)]
