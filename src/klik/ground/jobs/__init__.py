"""Background jobs: work that goes on after an answer, and survives the death of who does it.

A job is a loop of short transactions. Import from the modules, for a table is known only once
Django has started:

- `registry`: `@job(name)` says what the work is, `@periodic(name, every=...)` what recurs; `Job` is
  what the work is handed, with `progress`, its fence.
- `queue`: `enqueue` asks for work once per key; `progress_of` says how far it is.
- `worker`: `run_worker` does the work, under a lease that another worker may take over.

    @job("registers.check-delivery")
    def check_delivery(job: Job) -> None:
        for chunk in chunks_left(job.arguments["delivery"]):
            with job.acting():
                operations.check_chunk(chunk)
                job.progress(chunk.last, chunk.total)  # last in its transaction: it is the fence
"""
