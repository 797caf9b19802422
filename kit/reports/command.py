"""What `kit report` asks for, checked and carried out."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kit.reports.batch import make_reports
from kit.reports.batch_result import BatchResult
from kit.reports.documents import DEFAULT_DOCUMENTS, known_documents
from kit.reports.render import FORMATS, Format


def make(
    folder: Path,
    *,
    out: Path | str | None = None,
    delegations: Sequence[str] = (),
    documents: Sequence[str] = DEFAULT_DOCUMENTS,
    formats: str = "html,pdf,docx,xlsx",
    language: str | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    as_json: bool = False,
    database: str | None = None,
) -> BatchResult:
    """Make the reports of a workshop's folder; ``documents`` are names of `kit.reports.documents.DOCUMENTS`.

    ``out`` is a folder or an address that fsspec knows, ``scheduler`` a Dask cluster's address. The cluster's workers
    need this kit, the workshop's folder under the same path, and its database.

    Raises:
        ValueError: for a document or format that the kit does not make, for an address that cannot be used, or where
            Dask is asked for and not installed.
    """
    wanted = known_formats(formats)
    known_documents(documents)
    with _cluster(scheduler) as executor:
        return make_reports(
            folder,
            out,
            delegations,
            wanted,
            language,
            workers,
            progress=not as_json,
            documents=documents,
            database=database,
            executor=executor,
        )


def known_formats(formats: str) -> tuple[Format, ...]:
    """The formats in a list with commas.

    Raises:
        ValueError: naming those that are not known, and all that are.
    """
    asked = list(dict.fromkeys(part.strip().lower() for part in formats.split(",") if part.strip()))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown or not asked:
        raise ValueError(f"Unknown format {', '.join(unknown) or '(none given)'}; choose of {', '.join(FORMATS)}.")
    return tuple(form for form in FORMATS if form in asked)


@contextmanager
def _cluster(address: str | None) -> Iterator[Executor | None]:
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("--dask needs the package `distributed`: pip install distributed") from None
    try:
        client: Any = Client(address)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ValueError(f"--dask {address}: {error}") from None
    # Retries are for jobs that raise: one whose worker dies is given to another worker in any case.
    with client, client.get_executor(retries=2, pure=False) as executor:
        yield executor
