"""Who can help whom, as a map: delegations in a circle, an arrow from each who offers to each who needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.domain.needs_map import NeedsMap, Tie
from kit.domain.workshop import Workshop
from kit.words import listed, say
from kit.words.formats import digits


def needs_map_board(found: NeedsMap, workshop: Workshop, language: str) -> dict[str, Any]:
    """The map, a list of ties in words for each delegation, and all of them as a table."""
    names = {delegation.code: delegation.name.to(language) for delegation in workshop.delegations}
    places = {code: place for place, code in enumerate(names)}
    themes = {theme.name: theme.label.to(language) for theme in workshop.themes}
    ties = [_tie(tie, places, names, themes, language) for tie in found.ties if {tie.a, tie.b} <= names.keys()]
    return {
        "label": say("form.map_label", language, count=len(ties)),
        "legend": {kind: say(f"form.map_{kind}", language) for kind in ("support", "joint")},
        "nodes": [_node(code, name, found, language) for code, name in names.items()],
        "ties": ties,
        "table": _table(ties, language),
    }


def _node(code: str, name: str, found: NeedsMap, language: str) -> dict[str, Any]:
    offers, needs = found.offers.get(code, 0), found.needs.get(code, 0)
    return {
        "code": code,
        "name": name,
        "words": say("form.map_node", language, offers=offers, needs=needs),
        "tied": bool(found.of(code)),
    }


def _tie(
    tie: Tie, places: Mapping[str, int], names: Mapping[str, str], themes: Mapping[str, str], language: str
) -> dict[str, Any]:
    told = listed([_theme(themes.get(theme, theme), count, language) for theme, count in tie.themes.items()], language)
    return {
        "kind": tie.kind,
        "from": places[tie.a],
        "to": places[tie.b],
        "matches": tie.matches,
        "themes": told,
        "words": say(f"form.map_tie_{tie.kind}", language, a=names[tie.a], b=names[tie.b]),
    }


def _theme(label: str, count: int, language: str) -> str:
    return f"{label} ({digits(str(count), language)})" if count > 1 else label


def _table(ties: list[dict[str, Any]], language: str) -> dict[str, Any]:
    heads = [say(code, language) for code in ("session.needs_map", "form.map_head_themes", "form.map_head_matches")]
    columns = [{"label": label, "numeric": label == heads[-1]} for label in heads]
    return {"caption": "", "columns": columns, "rows": [[t["words"], t["themes"], str(t["matches"])] for t in ties]}
