"""The server: the tables of tools, resources and prompts over the official SDK."""

from __future__ import annotations

import json
import logging
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from powermap.errors import FormatError, PowermapError
from powermap.files.installing import extra_needed
from powermap.language import Lang, Reason
from powermap.mcp import resources
from powermap.mcp.documents import Picture
from powermap.mcp.door import Door
from powermap.mcp.inputs import Writing
from powermap.mcp.outputs import Output
from powermap.mcp.prompts import offered_prompts
from powermap.mcp.texts import text_of
from powermap.mcp.tools import Tool, offered_tools
from powermap.mcp.workers import Workers
from powermap.notes import collecting_notes

if TYPE_CHECKING:
    import mcp_types as types
    from mcp.server.lowlevel.server import Server

__all__ = ["make_server", "serve_stdio"]

T = TypeVar("T")
SECONDS = 120.0
"""For one answer."""
AT_ONCE = 4
"""Answers that are computed at the same time."""
LARGEST_ANSWER = 1_000_000
"""Characters: more than any assistant can read."""
LARGEST_RESOURCE = 5_000_000
"""Characters: a page of a large account has a fifth of them."""
LARGEST_PICTURE = 4_000_000
"""Bytes of a picture."""
PER_PAGE = 100
_CURSOR = re.compile("[0-9]{1,9}")
"""Resources in one page of the list."""
_log = logging.getLogger(__name__)


def make_server(door: Door, version: str = "") -> Server[Any]:
    """The server of a folder, to run over any transport.

    Raises
    ------
    MissingDependencyError
        When the SDK is not installed.
    """
    with extra_needed("mcp", "mcp", "message.mcp.no_sdk"):
        from mcp.server.lowlevel.server import Server
    handlers = _Handlers(door)
    return Server(
        "powermap",
        title="powermap",
        version=version,
        instructions=_instructions(handlers.tools, door.lang),
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
    )


def _instructions(tools: Mapping[str, Tool], lang: Lang) -> str:
    """What assistants read first; of changes only where they can be made."""
    parts = [text_of("server", lang)]
    if any(tool.writes for tool in tools.values()):
        parts.append(text_of("server.changes", lang))
    return (" " if lang == "en" else "").join(parts)


def serve_stdio(door: Door, version: str = "") -> None:
    """Serve a folder over standard input and output until the client ends."""
    server = make_server(door, version)
    import anyio
    from mcp.server.stdio import stdio_server

    async def serve() -> None:
        async with stdio_server() as (incoming, outgoing):
            options = server.create_initialization_options()
            await server.run(incoming, outgoing, options)

    anyio.run(serve)


