"""Opens pages in a real browser: axe finds nothing, nothing is wider than the screen, nothing fails to load, and the keys
of the desk do what the page says.

check.py CHROMIUM BASE TOKEN [--pictures FOLDER] [--no-journeys] [--draft FILE] PATH… [--on-two PATH…]: those behind `--on-two` on a light
wide screen and a dark narrow one only; with `--draft` the text of a file is checked on `/check`, and the answer looked at. Tells on standard error
what is looked at, how many elements it has, and how long that took.
"""

import pathlib
import re
import sys
import time

import axe_playwright_python
from playwright.sync_api import sync_playwright

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]


def wrong_on(page, address, draft=None):
    """What is wrong on a page, in words; of what it answers to a draft, when there is one."""
    began = time.perf_counter()
    failed = []
    page.on("requestfailed", lambda request: failed.append(f"{request.url} was not loaded"))
    page.on("response", lambda answer: failed.append(f"{answer.url}: {answer.status}") if answer.status >= 400 and not answer.url.endswith("/favicon.ico") else None)
    page.on("dialog", lambda dialog: (failed.append("a script ran"), dialog.dismiss()))
    page.goto(address)
    if draft:
        page.locator("textarea").fill(draft)
        page.get_by_role("button", name="Check", exact=False).first.click()
        page.locator("mark").first.wait_for()
    loaded, elements = time.perf_counter(), page.evaluate("document.querySelectorAll('*').length")
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    done = time.perf_counter()
    print(f"{address}: {elements} elements, loaded in {loaded - began:.1f} s, axe {done - loaded:.1f} s", file=sys.stderr, flush=True)
    told = [f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:200]}" for rule in found["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        told.append("wider than the screen")
    assert len(found["passes"]) > 5, "axe did not look"
    return told + failed


def focused(page):
    return page.evaluate("[...document.querySelectorAll('.worklist a.claim')].indexOf(document.activeElement)")


def keys(browser, base):
    """The keys of the desk, under its own policy for scripts."""
    page = browser.new_context().new_page()
    page.goto(f"{base}/desk?status=any")
    for key, expected in [("j", 0), ("j", 1), ("k", 0), ("k", 0)]:
        page.keyboard.press(key)
        assert focused(page) == expected, (key, expected, focused(page))
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.evaluate("document.activeElement.value") == "jk"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/desk?status=any&page=2")
    page.keyboard.press("p")
    page.wait_for_url("**/desk?status=any")
    page.get_by_role("button", name="Turn keys off").click()
    page.keyboard.press("j")
    assert focused(page) == -1, "keys that are turned off are still there"
    page.get_by_role("button", name="Turn keys on").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*")
    without = browser.new_context(java_script_enabled=False).new_page()
    without.goto(f"{base}/desk?q=chip&status=any")
    assert without.locator(".worklist a.claim").count() > 1 and not without.locator("#keys").is_visible()
    without.locator(".worklist a.claim").first.click()
    without.wait_for_url("**/claims/*")


def selected(page, look):
    """Words that are selected in the reader become an assertion, which is corrected and taken back."""
    document = page.url
    page.evaluate("""() => {
        const words = document.querySelector(".reader .text");
        const range = document.createRange();
        range.selectNodeContents(words.querySelector("mark"));
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(range);
    }""")
    link = page.locator("#selected")
    link.wait_for(state="visible")
    assert "The sluice at Oosterdam has cracked" in link.inner_text() and "[1" not in link.inner_text(), link.inner_text()
    link.click()
    page.wait_for_url("**/enter?words=*")
    assert page.locator("#words").input_value() == "The sluice at Oosterdam has cracked"
    look("enter")
    page.get_by_label("somebody it names or describes").check()
    page.get_by_label("Who", exact=True).fill("Jan <b>Dekker</b>")
    page.get_by_label("Because").fill("he stands behind her in the picture")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/versions/*")
    mine = page.locator(".margin li", has_text="he stands behind her in the picture")
    assert "Jan <b>Dekker</b>" in mine.inner_text() and "tier P" in mine.inner_text(), mine.inner_text()
    look("entered")
    mine.get_by_role("link", name="Correct it").click()
    page.wait_for_url("**/enter?assertion=*")
    look("correct")
    page.get_by_label("nobody: it does not say who").check()
    page.get_by_label("Because").fill("the picture is another one")
    page.get_by_role("button", name="Correct it").click()
    page.wait_for_url("**/versions/*")
    assert "Not read right" in page.locator(".margin").inner_text()
    for why in ["the picture is another one", "he stands behind her in the picture"]:
        one = page.locator(".margin li", has_text=re.compile(f"Entered by [^:]*: {why}"))
        one.get_by_text("Take it back").first.click()
        one.get_by_label("Because").fill("a trial")
        one.get_by_role("button", name="Take it back").click()
        page.wait_for_load_state()
    assert "Entered by" not in page.locator(".margin").inner_text(), page.locator(".margin").inner_text()
    page.goto(document)


