"""The inspector of the protocol as a client that is not ours, where it is installed.

``npm install @modelcontextprotocol/inspector`` and POWERMAP_INSPECTOR with the path of
``mcp-inspector``.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from powermap.mcp.tools import TOOLS

from .conftest import command

INSPECTOR = os.environ.get("POWERMAP_INSPECTOR")
pytestmark = pytest.mark.skipif(not INSPECTOR, reason="POWERMAP_INSPECTOR is not set")


def inspect(folder, *arguments):
    environment = []
    # It hands on nothing of its own environment.
    if path := os.environ.get("PYTHONPATH"):
        environment = ["-e", f"PYTHONPATH={path}"]
    done = subprocess.run(
        [INSPECTOR, "--cli", *environment, *command(folder), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_inspector_lists_calls_and_reads(folder):
    listed = inspect(folder, "--method", "tools/list")["tools"]
    assert [tool["name"] for tool in listed] == [*TOOLS]
    call = ["--method", "tools/call", "--tool-arg", "plan=deal.yaml"]
    answer = inspect(folder, *call, "--tool-name", "roles")
    assert len(answer["structuredContent"]["people"]) == 14
    answer = inspect(folder, *call, "most=2", "--tool-name", "who_next")
    assert len(answer["structuredContent"]["visits"]) == 2
    answer = inspect(folder, *call, "--tool-name", "draw")
    assert [part["type"] for part in answer["content"]] == [
        "text",
        "image",
        "resource_link",
    ]
    uri = answer["content"][2]["uri"]
    [content] = inspect(folder, "--method", "resources/read", "--uri", uri)["contents"]
    assert content["text"].startswith("<svg")
    prompt = ["--prompt-name", "review_plan", "--prompt-args", "plan=deal.yaml"]
    [message] = inspect(folder, "--method", "prompts/get", *prompt)["messages"]
    assert "deal.yaml" in message["content"]["text"]


TOKEN = "a-token-of-enough-characters"


@pytest.fixture
def address(folder):
    """The server over HTTP, behind a gate that adds the token: the inspector cannot."""
    process = subprocess.Popen(
        command(folder, "--http", "0"),
        stdout=subprocess.PIPE,
        env={**os.environ, "POWERMAP_TOKEN": TOKEN},
        text=True,
    )
    port = int(process.stdout.readline().split(":")[-1].split("/")[0])

    class Gate(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            names = ("Content-Type", "Accept", "Mcp-Protocol-Version")
            headers = {name: self.headers[name] for name in names if self.headers[name]}
            headers["Authorization"] = f"Bearer {TOKEN}"
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            self.send_response(answer.status)
            kind = answer.getheader("Content-Type", "text/plain")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self):
            self.send_error(405)

        def log_message(self, *_):
            pass

    gate = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
    threading.Thread(target=gate.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{gate.server_port}/mcp"
    gate.shutdown()
    gate.server_close()
    process.terminate()
    process.communicate()


def test_the_inspector_calls_over_http(address):
    def ask(*arguments):
        done = subprocess.run(
            [INSPECTOR, "--cli", address, "--transport", "http", *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    listed = ask("--method", "tools/list")["tools"]
    assert [tool["name"] for tool in listed] == [*TOOLS]
    call = ["--method", "tools/call", "--tool-name", "draw"]
    answer = ask(*call, "--tool-arg", "plan=deal.yaml", "lang=zh")
    kinds = [part["type"] for part in answer["content"]]
    assert kinds == ["text", "image", "resource_link"]
    uri = answer["content"][2]["uri"]
    [content] = ask("--method", "resources/read", "--uri", uri)["contents"]
    assert content["text"].startswith("<svg")
