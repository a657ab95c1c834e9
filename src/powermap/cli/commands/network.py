"""``powermap network``: what the ties say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from powermap.cli.account import Account
from powermap.cli.options import (
    File,
    Out,
    ReportFormat,
)
from powermap.cli.output import Output
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.printing import dump_json, format_table
from powermap.cli.takes_files import ManyFiles, takes_files
from powermap.errors import FormatError, ModelError
from powermap.language import Quoted, Reason

if TYPE_CHECKING:
    from powermap.network import (
        Broker,
        Chain,
        Disagreement,
        Estimate,
        Loss,
        Outlook,
        Reach,
        Visit,
        Win,
    )


@dataclass(frozen=True, slots=True)
class NetworkAnswers:
    """Everything that is printed about one buying center."""

    power: Mapping[str, Estimate]
    trust: Sequence[Reason]
    disagreements: Sequence[Disagreement]
    brokers: Sequence[Broker]
    next: Sequence[Visit]
    win: Sequence[Win]
    paths: Sequence[Chain] | None
    reach: Reach
    resilience: Sequence[Loss]
    pairs: Sequence[Loss] | None
    outlook: Outlook


@takes_files(ManyFiles(one_only=("to", "what_if")))
@reads_plan
def network(
    file: File,
    *,
    to: Annotated[
        str | None,
        typer.Option("--to", help="Show paths of influence to this id or name."),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            help="PERSON=STANCE, PERSON=left or PERSON=unknown: what changes then; "
            "several with commas, or repeated.",
        ),
    ] = None,
    share: Annotated[
        float,
        typer.Option(help="Share of the decision makers' power to reach, 0 to 1."),
    ] = 1.0,
    reports: Annotated[
        bool, typer.Option("--reports", help="Count reporting lines as evidence.")
    ] = False,
    titles: Annotated[
        bool,
        typer.Option("--titles", help="Start from job titles where few were asked."),
    ] = False,
    pairs: Annotated[
        bool,
        typer.Option("--pairs", help="Show what is lost if two people leave."),
    ] = False,
    most: Annotated[
        int,
        typer.Option(help="Number of brokers, paths, visits and losses.", min=1),
    ] = 5,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="Output format.")
    ] = ReportFormat.table,
    plan: PlanOptions,
    out: Out = None,
) -> Output:
    """Print what the ties show: power, brokers, paths, and who to see next."""
    account = plan.open(file, requires=("people", "power", "network"))
    # Users name people as the file does; the redacted plan knows only pseudonyms.
    ids = plan.redaction.pseudonym_ids(account.plan.center)
    changes = {}
    for who, stance in _parse_changes(what_if or []).items():
        changes[ids.get(who, who)] = stance
    target = ids.get(to, to) if to else None
    answers = _ask(
        account,
        target,
        changes,
        share=share,
        reports=reports,
        titles=titles,
        pairs=pairs,
        most=most,
    )
    if format is ReportFormat.table:
        return Output(_format_tables(answers, account), out=out)
    values = _json_values(answers, account)
    return Output(dump_json(values), records=values, out=out)


def _parse_changes(pairs: Sequence[str]) -> dict[str, str]:
    changes = {}
    for pair in pairs:
        for one in _split_changes(pair):
            who, sign, stance = one.replace("＝", "=").partition("=")
            if not sign:
                raise FormatError(
                    Reason(
                        "message.cli.what_if",
                        written=Quoted(pair),
                        example="ana-ruiz=supporter",
                    )
                )
            name = who.strip()
            if name in changes:
                again = Reason("message.network.changed_twice", name=Quoted(name))
                raise FormatError(again)
            changes[name] = stance.strip()
    return changes


def _split_changes(text: str) -> list[str]:
    """Changes between commas; a comma before any "=" belongs to a name."""
    changes = []
    name = ""
    for part in re.split(r"([,，;；])", text):
        name += part
        if "=" in part or "＝" in part:
            changes.append(name.lstrip(",，;； "))
            name = ""
    rest = name.strip(",，;； ")
    if rest:
        changes.append(rest)
    return changes


def _ask(
    account: Account,
    target: str | None,
    changes: Mapping[str, str],
    *,
    share: float,
    reports: bool,
    titles: bool,
    pairs: bool,
    most: int,
) -> NetworkAnswers:
    """Ask the network everything."""
    from powermap import network as ask

    # Checked before anything is computed; the network would only find out at the end.
    if not 0 < share <= 1:
        raise ModelError(Reason("message.network.share", share=Quoted(share)))
    judgment = account.judgment
    brokers = []
    for broker in ask.brokers(judgment):
        # People between nobody would fill the list.
        if broker.score > 0 or broker.cuts_off:
            brokers.append(broker)
    paths = None
    if target is not None:
        paths = ask.paths_to(judgment, target, most=most)
    return NetworkAnswers(
        power=ask.estimate_power(judgment, reports=reports, titles=titles),
        trust=ask.trust_in_ties(judgment, reports=reports),
        disagreements=ask.disagreements(judgment, reports=reports),
        brokers=brokers[:most],
        next=ask.who_next(judgment, most=most),
        win=ask.win_first(judgment, most=most),
        paths=paths,
        reach=ask.reach(judgment, share=share),
        resilience=_losses_to_show(judgment.network.resilience)[:most],
        pairs=_losses_to_show(ask.resilience(judgment, pairs=True))[:most]
        if pairs
        else None,
        outlook=ask.sway(judgment, changes),
    )


def _losses_to_show(losses: Sequence[Loss]) -> list[Loss]:
    # Whose leaving changes nothing but support is in the outlook of a what-if.
    return [loss for loss in losses if loss.is_more_than_support]


def _format_tables(answers: NetworkAnswers, account: Account) -> str:
    language = account.language
    parts = [
        _power_table(answers, account),
        _section(account, "disagreements", _named_rows(answers.disagreements, account)),
        _section(account, "brokers", _ranked_rows(answers.brokers, account)),
        _section(account, "next", _ranked_rows(answers.next, account)),
        _section(account, "win", _ranked_rows(answers.win, account)),
    ]
    if answers.paths is not None:
        rows = []
        for chain in answers.paths:
            rows.append((f"{chain.strength:.2f}", language.text(chain.because)))
        parts.append(_section(account, "paths", rows, ("strength", "because")))
    reach = language.text(answers.reach.because)
    parts.append(f"{language.say('network.reach')}\n{reach}")
    losses = _loss_rows(answers.resilience, account)
    parts.append(_section(account, "resilience", losses))
    if answers.pairs is not None:
        losses = _loss_rows(answers.pairs, account)
        parts.append(_section(account, "pairs", losses))
    lines = [language.say("network.outlook"), language.text(answers.outlook.because)]
    for opinion in answers.outlook.moved:
        lines.append(language.text(opinion.because))
    parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _power_table(answers: NetworkAnswers, account: Account) -> str:
    ranked = sorted(answers.power.items(), key=lambda item: item[1].rank)
    rows = []
    for id, estimate in ranked:
        interval = f"{estimate.low:.1f}–{estimate.high:.1f}"
        rows.append(
            (
                str(estimate.rank),
                account.visible_plan.center[id].name,
                account.language.text(estimate.entered)
                if estimate.entered is not None
                else "",
                f"{estimate.score:.1f} ({interval})",
                account.language.text(estimate.because),
            )
        )
    columns = ("rank", "name", "entered", "score", "because")
    lines = [_section(account, "power", rows, columns)]
    lines += [account.language.text(sentence) for sentence in answers.trust]
    return "\n".join(lines)


def _named_rows(answers: Sequence[Any], account: Account) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for answer in answers:
        name = account.visible_plan.center[answer.person].name
        rows.append((name, account.language.text(answer.because)))
    return rows


def _ranked_rows(answers: Sequence[Any], account: Account) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, row in enumerate(_named_rows(answers, account), 1):
        rows.append((str(place), *row))
    return rows


def _loss_rows(losses: Sequence[Loss], account: Account) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, loss in enumerate(losses, 1):
        # Somebody on our team is nobody of the buying center.
        name = account.language.text(loss.row()["name"])
        rows.append((str(place), name, account.language.text(loss.because)))
    return rows


# Fractions of the width, as 8 for an eighth; None takes what is left.
_PARTS_OF_TERMINAL: Mapping[str, int | None] = {
    "rank": 8,
    "name": 5,
    "entered": 8,
    "score": 7,
    "strength": 8,
    "because": None,
}


def _section(
    account: Account,
    key: str,
    rows: Sequence[tuple[str, ...]],
    columns: Sequence[str] | None = None,
) -> str:
    language = account.language
    title = language.say(f"network.{key}")
    if not rows:
        return f"{title}\n{language.say('network.nobody')}"
    if columns is None:
        # Rows without a rank have one column less, at the front.
        columns = ("rank", "name", "because")[-len(rows[0]) :]
    headers = [language.say(f"network.{column}") for column in columns]
    widths = [_PARTS_OF_TERMINAL[column] for column in columns]
    return f"{title}\n{format_table(headers, rows, widths=widths)}"


def _json_values(answers: NetworkAnswers, account: Account) -> dict[str, Any]:
    from powermap.cli.plain import to_json_value

    values = {}
    for name in answers.__slots__:
        if getattr(answers, name) is not None:
            values[name] = to_json_value(getattr(answers, name), account.language)
    return values
