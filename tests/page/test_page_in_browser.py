"""What visitors see and do, in a real browser against a real server and real kernels."""

import re
import urllib.request

import pytest
from page_visit import Visit
from playwright.sync_api import expect


def test_stock_widgets_tabs_and_slider_talk_to_the_kernel(visit: Visit) -> None:
    page = visit.open("stock")
    expect(page.get_by_text("value 3")).to_be_visible()
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("value 4")).to_be_visible()
    page.get_by_text("Second tab").click()
    expect(page.locator(".widget-text input")).to_have_value("hello")
    expect(page.get_by_text("value 4")).to_be_hidden()
    assert visit.violations == []


def test_a_layout_is_followed_and_what_it_leaves_open_is_not_sent(visit: Visit) -> None:
    page = visit.open("stock")
    page.get_by_text("Second tab").click()
    expect(page.locator(".widget-text")).to_have_css("width", "240px")
    sent = page.locator("#kit-state").text_content() or ""
    assert '"width":"240px"' in sent
    assert "align_content" not in sent


def test_html_widget_keeps_style_and_loses_scripts(visit: Visit) -> None:
    page = visit.open("stock")
    page.get_by_text("Third tab").click()
    expect(page.locator(".widget-html-content .bold")).to_have_css("color", "rgb(200, 0, 0)")
    assert page.locator(".widget-html-content :is(script, style, [onerror])").count() == 0
    expect(page).to_have_title("stock")
    expect(page.locator("body")).to_be_visible()
    assert visit.violations == []


def test_output_widget_shows_prints_of_cells_and_callbacks(visit: Visit) -> None:
    page = visit.open("output")
    expect(page.get_by_text("from the cell")).to_be_visible()
    page.get_by_role("button", name="Press").click()
    expect(page.get_by_text("pressed 1")).to_be_visible()
    page.get_by_role("button", name="Press").click()
    expect(page.locator(".pressed")).to_have_text(["html 1", "html 2"])


def test_images_tables_and_text_of_cells_are_shown(visit: Visit) -> None:
    page = visit.open("rich")
    expect(page.locator(".kit-output img")).to_have_count(2)
    assert page.locator(".kit-output img").evaluate_all("all => all.map((img) => img.naturalWidth)") == [60, 10]
    expect(page.get_by_text("text link")).to_have_css("color", "rgb(0, 0, 200)")
    assert page.locator(".kit-output a").get_attribute("href") is None
    expect(page.locator("table.dataframe td").first).to_have_text("Nepal")
    expect(page.get_by_text("plain text")).to_be_visible()
    expect(page.locator(".kit-markdown em")).to_have_text("text")
    assert visit.violations == []


def test_anywidget_of_a_notebook_runs_from_a_file_of_the_server(visit: Visit) -> None:
    page = visit.open("anywidget")
    page.get_by_role("button", name="count 0").click()
    expect(page.get_by_text("python 1")).to_be_visible()
    expect(page.locator(".count").first).to_have_css("color", "rgb(0, 120, 0)")
    assert any("/kit/static/notebook/" in request.url for request in visit.requests)
    assert visit.violations == []


def test_anywidget_made_later_runs_where_its_class_is_known_and_is_refused_where_not(visit: Visit) -> None:
    page = visit.open("anywidget")
    page.get_by_role("button", name="Another").click()
    expect(page.get_by_role("button", name="count 40")).to_be_visible()
    expect(page.get_by_text("This part of the page could not be shown")).to_be_visible()
    assert "ran what a kernel sent" not in page.inner_text("main")


def test_kit_widget_is_a_static_file_joined_with_its_siblings(visit: Visit) -> None:
    page = visit.open("widget")
    expect(page.locator(".echo")).to_have_text("from python")
    expect(page.locator(".echo")).to_have_css("color", "rgb(0, 0, 120)")
    page.locator(".echo").click()
    expect(page.locator(".echo")).to_have_text("HELLO")
    paths = [request.url.rsplit("/", 1)[1].split(".")[0] for request in visit.requests if "/widgets/" in request.url]
    assert sorted(set(paths)) == ["echo"]
    assert "Object.assign" not in (page.locator("#kit-state").text_content() or "")
    assert visit.violations == []


def test_first_visit_makes_few_requests_and_none_elsewhere(visit: Visit) -> None:
    visit.open("widget")
    visit.page.wait_for_selector(".echo")
    addresses = {request.url for request in visit.requests if not request.url.startswith("data:")}
    assert all(address.startswith(visit.server.url) for address in addresses)
    assert len(addresses) <= 5, sorted(addresses)  # the socket is the sixth
    assert not any("controls" in address for address in addresses)


def test_error_in_a_cell_is_said_in_words_and_logged_with_its_traceback(visit: Visit) -> None:
    page = visit.open("broken", state="")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong")
    expect(page.get_by_role("link", name="Reload the page")).to_be_visible()
    expect(page.get_by_text("before the error")).to_be_visible()
    assert "ZeroDivisionError" not in page.content()
    assert "after the error" not in page.content()
    log = visit.server.log.read_text()
    assert "ZeroDivisionError" in log
    assert "broken.ipynb" in log


