"""What the acts and what they are about are called in the chain of acts."""

from klik.faces.desk.oversight.words.acts import ACTS
from klik.faces.desk.oversight.words.subjects import NAMES, SUBJECTS

__all__ = ["ACTS", "NAMES", "SUBJECTS"]
