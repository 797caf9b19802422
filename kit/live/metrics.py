"""What those who watch the server want to know, in Prometheus' words: numbers, and nothing about anybody.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from tornado.web import HTTPError

from kit.live.pages import PageHandler
from kit.storage import Store

if TYPE_CHECKING:
    from kit.live.kernels import RoomKernelManager

TOKEN_VARIABLE = "KIT_METRICS_TOKEN"
"""The environment variable with the word that opens `/metrics`; without it there is no such page."""
_UNTIMED = ("/events",)
"""Addresses that stay open for as long as their page does."""


class Metrics:
    """The numbers of one server process."""

    def __init__(self, store: Store, kernels: RoomKernelManager, token: str) -> None:
        self.token = token
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Histogram(
            "kit_request_seconds", "Requests that were answered, by kind of status", ["status"], registry=self.registry
        )
        for name, words, number in (
            ("kit_kernels", "Kernels that run now", lambda: kernels.admission.running()),
            ("kit_kernels_limit", "Kernels that may run at once", lambda: kernels.admission.limit),
            ("kit_people_waiting", "People who wait for a kernel", lambda: kernels.admission.waiting),
            ("kit_people", "People who have joined and may take part", lambda: len(store.people.all())),
            ("kit_changes", "Rises with every change that was saved", store.sequence),
        ):
            Gauge(name, words, registry=self.registry).set_function(number)

    def answered(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        if path not in _UNTIMED:
            self._requests.labels(f"{status // 100}xx").observe(seconds)

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)


class MetricsHandler(PageHandler):
    """`GET /metrics`, for whoever has the token."""

    def get(self) -> None:
        """The numbers; for others the page does not exist."""
        metrics: Metrics = self.settings["kit_metrics"]
        given = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not metrics.token or not hmac.compare_digest(given.encode(), metrics.token.encode()):
            raise HTTPError(404)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(metrics.text())
