"""The whole line on files: a town tries a package on a delivery of its own."""

from klik.ground.trial.files import FILES
from klik.ground.trial.folder import TrialRefused
from klik.ground.trial.line import Trial
from klik.ground.trial.running import run_trial
from klik.ground.trial.totals import Totals

__all__ = ["FILES", "Totals", "Trial", "TrialRefused", "run_trial"]
