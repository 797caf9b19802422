"""Circles among things that wait for one another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping


def cycles(waits_for: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Shortest circles that together hold everything that waits, in the end, for itself; none where nothing does.

    Each circle names its members in order, each waiting for the next and the last for the first. Names that are not
    keys are passed over. Takes time in proportion to nodes times edges, which is nothing for a plan.
    """
    graph = {node: [other for other in others if other in waits_for] for node, others in waits_for.items()}
    found: list[tuple[str, ...]] = []
    for node in graph:
        if not any(node in circle for circle in found) and (circle := _way_back(graph, node)):
            found.append(circle)
    return found


def _way_back(graph: Mapping[str, list[str]], start: str) -> tuple[str, ...] | None:
    """The shortest way from `start` to itself, breadth first."""
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in graph[node]:
            if other == start:
                return _path(came_from, start, node)
            if other not in came_from:
                came_from[other] = node
                queue.append(other)
    return None


def _path(came_from: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))
