"""A client of a language server, as an editor is one."""

from __future__ import annotations

import json
import subprocess
from typing import Any


class LanguageClient:
    """Speaks the Language Server Protocol with a program over its standard streams."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.count = 0
        self.diagnostics: dict[str, list[Any]] = {}
        formats = ["markdown", "plaintext"]
        completion = {"completionItem": {"documentationFormat": formats}}
        self.ask(
            "initialize",
            processId=None,
            rootUri=None,
            capabilities={
                "workspace": {"configuration": True},
                "textDocument": {
                    "completion": completion,
                    "hover": {"contentFormat": formats},
                },
            },
        )
        self.tell("initialized")

    def close(self) -> None:
        self.ask("shutdown")
        self.tell("exit")
        self.process.communicate(timeout=60)

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.count += 1
        self._send({"id": self.count, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self.count and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, uri: str, language: str, text: str) -> list[Any]:
        """Open a file, and wait for what the server says is wrong with it."""
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        while uri not in self.diagnostics:
            self._take()
        return self.diagnostics.pop(uri)

    def at(self, method: str, uri: str, text: str, mark: str) -> Any:
        """Ask about the place behind a piece of the text."""
        before = text[: text.index(mark) + len(mark)]
        line = before.count("\n")
        place = {"line": line, "character": len(before.rpartition("\n")[2])}
        document = {"uri": uri}
        return self.ask(f"textDocument/{method}", textDocument=document, position=place)

    def _take(self) -> Any:
        """The next message; questions of the server are answered on the way."""
        length = 0
        while True:
            line = self.process.stdout.readline()
            assert line, "the language server ended"
            if line == b"\r\n":
                break
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            given = message["params"]
            self.diagnostics[given["uri"]] = given["diagnostics"]
        elif method == "workspace/configuration":
            asked = message["params"]["items"]
            self._answer(message, [_settings(item) for item in asked])
        elif method is not None and "id" in message:
            self._answer(message, None)
        return message

    def _answer(self, message: Any, result: Any) -> None:
        self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        payload = json.dumps({"jsonrpc": "2.0", **message}).encode()
        head = f"Content-Length: {len(payload)}\r\n\r\n".encode()
        self.process.stdin.write(head + payload)
        self.process.stdin.flush()


def _settings(item: Any) -> Any:
    """What the settings of an editor say; nothing is looked up elsewhere."""
    if item.get("section") == "yaml":
        return {
            "completion": True,
            "hover": True,
            "validate": True,
            "schemaStore": {"enable": False},
        }
    if item.get("section") == "json":
        return {"validate": {"enable": True}}
    return None
