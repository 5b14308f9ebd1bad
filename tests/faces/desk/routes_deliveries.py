"""Every route of deliveries: who opens it, with which method, and on what."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faces.desk.routing import Named, Route
from tests.factories.registers import agreement_for, births, check, child, sending

from klik.domains.registers import jobs
from klik.domains.registers.models import Delivery
from klik.ground.clock import moment_now
from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.tenancy import Role

DELIVERS = {Role.CLERK}


def received() -> Delivery:
    """Deliver a good row and a bad one; they are not checked yet."""
    folder = Path(settings.KLIK_HOME) / "delivered"
    folder.mkdir(exist_ok=True)
    bad = child(1, child_insz="26010590300")
    path = births(folder / "births.csv", child(box=uuid4().hex[:4]), bad)
    return jobs.deliver(path, sending(agreement_for()), moment=moment_now())


def unchecked() -> Named:
    return {"delivery": received().pk}


def checked() -> Named:
    return {"delivery": check(received()).pk}


def given_up() -> Named:
    """Return a delivery of which no worker will finish the check by itself."""
    delivery = received()
    jobs.ask_to_check(delivery, moment=moment_now())
    QueuedJob.objects.filter(key=str(delivery.pk)).update(
        state=JobState.FAILED, finished_at=moment_now()
    )
    return {"delivery": delivery.pk}


def damaged() -> Named:
    """Return a delivery that was refused while it was checked: pages of it are damaged."""
    folder = Path(settings.KLIK_HOME) / "delivered"
    folder.mkdir(exist_ok=True)
    rows, path = births(folder / "rows.csv", child(box=uuid4().hex[:4])), folder / "births.parquet"
    table = duckdb.read_csv(str(rows), all_varchar=True)
    table.write_parquet(str(path), compression="zstd")
    content = bytearray(path.read_bytes())
    content[4:400] = bytes(396)  # behind the first four; what says where the columns are stays
    path.write_bytes(content)
    return {"delivery": check(jobs.deliver(path, sending(agreement_for()), moment=moment_now())).pk}


def file_sent() -> dict[str, Any]:
    """Return what is sent with a file that lacks columns: it is refused as a whole."""
    file = SimpleUploadedFile("births.csv", b"run_id\n1\n")
    return {"agreement": str(agreement_for().pk), "file": file}


ROUTES = [
    Route("deliveries"),
    Route("upload", roles=DELIVERS),
    Route("upload", roles=DELIVERS, method="post", sent=file_sent, status=422),
    Route("delivery", checked),
    Route("delivery", given_up),
    Route("delivery", damaged),
    Route("delivery-progress", unchecked, status=303),
    Route("delivery-rejects", checked),
    Route("delivery-questions", checked),
    Route("check-delivery", unchecked, DELIVERS, "post", status=303),
    Route("close-report", checked, DELIVERS),
    Route("close-report", checked, DELIVERS, "post", status=303),
]
