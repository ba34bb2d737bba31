"""A person's way through the app, in a real browser: add a file, ask, click a mark, see the quote, remove the file."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.messages import say
from tests.support.system_packages import require

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SHOTS = Path(os.environ.get("SCREENSHOTS_TO") or ROOT / "artifacts" / "screenshots")
SWITCHES = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
MORE_SWITCHES = ("disable-component-update", "disable-sync")
ARGUMENTS = [f"--{switch}" for switch in (*SWITCHES, *MORE_SWITCHES)]
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
PATIENCE_MS = 90_000
"""The first question makes the model's file; a slow machine takes its time over that."""

PAPER = """城东水厂2023年检修总结（样例）

一、设备检修

2023年，城东水厂共检修加压泵46台，更换闸阀128只。全年设备完好率达到98.7%。

二、下一年安排

2024年计划检修加压泵52台。
"""
HOSTILE = """值班室钥匙管理（样例）

值班室钥匙柜 ![钥匙](http://evil.invalid/k.png) <script>window.hacked=1</script> 共有钥匙37把，:smile: 由当班人员保管。
"""


@dataclass(frozen=True)
class App:
    address: str
    language: str

    def words(self, key: str, **params: object) -> str:
        return say(f"ui.{key}", self.language, **params)


@pytest.fixture(scope="module")
def browser():
    executable = require("chromium", "chromium")
    require("fonts-wqy-microhei")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=["zh", "en"])
def app(request, tmp_path_factory) -> Iterator[App]:
    """The real app over a fresh library, as `clearwell serve` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp(f"home-{request.param}")
    command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "serve", "--port", str(port)]
    environment = {**os.environ, "CLEARWELL_LANGUAGE": request.param}
    with (home / "serve.log").open("wb") as log:
        served = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", served, home / "serve.log")
            yield App(f"http://127.0.0.1:{port}", request.param)
        finally:
            os.killpg(served.pid, signal.SIGTERM)
            served.wait(20)


def _wait_for(address: str, served: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if served.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the app did not come up:\n{log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(params=list(SIZES))
def page(request, browser, app):
    width, height = SIZES[request.param]
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.set_default_timeout(PATIENCE_MS)
    opened.size = request.param
    opened.asked_for = []
    opened.on("request", lambda sent: opened.asked_for.append(sent.url))
    yield opened
    opened.close()


def go_to(page, app: App, name: str) -> None:
    """To a page through the navigation, which a narrow screen keeps folded away."""
    if page.size == "narrow":
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text=app.words(f"{name}.nav")).click()
    if page.size == "narrow":
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()


def upload(page, name: str, text: str) -> None:
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()}]
    )
    page.locator(".cw-files").get_by_text(name).wait_for()


def settled(page) -> None:
    """Wait until the page is drawn to its end: while it is drawn anew, what was there stands beside what comes."""
    done = "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
    for _ in range(2):
        page.wait_for_function(done)
        page.wait_for_timeout(400)


def ask(page, question: str) -> None:
    """Ask and wait for the answer's small print, which is drawn last."""
    answers = page.locator(".cw-print").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    page.locator(".cw-print").nth(answers).wait_for()


def shot(page, app: App, name: str) -> None:
    page.wait_for_timeout(700)  # for a fade, and the scroll to the newest answer, to come to rest
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{app.language}-{page.size}.png")


def assert_sound(page, app: App) -> None:
    """No other machine was asked for anything, and nothing sticks out at the side."""
    assert [url for url in page.asked_for if not url.startswith((app.address, "data:", "blob:"))] == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


def test_a_file_goes_in_is_asked_about_and_the_mark_opens_the_quote(page, app):
    page.goto(f"{app.address}/documents")
    page.get_by_role("heading", name=app.words("documents.title")).wait_for()
    upload(page, "检修总结.txt", PAPER)
    shot(page, app, "uploaded")

    go_to(page, app, "ask")
    page.get_by_text(app.words("ask.suggestions")).wait_for()
    shot(page, app, "beginning")
    ask(page, "2023年城东水厂检修加压泵多少台？")
    answer = page.locator("[class*='st-key-claim-0-0']")
    assert "46台" in answer.inner_text()

    page.locator("[class*='st-key-mark-0-0-'] button").first.click()
    quote = page.locator("[class*='st-key-quote-0'] mark").first
    quote.wait_for()
    assert "46台" in quote.inner_text()
    assert quote.evaluate("each => getComputedStyle(each).backgroundColor") not in ("rgba(0, 0, 0, 0)", "transparent")
    around = page.locator("[class*='st-key-quote-0'] .cw-around")
    assert "下一年安排" in " ".join(around.all_inner_texts())
    beside = quote.bounding_box()["x"] > answer.bounding_box()["x"] + answer.bounding_box()["width"]
    assert beside == (page.size == "wide")
    shot(page, app, "answer")
    assert_sound(page, app)


