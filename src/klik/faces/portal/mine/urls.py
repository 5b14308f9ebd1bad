"""The addresses of what is hers, below the name of a municipality."""

from django.urls import path

from klik.faces.portal.mine import account, case, cases, letters, messages, my_data, writing

HERE = "<slug:municipality>/mijn/"
ONE = f"{HERE}zaken/<slug:reference>/"
patterns = [
    path(f"{HERE}zaken/", cases.cases, name="cases"),
    path(ONE, case.case, name="case"),
    path(f"{ONE}schrijven/", writing.write, name="case-write"),
    path(f"{ONE}bezwaar/", writing.object_to, name="case-object"),
    path(f"{ONE}bestand/<uuid:file>/", letters.case_file, name="case-file"),
    path(f"{HERE}berichten/", messages.messages, name="messages"),
    path(f"{HERE}berichten/schrijven/", writing.write_to_town, name="write"),
    path(f"{HERE}berichten/brief/<uuid:message>/", letters.letter, name="letter"),
    path(f"{HERE}berichten/bestand/<uuid:file>/", letters.message_file, name="message-file"),
    path(f"{HERE}rekening/<uuid:change>/", account.account, name="account"),
    path(f"{HERE}rekening/<uuid:change>/stoppen/", account.cancel, name="cancel-account"),
    path(f"{HERE}gegevens/", my_data.my_data, name="my-data"),
    path(
        f"{HERE}gegevens/automatisch/", my_data.want_nothing_automatic, name="my-automatic-grants"
    ),
    path(f"{HERE}gegevens/alles.<slug:form>", my_data.download, name="my-data-download"),
    path(f"{HERE}gegevens/wissen/", my_data.erase, name="my-data-erase"),
]