def editor(browser, base, wrong):
    """The editor of the query page, under its own policy: it asks nobody else, completes, shows where a query is wrong, and
    without a script the page does all the rest."""
    page = browser.new_context().new_page()
    page.on("request", lambda request: None if request.url.startswith(base) else wrong.append(f"editor: asked {request.url}"))
    page.on("pageerror", lambda error: wrong.append(f"editor: {error}"))
    page.goto(f"{base}/query")
    area = page.get_by_label("Query", exact=True)
    area.fill("")
    area.focus()
    page.keyboard.type("SELECT ?claim ?text {\n?claim stm:headl")
    chosen = page.locator("#completions [aria-selected=true]")
    assert chosen.inner_text().startswith("stm:headline"), chosen.inner_text()
    assert area.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type(" ?h ; schema:te")
    page.keyboard.press("Tab")
    page.keyboard.type(" ?te")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.keyboard.type("\n} LIMIT 2 # <img src=x onerror=alert(1)>")
    page.keyboard.press("Escape")
    assert area.input_value() == "SELECT ?claim ?text {\n  ?claim stm:headline ?h ; schema:text ?text\n  } LIMIT 2 # <img src=x onerror=alert(1)>", area.input_value()
    assert page.locator(".editor pre").inner_text().strip() == area.input_value().strip() and page.locator(".editor .keyword").count() == 2
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/query?query=*")
    assert page.get_by_text("2 rows").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    assert download.value.suggested_filename == "answer.csv" and "claim,text" in pathlib.Path(download.value.path()).read_text()
    page.locator("#answer td a").first.click()
    page.wait_for_url("**/claims/*")
    page.goto(f"{base}/query?query=SELECT+*+%7B%0A%3Fs+%3Fp+%7D")
    place = page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]")
    assert place == ["query", 18] and page.locator(".wrong-line").is_visible(), place
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "query", "the editor keeps the keyboard"
    without = browser.new_context(java_script_enabled=False).new_page()
    without.goto(f"{base}/query")
    without.get_by_text("Claims by status").click()
    without.get_by_label("a headline").fill("single-origin")
    without.locator("#claims-by-status").get_by_role("button", name="Ask").click()
    without.wait_for_url("**/query?name=claims-by-status*")
    assert without.locator("#answer .badge.single-origin").count() > 1
    without.get_by_label("Answer as").select_option("chart")
    without.locator("#ask").get_by_role("button", name="Ask").click()
    without.wait_for_url("**view=chart*")
    assert without.locator("#answer .bar").count() > 1


def logged_in(browser, base, token, paths, wrong):
    """Pages as an editor sees them who is logged in, with all forms, on the narrowest screen: nothing is wider than it (WCAG 1.4.10)."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 320, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{base}/log-in")
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("Logged in as").wait_for()
    page.close()
    for path in paths:
        page = context.new_page()
        wrong += [f"logged in, {path}: {told}" for told in wrong_on(page, base + path)]
        page.close()
    context.close()


def row(browser, base, token):
    """What is done about a claim of the desk by keys: it is assigned, watched, and put aside with a reason, and the focus is at it again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/log-in?next=/desk?q=chip")
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk?q=chip")
    assert "puts it aside" in page.locator("#keys").inner_text()
    for key in "awd":
        page.keyboard.press(key)
    assert page.url.endswith("/desk?q=chip"), "a key did something about a claim that nobody looked at"
    page.keyboard.press("j")
    claim = page.locator(".worklist > li").first.get_attribute("id")
    for key, told in [("a", "Assigned to admin"), ("w", "Watched by admin")]:
        page.keyboard.press(key)
        page.locator(f"#{claim}", has_text=told).wait_for()
        page.locator(f"#{claim} a.claim:focus").wait_for()
    page.keyboard.press("d")
    page.keyboard.type("known for long")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    put = page.locator(f"#{claim}")
    assert put.count() == 0 or "Put aside by admin" in put.inner_text(), put.inner_text()
    context.close()