def test_a_mark_can_be_reached_and_pressed_with_the_keyboard(page, app):
    page.goto(f"{app.address}/documents")
    upload(page, "检修总结.txt", PAPER)
    go_to(page, app, "ask")
    ask(page, "2023年城东水厂检修加压泵多少台？")
    mark = page.locator("[class*='st-key-mark-0-0-'] button").first
    mark.focus()
    page.keyboard.press("Enter")
    quote = page.locator("[class*='st-key-quote-0'] mark").first
    quote.wait_for()
    assert "检修" in quote.inner_text()


def test_a_year_the_papers_lack_is_refused_with_what_they_do_have(page, app):
    page.goto(f"{app.address}/documents")
    upload(page, "检修总结.txt", PAPER)
    go_to(page, app, "ask")
    ask(page, "2019年城东水厂检修加压泵多少台？")
    page.locator(".cw-refusal").filter(has_text="46台").wait_for()
    shot(page, app, "refusal")
    assert_sound(page, app)


def test_hostile_text_in_a_paper_shows_as_it_stands_and_does_nothing(page, app):
    page.goto(f"{app.address}/documents")
    upload(page, "钥匙管理.txt", HOSTILE)
    go_to(page, app, "ask")
    ask(page, "值班室钥匙柜共有钥匙多少把？")
    page.locator("[class*='st-key-mark-0-0-'], [class*='st-key-source-0-']").get_by_role("button").first.click()
    page.locator("[class*='st-key-quote-0'] mark").first.wait_for()
    shown = page.get_by_test_id("stMainBlockContainer").inner_text()
    assert "![钥匙](http://evil.invalid/k.png)" in shown
    assert ":smile:" in shown
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("[data-testid='stMainBlockContainer'] img[src*='evil']").count() == 0
    shot(page, app, "hostile")
    assert_sound(page, app)


def test_a_document_is_looked_into_and_removed_after_a_question(page, app):
    page.goto(f"{app.address}/documents")
    upload(page, "待移除.txt", "待移除的通知（样例）\n\n本通知只为试验移除而写。\n")
    page.get_by_role("button", name=app.words("upload.dismiss")).click()
    settled(page)
    page.get_by_test_id("stSelectbox").get_by_role("combobox").fill("待移除")
    page.get_by_role("option").filter(has_text="待移除").first.click()
    page.locator(".cw-document h2").filter(has_text="待移除").wait_for()
    shot(page, app, "document")
    page.get_by_role("button", name=app.words("documents.remove")).click()
    page.get_by_role("dialog").get_by_role("button", name=app.words("documents.remove_yes"), exact=True).click()
    page.locator(".cw-notice").filter(has_text="待移除").wait_for()
    assert page.locator(".cw-document").count() == 0
    shot(page, app, "removed")
    assert_sound(page, app)


RULE = """停水通知管理办法（样例）

第一条 为规范停水通知，保障用户用水，制定本办法。

第二条 计划停水的，供水企业应当提前24小时通知用户。

第三条 因施工停水超过12小时的，供水企业应当安排临时供水。

第四条 停水通知应当由客户服务部在3个工作日内存档。
"""


def test_questions_are_made_signed_with_a_key_each_and_practised(page, app):
    page.goto(f"{app.address}/documents")
    upload(page, "停水通知管理办法.txt", RULE)
    go_to(page, app, "onboarding")
    page.get_by_text(app.words("onboarding.view_make"), exact=True).click()
    settled(page)
    page.get_by_test_id("stMultiSelect").get_by_role("combobox").first.fill("停水通知")
    page.get_by_role("option").filter(has_text="停水通知").first.click()
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=app.words("onboarding.make"), exact=True).click()
    page.locator(".st-key-review-card mark").first.wait_for()
    settled(page)
    shot(page, app, "review")
    assert_sound(page, app)
    for _ in range(3):
        page.locator("h1").click()  # a shortcut is a key on the page, not in a field
        page.keyboard.press("a")
        settled(page)
    shot(page, app, "reviewed")

    go_to(page, app, "practice")
    page.get_by_role("heading", name=app.words("practice.title")).wait_for()
    page.get_by_role("textbox").first.fill(f"李新{page.size}")
    page.get_by_role("textbox").first.press("Enter")
    settled(page)
    page.get_by_role("button", name=app.words("practice.begin"), exact=True).click()
    page.locator(".st-key-practice-card .cw-item-question").wait_for()
    settled(page)
    shot(page, app, "practice")
    assert_sound(page, app)
