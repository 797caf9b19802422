"""What there is to make, each document with the state of everything that it is made from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kit.definitions.memory import remembered_workshop
from kit.domain.rounds import closes
from kit.domain.workshop import Workshop
from kit.forms.previous import NoPrevious, previous_store
from kit.reports.batch_job import Job
from kit.reports.documents import DEFAULT_DOCUMENTS, KINDS, REGION, DocumentKind, known_documents
from kit.reports.ledger import definitions_digest, digest, state_of
from kit.reports.render import Format
from kit.reports.templates import IN_WORKSHOP
from kit.storage import StorageProblem, Store, open_store


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
            Job(name, kind.name, language=language or workshop.language, **common, **about)  # type: ignore[arg-type]
            for kind in kinds
            for name in _names(workshop, kind, delegations)
            for about in _occasions(store, kind, name)
        ]
        more = _more_states(store, jobs)
        data = {about: store.fingerprint(about) for about in {_made_from(job) for job in jobs}}
        notebooks = {file: digest(file) for file in {job.notebook for job in jobs}}
        definitions = definitions_digest(folder, templates)
        return [
            replace(
                job,
                state=state_of(
                    data[_made_from(job)] + more[job],
                    job.language,
                    notebooks[job.notebook],
                    definitions,
                ),
            )
            for job in jobs
        ]
    finally:
        store.close()


def _made_from(job: Job) -> str | None:
    """Whose data a document depends on; None for everybody's: a record's, or what a workshop's own notebook reads."""
    own_notebook = job.notebook.is_relative_to(job.folder)
    return None if job.session or own_notebook else job.delegation or None


def _occasions(store: Store, kind: DocumentKind, name: str) -> Iterator[dict[str, str]]:
    """What a document of a kind is about besides its delegation: nothing, or each session, or each round."""
    if kind.per_session:
        yield from ({"session": session} for session in _sessions(store))
    elif kind.per_round:
        yield from ({"round_name": s.round} for s in store.rounds.all() if s.delegation == name)
    else:
        yield {}


def _more_states(store: Store, jobs: Sequence[Job]) -> dict[Job, str]:
    """What jobs depend on beside answers of this workshop: on the one before it, or on how long a round has run."""
    previous = {job for job in jobs if KINDS[job.document].previous}
    before = _before(store.workshop) if previous else ""
    now, zone = store.context.clock(), store.workshop.time_zone
    rounds = {s: now >= closes(s, zone) for s in store.rounds.all()}
    sent = {
        job: [(s, over) for s, over in rounds.items() if s.delegation == job.name] for job in jobs if job.round_name
    }
    return {job: before if job in previous else repr(sent.get(job, "")) for job in jobs}


def _before(workshop: Workshop) -> str:
    """The state of the workshop before this one. Raises ValueError, in words, where it cannot be looked into."""
    try:
        store = previous_store(workshop)
    except (NoPrevious, StorageProblem) as problem:
        raise ValueError(str(problem)) from None
    return store.fingerprint(None) + definitions_digest(store.workshop.folder, store.workshop.folder / "templates")


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
