"""The formats of other packages, each loaded when the first file asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from powermap.exchange.formats.content import Content, Format, Reader, Writer
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Language
from powermap.model import BuyingCenter
from powermap.plugins import Plugin

__all__ = ["formats_of", "suffix_of"]


def formats_of(
    readers: Iterable[Plugin], writers: Iterable[Plugin], own: Collection[str]
) -> tuple[Format, ...]:
    """The formats of plug-ins, one for each suffix that is not powermap's own."""
    reads = _by_suffix(readers)
    writes = _by_suffix(writers)
    found = []
    for suffix in sorted({*reads, *writes} - set(own)):
        found.append(_format(suffix, reads.get(suffix), writes.get(suffix)))
    return tuple(found)


def _by_suffix(found: Iterable[Plugin]) -> dict[str, Plugin]:
    """Plug-ins by suffix; their name is the suffix without its point."""
    suffixes: dict[str, Plugin] = {}
    for plugin in found:
        suffixes.setdefault(suffix_of(plugin), plugin)
    return suffixes


def suffix_of(plugin: Plugin) -> str:
    """The suffix of the files that a plug-in reads or writes, with its point."""
    return "." + plugin.name.lower().lstrip(".")


def _format(suffix: str, reads: Plugin | None, writes: Plugin | None) -> Format:
    packages = {each.package: None for each in (reads, writes) if each is not None}
    package = " + ".join(packages)
    return Format(
        name=suffix.lstrip("."),
        suffixes=(suffix,),
        title={"en": suffix, "zh": suffix},
        holds={"en": f"Plug-in {package}.", "zh": f"插件 {package}。"},
        read=_reader(reads) if reads is not None else None,
        write=_writer(writes) if writes is not None else None,
    )


def _reader(plugin: Plugin) -> Reader:
    def read(payload: bytes, name: str, options: ReadOptions) -> Content:
        content = plugin.run(plugin.load_function(), payload, name, options)
        if not isinstance(content, Content):
            raise plugin.refuse_type(content, "Content")
        _check(plugin, content)
        return content

    return read


def _check(plugin: Plugin, content: Content) -> None:
    """Refuse what would fail later, where nobody knows the plug-in any more."""
    if content.document is not None and not isinstance(content.document, dict):
        raise plugin.refuse_type(content.document, "dict")
    sheets: list[object] = plugin.run(list, content.sheets)
    for sheet in sheets:
        if not isinstance(sheet, Sheet):
            raise plugin.refuse_type(sheet, "Sheet")
        rows: list[object] = plugin.run(list, sheet.rows)
        for row in rows:
            if not isinstance(row, list | tuple):
                raise plugin.refuse_type(row, "list")


def _writer(plugin: Plugin) -> Writer:
    def write(center: BuyingCenter, language: Language) -> bytes:
        payload = plugin.run(plugin.load_function(), center, language)
        if not isinstance(payload, bytes):
            raise plugin.refuse_type(payload, "bytes")
        return payload

    return write
