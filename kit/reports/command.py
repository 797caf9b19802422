"""What `kit report` asks for, checked and carried out."""

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from kit.domain.workshop import Workshop
from kit.reports.batch import make_reports
from kit.reports.batch_result import BatchResult
from kit.reports.render import FORMATS, Format


def make(
    workshop: Workshop,
    *,
    out: Path | None = None,
    delegations: Sequence[str] = (),
    formats: str = "html,pdf,docx,xlsx",
    language: str | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    as_json: bool = False,
    database: str | None = None,
) -> BatchResult:
    """Make the reports of a workshop; ``scheduler`` is a Dask cluster's address.

    Raises:
        ValueError: for a format that the kit does not make, or where Dask is asked for and not installed.
    """
    wanted = known_formats(formats)
    with _cluster(scheduler) as executor:
        return make_reports(
            workshop.folder,
            out,
            delegations,
            wanted,
            language,
            workers,
            progress=not as_json,
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


def _cluster(address: str | None) -> AbstractContextManager[Executor | None]:
    if address is None:
        return nullcontext()
    try:
        from distributed import Client  # type: ignore[import-not-found]
    except ImportError:
        raise ValueError("--dask needs the package `distributed`: pip install distributed") from None
    client = Client(address)
    executor: AbstractContextManager[Executor] = client.get_executor(retries=2)
    return executor
