"""The server's own addresses."""

from __future__ import annotations

from typing import Any

from kit.live.admission_pages import QueueHandler
from kit.live.console import AgendaActionHandler, ConsoleDataHandler, ConsoleHandler, UndoHandler
from kit.live.events import EventsHandler
from kit.live.health import HealthHandler
from kit.live.join import HomeHandler, JoinHandler, LanguageHandler, LeaveHandler, LeftHandler
from kit.live.metrics import MetricsHandler
from kit.live.now import NowDataHandler, NowHandler
from kit.live.pages import NotFoundHandler
from kit.live.paper_pages import PaperHandler, SheetHandler, UnnumberedHandler
from kit.live.paper_photo import PhotoHandler
from kit.live.parking import ParkingHandler
from kit.live.sorting import SortingDataHandler, SortingHandler, SortingStepHandler
from kit.live.taking_part import GroupHandler, ReadyHandler
from kit.live.wall import QrHandler, WallDataHandler, WallHandler


def room_routes() -> list[tuple[str, Any]]:
    """Every address but those of notebooks, kernels and static files; what is not listed does not exist."""
    return [
        (r"/", HomeHandler),
        (r"/join(?:/([\w-]{1,40}))?", JoinHandler),
        (r"/language", LanguageHandler),
        (r"/leave", LeaveHandler),
        (r"/left", LeftHandler),
        (r"/now", NowHandler),
        (r"/api/now", NowDataHandler),
        (r"/api/queue", QueueHandler),
        (r"/console", ConsoleHandler),
        (r"/api/console", ConsoleDataHandler),
        (r"/api/undo", UndoHandler),
        (r"/api/agenda/([\w-]+)/(\w+)", AgendaActionHandler),
        (r"/api/ready/([\w-]+)", ReadyHandler),
        (r"/api/group/([\w-]+)", GroupHandler),
        (r"/api/parking", ParkingHandler),
        (r"/sorting/([\w-]+)", SortingHandler),
        (r"/api/sorting/([\w-]+)", SortingDataHandler),
        (r"/api/sorting/([\w-]+)/(\w+)", SortingStepHandler),
        (r"/paper", PaperHandler),
        (r"/paper/anonymous", UnnumberedHandler),
        (r"/paper/([\w-]{1,24})", SheetHandler),
        (r"/paper/([\w-]{1,24})/photo", PhotoHandler),
        (r"/wall", WallHandler),
        (r"/api/wall", WallDataHandler),
        (r"/qr/join\.svg", QrHandler),
        (r"/events", EventsHandler),
        (r"/healthz", HealthHandler),
        (r"/metrics", MetricsHandler),
        (r".*", NotFoundHandler),
    ]
