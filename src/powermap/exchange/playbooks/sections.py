"""The tables of a TOML file as those of a playbook, one function for each section."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from powermap.exchange.playbooks.nodes import Node, needed
from powermap.frozen import FrozenMapping
from powermap.language import LANGS, Language
from powermap.model import ExtraCriterion
from powermap.model.claim import claimable_fields
from powermap.model.fields import TABLES
from powermap.model.playbook import (
    CustomField,
    FindingKind,
    Improvement,
    Playbook,
    Severity,
    StepRule,
    StrategyRule,
    Tactics,
    Thresholds,
)
from powermap.model.playbook.defaults import STEP_RULES
from powermap.model.playbook.improvement import GATES, GROUPS, KINDS, group_of
from powermap.model.vocabulary import (
    Contact,
    Involvement,
    Power,
    Question,
    Relationship,
    Role,
    Source,
    Stage,
    Strategy,
    TieKind,
)

__all__ = ["ALIAS_LANGS", "NEEDS_MET", "SECTIONS"]

_INVOLVEMENT: Mapping[str, Involvement | None] = FrozenMapping(
    {"low": Involvement.LOW, "unknown": None, "high": Involvement.HIGH}
)
NEEDS_MET: Mapping[str, tuple[bool, bool]] = FrozenMapping(
    {
        "neither": (False, False),
        "personal": (False, True),
        "organization": (True, False),
        "both": (True, True),
    }
)
"""Which needs are met: (of the organization, personal)."""
ALIAS_LANGS = frozenset({*LANGS, "de", "fr", "es", "ja"})
"""Languages by which aliases may be listed, as in the table of fields."""
_OWN = Playbook()


def _read_wording(node: Node) -> dict[str, Any]:
    wording = {}
    for code, entries in node.table(("en", "zh")).items():
        texts: dict[str, str] = {}
        _collect_texts(entries, "", texts)
        for key, text in texts.items():
            place = Node(text, f"{entries.path}.{key}")
            # One text at a time, so that the error names its key.
            place.make(Language, code, {key: text})
        wording[code] = texts
    return {"wording": wording}


def _collect_texts(node: Node, prefix: str, texts: dict[str, str]) -> None:
    """The texts of a table by dotted key, whether its keys are dotted or nested."""
    for key, entry in node.table().items():
        if isinstance(entry.value, dict):
            _collect_texts(entry, f"{prefix}{key}.", texts)
        else:
            texts[prefix + key] = entry.text()


def _read_role_grid(node: Node) -> dict[str, Any]:
    # From powermap's own, so that a company writes only the cells that differ.
    grid = dict(_OWN.role_grid)
    powers = [each.value for each in Power]
    for power, row in node.table(powers).items():
        for involvement, cell in row.table(_INVOLVEMENT).items():
            place = (Power(power), _INVOLVEMENT[involvement])
            grid[place] = cell.word(Role)
    return {"role_grid": grid}


def _read_relationship_grid(node: Node) -> dict[str, Any]:
    grid = dict(_OWN.relationship_grid)
    for met, cell in node.table(NEEDS_MET).items():
        grid[NEEDS_MET[met]] = cell.word(Relationship)
    return {"relationship_grid": grid}


def _read_tie_weights(node: Node) -> dict[str, Any]:
    weights = dict(_OWN.tie_weights)
    for kind, pair in node.table([each.value for each in TieKind]).items():
        shares = [share.number() for share in pair.rows()]
        if len(shares) != 2 or not all(0 <= share < 1 for share in shares):
            raise pair.refuse_value("two_shares")
        weights[TieKind(kind)] = (shares[0], shares[1])
    return {"tie_weights": weights}


def _read_wanted_contact(node: Node) -> dict[str, Any]:
    wanted = dict(_OWN.wanted_contact)
    tables: dict[str, Any] = {}
    roles = [role.value for role in Role]
    for key, cell in node.table([*roles, "no_role", "veto"]).items():
        contact = cell.word(Contact)
        if key == "veto":
            tables["wanted_contact_of_veto"] = contact
        else:
            wanted[None if key == "no_role" else Role(key)] = contact
    # Only a veto was changed: the rest stays powermap's and follows its next release.
    if wanted != _OWN.wanted_contact:
        tables["wanted_contact"] = wanted
    return tables


def _read_criteria(node: Node) -> dict[str, Any]:
    criteria = []
    questions = {}
    for row in node.rows():
        entries = row.table(("name", "question", "ask"))
        needed(entries, row, "name", "question")
        question = entries["question"].word(Question)
        name = entries["name"].text()
        criterion = entries["name"].make(ExtraCriterion, name, question)
        criteria.append(criterion)
        if "ask" in entries:
            questions[criterion.name] = entries["ask"].texts_by_language()
    tables: dict[str, Any] = {"criteria": criteria}
    if questions:
        tables["criterion_questions"] = questions
    return tables


def _read_strategy(node: Node) -> dict[str, Any]:
    entries = node.table(("only_these_rules", "rules", "tactics"))
    tables: dict[str, Any] = {}
    only_these = "only_these_rules" in entries and entries["only_these_rules"].truth()
    if "rules" in entries or only_these:
        # Added by default: one rule more is the usual wish, a whole table of one's own
        # the exception.
        rules = [] if only_these else list(_OWN.strategy_rules)
        if "rules" in entries:
            rules += [_read_strategy_rule(row) for row in entries["rules"].rows()]
        tables["strategy_rules"] = rules
    if "tactics" in entries:
        tables["tactics"] = _read_tactics(entries["tactics"])
    return tables


def _read_strategy_rule(row: Node) -> StrategyRule:
    entries = row.table(("strategy", "when", "points", "says"))
    needed(entries, row, "strategy", "when", "points", "says")
    when = {name: fact.truth() for name, fact in entries["when"].table().items()}
    return row.make(
        StrategyRule,
        entries["strategy"].word(Strategy),
        when,
        entries["points"].number(),
        entries["says"].texts_by_language(),
    )


def _read_tactics(node: Node) -> dict[Strategy, Tactics]:
    tactics = dict(_OWN.tactics)
    names = [each.value for each in Strategy]
    for key, row in node.table(names).items():
        changes: dict[str, Any] = {}
        for name, entry in row.table(("definition", "guidelines", "ways")).items():
            if name == "definition":
                changes[name] = entry.texts_by_language()
            else:
                changes[name] = entry.lists_by_language()
        strategy = Strategy(key)
        tactics[strategy] = replace(tactics[strategy], **changes)
    return tactics


def _read_findings(node: Node) -> dict[str, Any]:
    own = _OWN.finding_kinds
    kinds = dict(own)
    # Only known codes: a rule of one's own is Python and cannot stand in TOML.
    for code, row in node.table(own).items():
        entries = row.table(
            ("off", "severity", "days", "title", "message", "why", "next_step")
        )
        if "off" in entries and entries["off"].truth():
            del kinds[code]
            continue
        kinds[code] = _read_finding(own[code], entries)
    return {"finding_kinds": kinds}


def _read_finding(kind: FindingKind, entries: Mapping[str, Node]) -> FindingKind:
    changes: dict[str, Any] = {}
    for key, entry in entries.items():
        if key == "severity":
            severities = [each.value for each in Severity]
            changes[key] = Severity(entry.choice(severities))
        elif key == "days":
            changes[key] = entry.whole()
        elif key != "off":
            texts = getattr(kind, key)
            changes[key] = {**texts, **entry.texts_by_language()}
    return replace(kind, **changes)


def _read_steps(node: Node) -> dict[str, Any]:
    own = {rule.key: rule for rule in STEP_RULES}
    rules = []
    for row in node.rows():
        entries = row.table(("key", "checks", "names"))
        needed(entries, row, "key")
        key = entries["key"].text()
        # A step of powermap brings its checks and its name; one of the company has
        # neither.
        if key not in own:
            needed(entries, row, "checks", "names")
        checks = own[key].checks if key in own else ()
        if "checks" in entries:
            checks = entries["checks"].texts()
        names = entries["names"].texts_by_language() if "names" in entries else None
        rules.append(row.make(StepRule, key, checks, names))
    return {"step_rules": rules}


def _read_improvements(node: Node) -> dict[str, Any]:
    improvements = []
    for row in node.rows():
        entries = row.table(("name", "group", "kind", "by", "gate", "stages"))
        needed(entries, row, "name", "group", "kind", "by")
        gate = entries["gate"].choice(GATES) if "gate" in entries else None
        stages = []
        if "stages" in entries:
            stages = [stage.word(Stage) for stage in entries["stages"].rows()]
        improvements.append(
            row.make(
                Improvement,
                entries["name"].text(),
                _read_group(entries["group"]),
                entries["kind"].choice(KINDS),
                entries["by"].number(),
                gate,
                tuple(stages),
            )
        )
    return {"improvements": improvements}


def _read_group(node: Node) -> str:
    group = group_of(node.text())
    return group if group in GROUPS else node.choice(GROUPS)


def _read_appraisal_weights(node: Node) -> dict[str, Any]:
    weights = dict(_OWN.appraisal_weights)
    for source, weight in node.table([each.value for each in Source]).items():
        if weight.number() < 0:
            raise weight.refuse_value("below_0")
        weights[Source(source)] = weight.number()
    return {"appraisal_weights": weights}


def _read_half_lives(node: Node) -> dict[str, Any]:
    half_lives = dict(_OWN.half_lives)
    for field, days in node.table(claimable_fields()).items():
        half_lives[field] = days.whole()
        # What keeps always is left out of the table.
        if half_lives[field] == 0:
            del half_lives[field]
    return {"half_lives": half_lives}


def _read_thresholds(node: Node) -> dict[str, Any]:
    names = [field.name for field in fields(Thresholds)]
    limits = {}
    for name, entry in node.table(names).items():
        limits[name] = entry.number()
    return {"thresholds": node.make(Thresholds, **limits)}


def _read_custom_fields(node: Node) -> dict[str, Any]:
    custom = []
    for row in node.rows():
        entries = row.table([field.name for field in fields(CustomField)])
        needed(entries, row, "table", "name")
        values: dict[str, Any] = {}
        for key, entry in entries.items():
            if key in {"titles", "help", "ask"}:
                values[key] = entry.texts_by_language()
            elif key in {"choices", "audience"}:
                values[key] = entry.texts()
            else:
                values[key] = entry.text()
        custom.append(row.make(CustomField, **values))
    return {"custom_fields": custom}


def _read_aliases(node: Node) -> dict[str, Any]:
    aliases: dict[str, tuple[str, ...]] = {}
    _collect_aliases(node, "", aliases)
    return {"aliases": aliases}


def _collect_aliases(
    node: Node, prefix: str, aliases: dict[str, tuple[str, ...]]
) -> None:
    """The lists of a table by dotted key, or for each language below it."""
    for key, entry in node.table().items():
        name = prefix + key
        if not isinstance(entry.value, dict):
            aliases[name] = entry.texts()
        elif entry.value and set(entry.value) <= ALIAS_LANGS:
            # A file is read whatever its language; the language is for whoever edits
            # the playbook.
            words: list[str] = []
            for several in entry.table().values():
                words += several.texts()
            aliases[name] = tuple(dict.fromkeys(words))
        else:
            _collect_aliases(entry, f"{name}.", aliases)


def _read_style(node: Node) -> dict[str, Any]:
    colors = {}
    for name, entry in node.table().items():
        colors[name] = entry.text()
    return {"style": colors}


def _read_levels(node: Node) -> dict[str, Any]:
    levels = {}
    for level, tables in node.table().items():
        fields = {}
        for table, names in tables.table(TABLES).items():
            fields[table] = names.texts()
        levels[level] = fields
    return {"levels": levels}


SECTIONS: Mapping[str, Callable[[Node], dict[str, Any]]] = FrozenMapping(
    {
        "wording": _read_wording,
        "role_grid": _read_role_grid,
        "relationship_grid": _read_relationship_grid,
        "tie_weights": _read_tie_weights,
        "wanted_contact": _read_wanted_contact,
        "criteria": _read_criteria,
        "strategy": _read_strategy,
        "findings": _read_findings,
        "steps": _read_steps,
        "improvements": _read_improvements,
        "appraisal_weights": _read_appraisal_weights,
        "half_lives": _read_half_lives,
        "thresholds": _read_thresholds,
        "custom_fields": _read_custom_fields,
        "aliases": _read_aliases,
        "levels": _read_levels,
        "style": _read_style,
    }
)
"""How each table of the file is read."""
