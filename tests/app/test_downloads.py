"""A data set fetched from the window's session: torchvision's own addresses and checksums, a mirror on loopback."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest
from loopback import serving
from pytestqt.qtbot import QtBot

from playground.app.session import Session
from playground.core.messages import Message
from playground.data.torchvision_import import torchvision_datasets

TIMEOUT_MS = 60_000


@pytest.fixture
def set_mirror(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that makes an address the only mirror that torchvision knows for MNIST."""

    def change(address: str) -> None:
        monkeypatch.setattr(torchvision_datasets().MNIST, "mirrors", [address])

    return change


def _choose_mnist(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.data_missing, timeout=TIMEOUT_MS):
        session.choose_data_set("mnist")


def test_a_download_that_succeeds_builds_the_run(
    session: Session, qtbot: QtBot, test_data: Path, set_mirror: Callable[[str], None]
) -> None:
    def answer(handler: BaseHTTPRequestHandler, name: str) -> None:
        content = (test_data / "MNIST" / "raw" / name).read_bytes()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    _choose_mnist(qtbot, session)
    seen: list[object] = []
    session.download_progressed.connect(seen.append)
    with serving(answer) as server:
        set_mirror(server.mirror)
        with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS) as built:
            session.download()
    assert built.args[0].facts.train_count == 60_000
    assert seen
    assert "mnist" in session.folders.available()


def test_without_a_network_a_sentence_says_so_and_digits_still_train(
    session: Session, qtbot: QtBot, set_mirror: Callable[[str], None]
) -> None:
    _choose_mnist(qtbot, session)
    set_mirror("http://127.0.0.1:9/")
    with qtbot.waitSignals([session.download_failed, session.download_ended], timeout=TIMEOUT_MS):
        said: list[Message] = []
        session.download_failed.connect(said.append)
        session.download()
    assert "network" in str(said[-1])
    assert not list(session.folders.own.rglob("*.gz"))
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.choose_data_set("digits")


def test_a_download_can_be_cancelled(session: Session, qtbot: QtBot, set_mirror: Callable[[str], None]) -> None:
    go_on = Event()

    def answer(handler: BaseHTTPRequestHandler, name: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "9912422")
        handler.end_headers()
        handler.wfile.write(b"x" * 100_000)
        handler.wfile.flush()
        go_on.wait(30)
        handler.wfile.write(b"x" * 100_000)

    _choose_mnist(qtbot, session)
    with serving(answer) as server:
        set_mirror(server.mirror)
        with qtbot.waitSignal(session.download_progressed, timeout=TIMEOUT_MS):
            session.download()
        with qtbot.waitSignals([session.download_failed, session.download_ended], timeout=TIMEOUT_MS):
            session.cancel_download()
            go_on.set()
    assert not [path for path in session.folders.own.rglob("*") if path.is_file()]