def journey(browser, base, token, wrong):
    """An editor logs in, adds a document, enters and corrects an assertion of it, finds its claim, tries a what-if, works on the claim, puts its
    flag aside, gives a verdict, checks a draft, answers a review, and logs out. Each page on the
    way is looked at by axe, and nothing of it needs a script."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.on("dialog", lambda dialog: (wrong.append("journey: a script ran"), dialog.dismiss()))

    def look(what):
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        wrong.extend(f"journey, {what}: {rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:200]}" for rule in found["violations"])
        if PICTURES:
            page.screenshot(path=PICTURES / f"journey-{what}.png", full_page=True)

    page.goto(f"{base}/log-in?next=/desk")
    page.get_by_label("Token").fill(token)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk")
    page.get_by_role("link", name="Add", exact=True).click()
    look("add")
    form = page.locator("form").first
    form.get_by_label("The text").fill("The sluice at Oosterdam has cracked, said Ina Vos.\n\n<script>alert(1)</script> \u202eevil\n")
    form.get_by_label("Title").fill("<img src=x onerror=alert(1)> \u202eeltit")
    form.get_by_label("Published by").fill("Oosterdam Courant")
    form.get_by_role("button", name="Add the text").click()
    page.wait_for_url("**/documents/*")
    assert page.locator(".text mark a").count() >= 1, page.content()
    look("document")
    selected(page, look)
    page.goto(f"{base}/desk?q=sluice")
    page.locator(".worklist a.claim").first.click()
    page.wait_for_url("**/claims/*")
    claim = page.url
    page.get_by_role("link", name="What if").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="What would follow?").click()
    assert "After:" in page.content()
    look("what-if")
    page.goto(claim)
    page.get_by_role("button", name="Assign it to me").click()
    page.get_by_label("Note", exact=True).fill("<b>call her</b>\nagain")
    page.get_by_role("button", name="Note it").click()
    page.get_by_label("Because").fill("we stood beside it")
    page.get_by_role("button", name="Put aside", exact=True).click()
    page.get_by_role("button", name="up again").wait_for()
    look("claim")
    page.get_by_text("Give a verdict").click()
    for check, words in [("origin", "her own words"), ("counter-evidence", "none in the register"), ("party-asked", "the town does not answer")]:
        page.locator(f"textarea[name={check}]").fill(words)
    page.locator("input[name=party-asked-left]").check()
    page.locator("input[name=rating]").fill("<i>Rests on one voice</i>")
    page.locator("textarea[name=why]").fill("We stood beside it.")
    page.get_by_role("button", name="Give this verdict").click()
    page.locator("#verdicts li").first.wait_for()
    assert "rates it" in page.locator("#verdicts").inner_text() and page.locator("#verdicts i").count() == 0
    page.locator("#verdicts summary").first.click()
    look("verdict")
    page.goto(f"{base}/check")
    page.locator("textarea").fill("The sluice at Oosterdam has cracked. Nobody ever sold a lighthouse in Oosterdam for nine crowns.")
    page.get_by_role("button", name="Check", exact=False).first.click()
    page.locator("mark").first.wait_for()
    told = page.locator("main").inner_text()
    assert "the claim" in told and "unmatched" in told, told
    look("draft")
    page.goto(f"{base}/desk?q=sluice")
    assert page.locator(".worklist a.claim").count() == 0, "what is put aside is open"
    page.goto(f"{base}/desk?mine=assigned")
    assert page.locator(".worklist a.claim").count() == 1
    look("desk")
    page.goto(f"{base}/review")
    question = page.locator(".worklist > li").first.get_attribute("id")
    look("review")
    page.keyboard.press("c")
    assert page.url.endswith("/review"), "a key answered a question that nobody looked at"
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/review?after=*")
    assert page.locator(f"#{question}").count() == 0, "it still waits"
    page.goto(f"{base}/audit")
    assert "we stood beside it" in page.content()
    look("audit")
    page.goto(f"{base}/log-in")
    look("logged-in")
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("Token").wait_for()
    page.goto(claim)
    assert page.get_by_role("button", name="Note it").count() == 0
    context.close()


PICTURES = None


def main(chromium, base, token, *paths):
    global PICTURES
    pictures = None
    if paths and paths[0] == "--pictures":
        pictures, paths = pathlib.Path(paths[1]), paths[2:]
        PICTURES = pictures
    travels = "--no-journeys" not in paths
    paths = [path for path in paths if path != "--no-journeys"]
    cut = paths.index("--on-two") if "--on-two" in paths else len(paths)
    usual, on_two = paths[:cut], paths[cut + 1 :]
    wrong, draft = [], None
    if "--draft" in usual:
        at = usual.index("--draft")
        draft = pathlib.Path(usual[at + 1]).read_text()
        usual = usual[:at] + usual[at + 2 :]
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scheme, width in SCREENS:
            # Only so that axe may be put into the page.
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
            for path in usual + (on_two if (scheme, width) in (SCREENS[0], SCREENS[-1]) else []):
                page = context.new_page()
                wrong += [f"{scheme} {width} {path}: {told}" for told in wrong_on(page, base + path)]
                if pictures:
                    name = path.strip("/").split("?")[0].replace("/", "-")[:24]
                    page.screenshot(path=pictures / f"{name}-{scheme}-{width}.png")
                page.close()
            if draft:
                page = context.new_page()
                wrong += [f"{scheme} {width} a draft: {told}" for told in wrong_on(page, f"{base}/check", draft)]
                page.close()
            context.close()
        if travels:
            keys(browser, base)
            logged_in(browser, base, token, usual + on_two + ["/undo"], wrong)
            editor(browser, base, wrong)
            journey(browser, base, token, wrong)
            # Last: what it puts aside is on no list that the others look at.
            row(browser, base, token)
        browser.close()
    many = len(usual) + bool(draft)
    print("\n".join(wrong) or f"{many} page{'' if many == 1 else 's'} on {len(SCREENS)} screens, {len(on_two)} on two: nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
