"""The result of a vote as a board: the result, what it depends on, and every rule beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kit.domain.counted import enough_ballots
from kit.domain.tally import Result, Tally
from kit.domain.workshop import Workshop
from kit.words import listed, say


def tally_board(tally: Tally | None, workshop: Workshop, language: str) -> dict[str, Any]:
    """The board of a vote. None, the result before closing, says that it is hidden.

    The main bars go by the vote's own unit and first rule; with the unit "both" by person. The table has all rules.
    """
    if tally is None:
        return _board("", [_fact(say("form.board_hidden", language), "plain")])
    question = tally.vote.question.to(language)
    facts = [_fact(words, kind) for words, kind in told(tally, workshop, language)]
    turnout = _turnout(tally, workshop, language)
    if tally.main is None:
        return _board(question, facts, turnout=turnout)
    main = _bars(tally, tally.main, tally.main in tally.by_delegation, language)
    return _board(question, facts, main, _comparison(tally, language), turnout)


def _board(
    question: str, facts: list[dict[str, str]], main: Any = None, comparison: Any = None, turnout: Any = None
) -> dict[str, Any]:
    return {"question": question, "facts": facts, "main": main, "comparison": comparison, "turnout": turnout}


def _fact(words: str, kind: str) -> dict[str, str]:
    return {"words": words, "kind": kind}


def told(tally: Tally, workshop: Workshop, language: str) -> Iterator[tuple[str, str]]:
    """What there is to say about a result, in sentences with their kind: plain, ok or warn."""
    yield say("form.tally_ballots", language, ballots=tally.ballots, abstentions=tally.abstentions), "plain"
    if tally.hidden:
        speaking = tally.ballots - tally.abstentions
        yield say("form.board_few", language, ballots=speaking, min=tally.vote.min_ballots), "warn"
        return
    if tally.seal:
        yield say("form.tally_seal", language, seal=tally.seal), "plain"
    if tally.stands:
        yield say("form.tally_stands", language, count=enough_ballots(tally.vote)), "warn"
    labels = _labels(tally, language)
    for place, options in tally.shared.items():
        names = listed([labels[option] for option in options], language)
        yield say("form.tally_shared", language, place=place, options=names), "warn"
    if tally.winner_of_all_duels is not None:
        yield say("form.tally_duels", language, option=labels[tally.winner_of_all_duels]), "plain"
    if tally.circle:
        circle = listed([labels[option] for option in tally.circle], language)
        yield say("form.tally_circle", language, options=circle), "warn"
    if tally.vote.method == "pairwise":
        yield say("form.tally_breaker", language), "plain"
    if tally.vote.method == "impact_effort":
        yield _do_first(tally, language), "plain"
    code = "form.tally_changes_by_rule" if tally.changes_by_rule else "form.tally_same_by_rule"
    yield say(code, language), "warn" if tally.changes_by_rule else "ok"
    if not tally.by_delegation:
        yield say("form.tally_no_delegations", language), "plain"
    elif tally.changes_without:
        names = listed([workshop.delegation(code).name.to(language) for code in tally.changes_without], language)
        yield say("form.tally_changes_without", language, delegations=names), "warn"
    else:
        yield say("form.tally_same_without", language), "ok"


def _do_first(tally: Tally, language: str) -> str:
    first = [placing.option for placing in tally.placed_by_person if placing.field == "quick_wins"]
    if not first:
        return say("form.tally_no_first", language)
    by_score = [row.option for row in tally.by_person[0].rows if row.option in first]
    return say(
        "form.tally_do_first", language, options=listed([_labels(tally, language)[each] for each in by_score], language)
    )


def _labels(tally: Tally, language: str) -> dict[str, str]:
    return {option.name: option.label.to(language) for option in tally.vote.options}


def _bars(tally: Tally, result: Result, by_delegation: bool, language: str) -> dict[str, Any]:
    labels = _labels(tally, language)
    bars = [
        {"label": labels[row.option], "value": float(row.score), "words": _number(float(row.score))}
        | {"place": row.place, "tied": row.tied}
        for row in result.rows
    ]
    return {"caption": _head(result.rule, by_delegation, language), "bars": bars, "highest": None}


def _head(rule: str, by_delegation: bool, language: str) -> str:
    unit = say("form.tally_by_delegation" if by_delegation else "form.tally_by_person", language)
    return say("form.tally_head", language, rule=say(f"form.tally_rule_{rule}", language), unit=unit)


def _number(score: float) -> str:
    return f"{score:.2f}".rstrip("0").rstrip(".")


def _comparison(tally: Tally, language: str) -> dict[str, Any]:
    results = [(result, False) for result in tally.by_person] + [(result, True) for result in tally.by_delegation]
    rules = [say(f"form.tally_rule_{result.rule}", language) for result, _ in results]
    heads = [say("form.tally_option", language), *rules]
    placed = [{row.option: row for row in result.rows} for result, _ in results]
    rows = []
    for row in results[0][0].rows:
        cells = [
            f"{at[row.option].place}{'=' if at[row.option].tied else ''}. ({_number(float(at[row.option].score))})"
            for at in placed
        ]
        rows.append([_labels(tally, language)[row.option], *cells])
    columns = [{"label": label, "numeric": place > 0} for place, label in enumerate(heads)]
    units = [(say("form.tally_by_person", language), len(tally.by_person))]
    units += [(say("form.tally_by_delegation", language), len(tally.by_delegation))] if tally.by_delegation else []
    groups = [{"label": label, "span": span} for label, span in [("", 1), *units]]
    caption = say("form.tally_comparison", language)
    return {"caption": caption, "columns": columns, "rows": rows, "groups": groups}


def _turnout(tally: Tally, workshop: Workshop, language: str) -> dict[str, Any]:
    """Ballots by delegation: how many voted, never how."""
    eligible = tally.eligible or {}
    rows = [
        [d.name.to(language), str(tally.turnout.get(d.code, 0)), str(eligible.get(d.code, ""))]
        for d in workshop.delegations
    ]
    heads = [say(f"form.tally_{name}", language) for name in ("delegation", "voted", "joined")]
    columns = [{"label": label, "numeric": place > 0} for place, label in enumerate(heads)]
    return {"caption": say("form.tally_turnout", language), "columns": columns, "rows": rows}