def test_header_right_to_left_stands_on_the_other_side_with_its_words(visit: Visit) -> None:
    page = visit.open("rtl")
    assert page.locator("html").get_attribute("dir") == "rtl"
    names = page.locator(".kit-header-names").bounding_box()
    who = page.locator(".kit-header-who").bounding_box()
    assert names
    assert who
    assert names["x"] > who["x"]
    expect(page.locator("#kit-timer")).to_have_text("0:00")
    expect(page.locator(".kit-header-links a")).to_have_text("الآن")
    page.keyboard.press("Tab")
    expect(page.locator(".kit-skip")).to_be_focused()
    expect(page.locator(".kit-skip")).to_have_text("إلى المحتوى")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_frame_at_any_width_does_not_scroll_sideways(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    page = visit.open("rtl")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_network_that_drops_and_returns_is_said_and_loses_no_message(visit: Visit) -> None:
    page = visit.open("output")
    visit.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("Connection lost. What you type is kept")
    visit.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Connected again.")
    page.get_by_role("button", name="Press").click()
    expect(page.get_by_text("pressed 1")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")


def test_socket_that_is_cut_comes_back_and_carries_what_was_done_meanwhile(visit: Visit) -> None:
    visit.page.route_web_socket(
        re.compile(r".*/channels.*"), lambda route: sockets.append((route, route.connect_to_server()))
    )
    sockets: list[tuple[object, object]] = []
    page = visit.open("output")
    sockets[0][0].close(code=1001)  # type: ignore[attr-defined]
    sockets[0][1].close()  # type: ignore[attr-defined]
    page.get_by_role("button", name="Press").click()
    page.wait_for_selector("html[data-kit-connection=restored]", timeout=6_000)
    expect(page.get_by_text("pressed 1")).to_be_visible()
    assert len(sockets) == 2


def test_kernel_that_is_gone_leads_to_a_fresh_page(visit: Visit) -> None:
    page = visit.open("output")
    before = visit.live()["kernelId"]
    end_kernel(visit, before)
    for _ in range(100):
        page.wait_for_timeout(200)
        if visit.live()["kernelId"] != before:
            break
    page.wait_for_selector("html[data-kit-connection=connected]")
    expect(page.get_by_text("from the cell")).to_be_visible()


def end_kernel(visit: Visit, kernel_id: str) -> None:
    script = """(url) => {
      const headers = { "X-XSRFToken": document.cookie.match(/_xsrf=([^;]*)/)[1] };
      return fetch(url, { method: "POST", headers }).then((answer) => answer.status);
    }"""
    assert visit.page.evaluate(script, f"/voila/api/shutdown/{kernel_id}") == 204


def test_leaving_the_page_ends_its_kernel(visit: Visit) -> None:
    visit.open("output")
    kernel = visit.live()["kernelId"]
    visit.page.goto("about:blank")
    other = visit.context.new_page()
    other.goto(f"{visit.server.url}/kit/static/none")
    for _ in range(50):
        if other.evaluate("(url) => fetch(url).then((answer) => answer.status)", f"/api/kernels/{kernel}") == 404:
            return
        other.wait_for_timeout(100)
    raise AssertionError("the kernel still runs")


def test_template_in_the_address_is_not_looked_at(visit: Visit) -> None:
    with urllib.request.urlopen(visit.server.page("rtl") + "?template=lab&theme=dark", timeout=30) as answer:
        text = answer.read().decode()
    assert 'id="kit-main"' in text
    assert "<script>" not in text
    assert "style=" not in text


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action='//evil'><button>x</button></form>",
    "<p style='background: url(//evil/x)'>x</p>",
    "<template><img src=x onerror=alert(1)></template>",
    "<img src='//evil/x.png'><img src='/\\evil/x.png'><img src='/\t/evil/x.png'>",
    "<base href='//evil'><link rel=stylesheet href='//evil'>",
]


def test_hostile_html_is_shown_without_what_acts(visit: Visit) -> None:
    page = visit.open("rtl")
    module = page.locator("script[type=module]").first.get_attribute("src")
    cleaned = page.evaluate(
        """async ([url, all]) => {
          const { cleanFragment } = await import(url);
          const box = document.body.appendChild(document.createElement("div"));
          return all.map((html) => { box.replaceChildren(cleanFragment(html)); return box.innerHTML; });
        }""",
        [module, HOSTILE],
    )
    together = " ".join(cleaned).lower()
    for word in (
        "onerror",
        "javascript:",
        "<script",
        "<svg",
        "<iframe",
        "<form",
        "<base",
        "<link",
        "<template",
        'src="//',
    ):
        assert word not in together, (word, cleaned)
    assert not re.search(r'(src|href)="[^"]*evil', together)
    page.wait_for_timeout(200)
    assert not any("evil" in request.url for request in visit.requests)
