"""A headless Chromium for tests, driven over its debugging pipe: no driver, no port, no library.

Without one these tests are skipped: install chromium, or name it in ``POLICYC_CHROMIUM``.
"""

from __future__ import annotations

import atexit
import base64
import functools
import json
import os
import shutil
import subprocess
import time
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowDown": 40}
_PATIENCE = 30.0


class BrowserError(Exception):
    """What a page threw, or what the browser refused."""


def _chromium() -> str:
    for name in (os.environ.get("POLICYC_CHROMIUM", ""), *_NAMES):
        if name and (found := shutil.which(name)):
            return found
    pytest.skip("没有 chromium，没有在浏览器里试：装一个，或者用 POLICYC_CHROMIUM 指明")


class Browser:
    """One browser process with one page."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._folder = mkdtemp(prefix="policyc-chromium-")
        read_commands, self._commands = os.pipe()
        self._answers, write_answers = os.pipe()
        program = _chromium()

        def inherit() -> None:
            # The browser reads commands from 3 and answers on 4; copied first, so that neither is
            # overwritten before it is used.
            commands, answers = os.dup(read_commands), os.dup(write_answers)
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        self._process = subprocess.Popen(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--lang=zh-CN",
                f"--user-data-dir={self._folder}",
                "--remote-debugging-pipe",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=inherit,
            close_fds=False,
        )
        os.close(read_commands)
        os.close(write_answers)
        os.set_blocking(self._answers, False)
        atexit.register(self.close)
        self._buffer = b""
        self._session: str | None = None
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(each["targetId"] for each in targets if each["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        self.events: list[dict[str, Any]] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def close(self) -> None:
        """End the process and remove what it left."""
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    # -- the pipe
    def send(self, method: str, **params: object) -> Any:
        """One command, and what the browser answers."""
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive(method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(method, answer["error"]["message"])
                return answer["result"]
            if "method" in answer and hasattr(self, "events"):
                self.events.append(answer)

    def _receive(self, waiting_for: str) -> dict[str, Any]:
        until = time.monotonic() + _PATIENCE
        while b"\0" not in self._buffer:
            try:
                part = os.read(self._answers, 1 << 20)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise BrowserError(f"没有等到 {waiting_for} 的回应") from None
                time.sleep(0.002)
                continue
            if not part:
                raise BrowserError("浏览器退出了")
            self._buffer += part
        first, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(first)
        return found

    # -- the page
    def open(self, path: Path) -> None:
        """Load a file; what it throws or refuses while loading is an error here."""
        self.events = []
        self.send("Page.navigate", url=path.as_uri())
        until = time.monotonic() + _PATIENCE
        while (
            self.run("document.readyState") != "complete"
            or self.run("location.href") != path.as_uri()
        ):
            if time.monotonic() > until:
                raise BrowserError(f"{path} 没有打开")
            time.sleep(0.01)
        self.raise_errors()

    def raise_errors(self) -> None:
        """An error of the page, or anything that the browser logged as one, is an error here."""
        for event in self.events:
            params = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                raise BrowserError(
                    json.dumps(params["exceptionDetails"], ensure_ascii=False)[:2000]
                )
            if event["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
                raise BrowserError(params["entry"]["text"])

    def requests(self) -> list[str]:
        """The addresses that the page has asked for since it was opened."""
        sent = (e["params"] for e in self.events if e["method"] == "Network.requestWillBeSent")
        return [params["request"]["url"] for params in sent]

    def run(self, expression: str) -> Any:
        """The value of an expression in the page, as JSON."""
        found = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            raise BrowserError(json.dumps(found["exceptionDetails"], ensure_ascii=False)[:2000])
        return found["result"].get("value")

    def press(self, *keys: str, shift: bool = False) -> None:
        """Press keys, one after the other."""
        for key in keys:
            text = {"Enter": "\r", " ": " "}.get(key)
            common = {"key": key, "windowsVirtualKeyCode": _KEYS[key], "modifiers": 8 * shift}
            down = {**common, "type": "keyDown" if text else "rawKeyDown"}
            self.send("Input.dispatchKeyEvent", **down, **({"text": text} if text else {}))
            self.send("Input.dispatchKeyEvent", **{**common, "type": "keyUp"})

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self.send("Input.insertText", text=text)

    def picture(self, path: Path, width: int, height: int) -> None:
        """The page as a PNG of a size."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))


@functools.cache
def browser() -> Browser:
    """The browser of this test process; skips where it cannot even show a word (no fonts)."""
    try:
        started = Browser()
        started.run("document.body.append('字')")
        started.run("document.body.offsetHeight")
        started.send("Page.captureScreenshot")
    except (BrokenPipeError, BrowserError) as error:
        pytest.skip(f"chromium 在这里起不来，没有在浏览器里试：{error}")
    return started
