"""What there is to make, each document with the state of everything that it is made from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kit.definitions.memory import remembered_workshop
from kit.domain.workshop import Workshop
from kit.reports.batch_job import Job
from kit.reports.documents import DEFAULT_DOCUMENTS, REGION, DocumentKind, known_documents
from kit.reports.ledger import definitions_digest, digest, state_of
from kit.reports.render import Format
from kit.reports.templates import IN_WORKSHOP
from kit.storage import Store, open_store


def plan_jobs(
    folder: Path,
    delegations: Sequence[str],
    formats: Sequence[Format],
    language: str | None,
    database: str | None,
    documents: Sequence[str] = DEFAULT_DOCUMENTS,
) -> list[Job]:
    """All jobs; each names its data, definitions, notebook and templates in ``state``."""
    kinds = known_documents(documents)
    workshop = remembered_workshop(folder)
    templates = folder.joinpath(*IN_WORKSHOP)
    store = open_store(workshop, database)
    try:
        common = {"folder": folder, "formats": tuple(formats), "templates": templates, "database": database}
        jobs = [
            Job(name, kind.name, language=language or workshop.language, session=session, **common)  # type: ignore[arg-type]
            for kind in kinds
            for name in _names(workshop, kind, delegations)
            for session in (_sessions(store) if kind.per_session else ("",))
        ]
        data = {about: store.fingerprint(about) for about in {_made_from(job) for job in jobs}}
        notebooks = {file: digest(file) for file in {job.notebook for job in jobs}}
        definitions = definitions_digest(folder, templates)
        return [
            replace(job, state=state_of(data[_made_from(job)], job.language, notebooks[job.notebook], definitions))
            for job in jobs
        ]
    finally:
        store.close()


def _made_from(job: Job) -> str | None:
    """Whose data a document depends on; None for everybody's: a record's, or what a workshop's own notebook reads."""
    own_notebook = job.notebook.is_relative_to(job.folder)
    return None if job.session or own_notebook else job.delegation or None


def _names(workshop: Workshop, kind: DocumentKind, delegations: Sequence[str]) -> Iterator[str]:
    """Whom to make it for. Records of a delegation are made when it is named: the region's hold all of them."""
    everybody = [] if kind.per_session else [item.code for item in workshop.delegations]
    yield from delegations or everybody
    if kind.region and not delegations:
        yield REGION


def _sessions(store: Store) -> tuple[str, ...]:
    """Sessions that have been opened and that ask for something."""
    states = store.agenda.states()
    return tuple(s.id for s in store.workshop.sessions if (s.forms or s.vote) and states[s.id].state != "planned")
