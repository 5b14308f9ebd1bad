"""The addresses of the desk's payments."""

from django.urls import path

from klik.faces.desk.payments import accounts, answers, batches, books, handouts, orders, overview

urlpatterns = [
    path("", overview.overview, name="payments"),
    path("opdrachten/", orders.orders, name="orders"),
    path("opdrachten/<str:reference>/", orders.order, name="order"),
    path("opdrachten/<str:reference>/begunstigde/", orders.creditor, name="creditor"),
    path("opdrachten/<str:reference>/tegenhouden/", orders.stop, name="stop-order"),
    path("opdrachten/<str:reference>/vrijgeven/", orders.release, name="release-order"),
    path("opdrachten/<str:reference>/rekening/", orders.give_account, name="give-account"),
    path("nieuwe-rekening/<uuid:change>/stoppen/", accounts.cancel, name="cancel-account"),
    path("nieuwe-rekening/<uuid:change>/bevestigd/", accounts.confirm, name="confirm-account"),
    path("samenstellen/", batches.draw, name="draw-batches"),
    path("bestanden/", batches.batches, name="batches"),
    path("bestanden/<str:message_id>/", batches.batch, name="batch"),
    path("bestanden/<str:message_id>/goedkeuren/", batches.approve, name="approve-batch"),
    path("bestanden/<str:message_id>/afkeuren/", batches.decline, name="decline-batch"),
    path("bestanden/<str:message_id>/bestand/", batches.file, name="batch-file"),
    path("bestanden/<str:message_id>/verstuurd/", batches.send, name="send-batch"),
    path("bestanden/<str:message_id>/betaald/", batches.confirm, name="confirm-batch"),
    path("antwoord/", answers.take_answer, name="take-answer"),
    path("gedeelde-rekeningen/", answers.shared_accounts, name="shared-accounts"),
    path("bonnen/", handouts.handouts, name="handouts"),
    path("bonnen/lijst/", handouts.handout_list, name="handout-list"),
    path("bonnen/<str:reference>/", handouts.handout, name="handout"),
    path("bonnen/<str:reference>/naam/", handouts.recipient, name="recipient"),
    path("bonnen/<str:reference>/uitdelen/", handouts.hand_out, name="hand-out"),
    path("journaal/", books.journal, name="journal"),
    path("journaal/bestand/", books.journal_export, name="journal-export"),
    path("openstaand/", books.open_items, name="open-items"),
    path("openstaand/bestand/", books.open_items_export, name="open-items-export"),
    path("instellingen/", books.settings, name="payment-settings"),
    path("instellingen/grens/", books.set_limit, name="set-limit"),
    path("instellingen/nieuwe-rekening/", books.set_hold, name="set-hold"),
    path("instellingen/rekeningen/", books.set_ledger, name="set-ledger"),
]
