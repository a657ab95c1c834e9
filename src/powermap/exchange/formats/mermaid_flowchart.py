"""Mermaid's flowchart: boxes as people, arrows as ties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from powermap.exchange.formats.content import Content, refuse
from powermap.exchange.formats.graph import Edge, Graph, Node
from powermap.exchange.formats.graph_content import content_of
from powermap.exchange.formats.mermaid_text import plain_text_of
from powermap.exchange.mermaid import ARROWS
from powermap.exchange.most_people import check_people, check_ties
from powermap.language import Language
from powermap.language.values import Listed, Quoted
from powermap.model import Stance, TieKind
from powermap.model.fields import fields_by_name
from powermap.model.vocabulary import fold, words_of

__all__ = ["read_flowchart"]

_ID = r"(?=\S*\w)[^\s\[\](){}<>|&;:\"'`~^,=-]+(?:[-.][^\s\[\](){}<>|&;:\"'`~^,=.-]+)*"
# Spaces around a text belong to it until it is read: looking for them before each
# possible end would take the length of the text squared.
_QUOTED = r'\s*+"[^"]*+"\s*+'
_SHAPES = (
    rf"\[\[(?P<a>{_QUOTED}|[^\]]*+)\]\]",
    rf"\[[(/\\](?P<b>{_QUOTED}|[^\]]*)[)/\\]\]",
    rf"\[(?P<c>{_QUOTED}|[^\]]*+)\]",
    rf"\({{1,3}}\[?(?P<d>{_QUOTED}|[^)\]]*+)\]?\)+",
    rf"\{{{{1,2}}(?P<e>{_QUOTED}|[^}}]*+)\}}+",
    rf">(?P<f>{_QUOTED}|[^\]]*+)\]",
)
_NODE = re.compile(
    rf"\s*(?P<id>{_ID})(?:{'|'.join(_SHAPES)})?(?::::(?P<style>[\w-]+))?\s*"
)
_LINK = re.compile(
    r"\s*(?:(?<=\s)(?P<head>[<xo]))?"
    r"(?:(?:--|==|-\.)(?![-=.>])(?P<text>[^|]+?)(?:--+|==+|(?<!\.)\.+-+)"
    r"|(?P<body>--+|==+|-\.+-+))"
    r"(?P<tail>[>xo](?=[\s|&]|\w|$))?"
    r"(?:\s*\|(?P<label>[^|]*)\|)?\s*"
)
_SUBGRAPH = re.compile(
    rf"^\s*subgraph\s+(?P<id>{_ID})?\s*(?:\[(?P<title>.*)\])?(?P<rest>.*)$"
)
_IGNORED = re.compile(
    r"^\s*(?:classDef|class|style|linkStyle|click|direction|accTitle|accDescr)\b"
)
_OURS = re.compile(
    r'n\d+(?:\[".*"\](?::::\w+)?| (?:---|-\.-|==>|-->|-\.->|x--x|o--o).* n\d+)|classDef \w+ .*'
)
_JOINED = 10_000
"""Ties that ``a & b --> c & d`` may make; a line of kilobytes could join millions."""
_LABEL_TEXT = 2_000_000
"""Characters of the labels of all ties; one may stand at thousands of them."""
_FROM_END = frozenset({TieKind.REPORTS_TO, TieKind.DOTTED_TO, TieKind.LISTENS_TO})
"""Ties that powermap draws from their target."""


def read_flowchart(lines: Iterable[str], source: str, title: str | None) -> Content:
    """The boxes of a flowchart as people, its arrows as ties.

    Examples
    --------
    >>> content = read_flowchart(["TD", "A[Ana] -->|advises| B[Ben]"], "x.mmd", None)
    >>> content.sheets[1].rows[1][:3]
    ['B', 'Listens to', 'A']
    """
    return _Reader(list(lines), source, title).content()


class _Reader:
    def __init__(self, lines: list[str], source: str, title: str | None) -> None:
        self.read = Graph(source)
        if title:
            self.read.facts["name"] = title
        self.nodes: dict[str, Node] = {}
        self.groups: list[str] = []
        self.joined = 0
        self.label_text = 0
        self.strange: list[str] = []
        # The first line holds the direction, then statements.
        statements = "\n".join(lines)
        statements = re.sub(r"\A\s*(?:TB|TD|BT|RL|LR)\b", "", statements)
        self.statements = [each for each in _split(statements) if each.strip()]
        self.is_ours = all(_OURS.fullmatch(each.strip()) for each in self.statements)

    def content(self) -> Content:
        for statement in self.statements:
            self._take(statement)
        self.read.nodes = list(self.nodes.values())
        if self.strange:
            lines = Listed([Quoted(line) for line in self.strange], most=3)
            self.read.note("strange_lines", count=len(self.strange), lines=lines)
        return content_of(self.read, "mermaid")

    def _take(self, statement: str) -> None:
        found = _SUBGRAPH.match(statement)
        if found is not None:
            name = found["title"] or f"{found['id'] or ''} {found['rest']}"
            self.groups.append(plain_text_of(name))
        elif statement.strip() == "end":
            del self.groups[-1:]
        elif _IGNORED.match(statement):
            word, *_ = statement.split()
            # Our own only color the stances, which are read.
            if not self.is_ours:
                self.read.skipped[word] = None
        elif not self._take_chain(statement):
            self.strange.append(statement.strip())

    def _take_chain(self, statement: str) -> bool:
        """Nodes joined by links: ``A --> B & C``; whether the whole was understood."""
        before: list[str] = []
        link: re.Match[str] | None = None
        place = 0
        while True:
            names, place = self._take_nodes(statement, place)
            if not names:
                return False
            if link is not None:
                self._take_edges(before, link, names)
            if place >= len(statement):
                return True
            link = _LINK.match(statement, place)
            if link is None or link.end() == place:
                return False
            place = link.end()
            before = names

    def _take_nodes(self, statement: str, place: int) -> tuple[list[str], int]:
        names: list[str] = []
        while found := _NODE.match(statement, place):
            names.append(self._take_node(found))
            place = found.end()
            if statement[place : place + 1] != "&":
                return names, place
            place += 1
        return [], place

    def _take_node(self, found: re.Match[str]) -> str:
        id = found["id"]
        node = self.nodes.setdefault(id, Node(id))
        check_people(len(self.nodes), self.read.source)
        label = next((found[name] for name in "abcdef" if found[name]), "")
        if label.strip():
            self._take_label(node, label)
        if self.groups and node.group is None:
            node.group = self.groups[-1]
        stance = _stances().get(fold(found["style"] or ""))
        if stance is not None:
            node.values[fields_by_name("people")["stance"].title["en"]] = stance
        elif found["style"]:
            self.read.skipped[f":::{found['style']}"] = None
        return id

    def _take_label(self, node: Node, label: str) -> None:
        text = plain_text_of(label)
        # powermap puts the title below the name; in other charts this is a guess.
        name, _, title = text.partition("<br/>")
        if self.is_ours and title:
            node.values[fields_by_name("people")["title"].title["en"]] = title
            text = name
        node.label = text

    def _take_edges(
        self, sources: list[str], link: re.Match[str], targets: list[str]
    ) -> None:
        body = link["body"]
        head, tail = link["head"] or "", link["tail"] or ""
        label = (link["label"] or link["text"] or "").strip()
        values: dict[str, object] = {}
        if label:
            values["label"] = plain_text_of(label)
        directed = bool(tail) and not head
        kind = _kinds_by_arrow().get(f"{head}{body}{tail}") if self.is_ours else None
        if kind is not None:
            values = {"kind": Language().label(kind)}
            directed = True
        self._check_ties(len(sources) * len(targets), len(label))
        for source in sources:
            for target in targets:
                ends = (target, source) if kind in _FROM_END else (source, target)
                self.read.edges.append(Edge(*ends, dict(values), directed))

    def _check_ties(self, count: int, label: int) -> None:
        """Refuse too many ties before they are made."""
        source = self.read.source
        check_ties(len(self.read.edges) + count, source)
        if count > 1:
            self.joined += count
        if self.joined > _JOINED:
            joined, most = float(self.joined), float(_JOINED)
            raise refuse(source, "message.graphs.joined", count=joined, most=most)
        self.label_text += count * label
        if self.label_text > _LABEL_TEXT:
            raise refuse(source, "message.graphs.too_much_text")


def _split(text: str) -> list[str]:
    """The statements of a text: its lines, and what ``;`` separates outside quotes."""
    statements = []
    for line in text.split("\n"):
        if line.lstrip().startswith("%%"):
            continue
        statements += re.findall(r'(?:"[^"]*"|[^";])+', line)
    return statements


def _kinds_by_arrow() -> dict[str, TieKind]:
    return {arrow: kind for kind, arrow in ARROWS.items()}


@cache
def _stances() -> dict[str, str]:
    stances = {}
    for member in Stance:
        for word in words_of(member):
            stances[fold(word)] = Language().label(member)
    return stances