class _Handlers:
    """What the server does for each kind of request."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.tools = {tool.name: tool for tool in offered_tools(door.workspace)}
        self.prompts = offered_prompts(self.tools)
        self._workers = Workers(AT_ONCE)

    async def list_tools(self, _: Any, __: Any) -> types.ListToolsResult:
        import mcp_types as types

        return types.ListToolsResult(
            tools=[_as_tool(tool, self.door) for tool in self.tools.values()]
        )

    async def call_tool(
        self, context: Any, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        import mcp_types as types
        from mcp.shared.exceptions import MCPError

        tool = self.tools.get(params.name)
        if tool is None:
            message = self._say(Reason("message.mcp.no_tool"))
            raise MCPError(code=types.INVALID_PARAMS, message=message)
        arguments = params.arguments or {}
        client = _name_of_client(context)
        try:
            return await self._run(partial(_call, tool, self.door, arguments, client))
        except PowermapError as error:
            text = error.say(self._language_in(arguments))
            content: list[Any] = [types.TextContent(text=text)]
            return types.CallToolResult(content=content, is_error=True)

    async def list_resources(
        self, _: Any, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        import mcp_types as types

        found = await self._run_or_refuse(partial(resources.list_resources, self.door))
        start = _place_in(params.cursor) if params is not None else 0
        page = []
        for each in found[start : start + PER_PAGE]:
            page.append(
                types.Resource(
                    uri=each.uri,
                    name=each.name,
                    title=each.title,
                    description=each.description,
                    mime_type=each.mime_type,
                )
            )
        end = start + PER_PAGE
        following = str(end) if end < len(found) else None
        return types.ListResourcesResult(resources=page, next_cursor=following)

    async def list_templates(
        self, _: Any, __: Any
    ) -> types.ListResourceTemplatesResult:
        import mcp_types as types

        templates = []
        for name, (uri, mime_type) in resources.TEMPLATES.items():
            if resources.TOOL_OF.get(name, "read_plan") not in self.tools:
                continue
            templates.append(
                types.ResourceTemplate(
                    uri_template=uri,
                    name=name,
                    title=text_of(f"resources.{name}.title", self.door.lang),
                    description=text_of(f"resources.{name}", self.door.lang),
                    mime_type=mime_type,
                )
            )
        return types.ListResourceTemplatesResult(resource_templates=templates)

    async def read_resource(
        self, _: Any, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        import mcp_types as types

        found = await self._run_or_refuse(partial(_read, self.door, params.uri))
        content = types.TextResourceContents(
            uri=params.uri, text=found.text, mime_type=found.mime_type
        )
        return types.ReadResourceResult(contents=[content])

    async def list_prompts(self, _: Any, __: Any) -> types.ListPromptsResult:
        import mcp_types as types

        lang = self.door.lang
        prompts = []
        for prompt in self.prompts.values():
            arguments = []
            for name in prompt.arguments:
                arguments.append(
                    types.PromptArgument(
                        name=name,
                        description=text_of(f"arguments.{name}", lang),
                        required=True,
                    )
                )
            prompts.append(
                types.Prompt(
                    name=prompt.name,
                    title=prompt.title(lang),
                    description=prompt.description(lang),
                    arguments=arguments,
                )
            )
        return types.ListPromptsResult(prompts=prompts)

    async def get_prompt(
        self, _: Any, params: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        import mcp_types as types
        from mcp.shared.exceptions import MCPError

        prompt = self.prompts.get(params.name)
        if prompt is None:
            message = self._say(Reason("message.mcp.no_prompt"))
            raise MCPError(code=types.INVALID_PARAMS, message=message)
        try:
            text = prompt.text(params.arguments or {}, self.door.lang)
        except PowermapError as error:
            message = error.say(self.door.lang)
            raise MCPError(code=types.INVALID_PARAMS, message=message) from error
        content = types.TextContent(text=text)
        return types.GetPromptResult(
            description=prompt.description(self.door.lang),
            messages=[types.PromptMessage(role="user", content=content)],
        )

    async def _run(self, work: Callable[[], T]) -> T:
        """What a piece of work gives, in a thread and within the time.

        Raises
        ------
        PowermapError
            In the words of the user, whatever went wrong.
        """
        try:
            return await self._workers.run(work, SECONDS)
        except PowermapError:
            raise
        except Exception as error:
            # To the log of whoever runs the server; the client learns nothing of it.
            _log.exception("powermap mcp")
            raise FormatError(Reason("message.mcp.fault")) from error

    async def _run_or_refuse(self, work: Callable[[], T]) -> T:
        """The same, with a protocol error where no other answer is possible."""
        import mcp_types as types
        from mcp.shared.exceptions import MCPError

        try:
            return await self._run(work)
        except PowermapError as error:
            message = error.say(self.door.lang)
            raise MCPError(code=types.INVALID_PARAMS, message=message) from error

    def _say(self, reason: Reason) -> str:
        return reason.say(self.door.lang)

    def _language_in(self, arguments: dict[str, Any]) -> str:
        """The language that a call asks for, even if the rest of it is wrong."""
        asked = arguments.get("lang")
        return asked if asked in ("en", "zh") else self.door.lang


def _place_in(cursor: str | None) -> int:
    """Where a page of the resources begins; at the first one for any other cursor."""
    if cursor is None or not _CURSOR.fullmatch(cursor):
        return 0
    return int(cursor)


def _as_tool(tool: Tool, door: Door) -> types.Tool:
    import mcp_types as types

    lang = door.lang
    return types.Tool(
        name=tool.name,
        title=tool.title(lang),
        description=tool.description(lang),
        input_schema=tool.input_schema(lang),
        output_schema=tool.output_schema(),
        annotations=types.ToolAnnotations(
            title=tool.title(lang),
            read_only_hint=not tool.writes,
            destructive_hint=False,
            idempotent_hint=not tool.writes,
            open_world_hint=False,
        ),
    )


def _call(
    tool: Tool, door: Door, arguments: dict[str, Any], client: str
) -> types.CallToolResult:
    """What a tool answers, as data, as text, and with its picture."""
    import mcp_types as types

    asked = tool.parse(arguments)
    if isinstance(asked, Writing):
        asked.sign(client)
    found = tool.function(door, asked)
    answer: Output = found.answer if isinstance(found, Picture) else found
    data = answer.model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False)
    if len(text) > LARGEST_ANSWER:
        raise FormatError(Reason("message.mcp.too_large"))
    content: list[Any] = [types.TextContent(text=text)]
    if isinstance(found, Picture):
        content += _picture(found)
    return types.CallToolResult(content=content, structured_content=data)


def _read(door: Door, uri: str) -> resources.Text:
    """What stands at an address, if it is not too large."""
    # The tool that gave the address has already named what was left out.
    with collecting_notes():
        found = resources.read_resource(door, uri)
    if len(found.text) > LARGEST_RESOURCE:
        raise FormatError(Reason("message.mcp.too_large"))
    return found


def _picture(found: Picture) -> list[Any]:
    import mcp_types as types

    parts: list[Any] = []
    if len(found.png) <= LARGEST_PICTURE:
        data = b64encode(found.png).decode("ascii")
        parts.append(types.ImageContent(data=data, mime_type="image/png"))
    if found.uri is not None:
        parts.append(
            types.ResourceLink(
                uri=found.uri,
                name=found.uri.removeprefix(resources.SCHEME),
                title=found.title,
                mime_type="image/svg+xml",
            )
        )
    return parts


def _name_of_client(context: Any) -> str:
    """What a client calls itself, for the log of writes."""
    found = context.session.client_params
    name = found.client_info.name if found is not None else ""
    # A name of its own choice: one line, and short.
    plain = "".join(sign for sign in name if sign.isprintable())[:80]
    return f"mcp {plain}".strip()
