"""The words that tables of payments hold, each with how the desk shows it."""

from __future__ import annotations

from django.db import models


class OrderState(models.TextChoices):
    """Where a payment order is on its way to the payee."""

    READY = "ready", "Klaar voor de bank"
    HELD = "held", "Wacht op een antwoord"
    BATCHED = "batched", "In een betaalbestand"
    EXECUTED = "executed", "Uitgevoerd"
    REJECTED = "rejected", "Geweigerd door de bank"
    CANCELLED = "cancelled", "Geannuleerd"


class HeldBecause(models.TextChoices):
    """Why an order cannot go to the bank yet."""

    ACCOUNT_MISSING = "account-missing", "Geen rekeningnummer"
    ACCOUNT_WRONG = "account-wrong", "Rekeningnummer klopt niet"
    NAME_UNWRITABLE = "name-unwritable", "Naam past niet in een betaalbestand"
    STOPPED = "stopped", "Tegengehouden door een medewerker"
    HOLDER = "holder", "Rekening op een andere naam"
    BEFORE_PAYMENT = "before-payment", "Eerst nakijken of er iets te verrekenen is"
    EVENT = "event", "Verbeterd of ingetrokken door het register"
    ACCOUNT_CHANGED = "account-changed", "Nieuwe rekening: wacht tot de aangekondigde dag"
    ACCOUNT_CONTESTED = "account-contested", "De begunstigde gaf deze rekening niet"


LET_GO = frozenset(
    {HeldBecause.STOPPED, HeldBecause.HOLDER, HeldBecause.BEFORE_PAYMENT, HeldBecause.EVENT}
)
"""Why an order is held that lacks nothing: somebody lets it go once it was looked at."""


class ChangeState(models.TextChoices):
    """What became of a changed account."""

    WAITING = "waiting", "Wacht tot de aangekondigde dag"
    TAKEN = "taken", "In gebruik"
    CANCELLED = "cancelled", "Geannuleerd"


class BatchState(models.TextChoices):
    """Where a batch is: drawn, then written, sent and answered; or declined before that."""

    DRAWN = "drawn", "Samengesteld"
    WRITTEN = "written", "Bestand klaar"
    SENT = "sent", "Verstuurd"
    ANSWERED = "answered", "Beantwoord"
    DECLINED = "declined", "Afgekeurd"


class HandoutKind(models.TextChoices):
    """What is handed out instead of paid."""

    VOUCHER = "voucher", "Waardebon"
    GIFT = "gift", "Geschenk"
    CREDIT = "credit", "Tegoed"


class HandoutState(models.TextChoices):
    """Whether a voucher, gift or credit was handed out."""

    TO_HAND_OUT = "to_hand_out", "Uit te delen"
    HANDED_OUT = "handed_out", "Uitgedeeld"
    EXPIRED = "expired", "Vervallen"
    CANCELLED = "cancelled", "Geannuleerd"


class LedgerAccount(models.TextChoices):
    """The accounts between which Klik books; a municipality gives each its own number."""

    EXPENSE = "expense", "Toegekende premies"
    PAYABLE = "payable", "Te betalen premies"
    IN_TRANSIT = "in_transit", "Betalingen onderweg"
    BANK = "bank", "Bank"
    HANDOUTS_DUE = "handouts_due", "Uit te delen bonnen en geschenken"
    HANDOUTS = "handouts", "Uitgedeelde bonnen en geschenken"
