"""Makes the pictures of the README: a story is ingested into a store of its own, served, and its pages are taken in a real
browser.

screenshots.py STEMMA CHROMIUM STORY FOLDER
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

TOKEN = "the-token-of-the-pictures"
WIDTH, HEIGHT = 1000, 960


def claim_page(page, base):
    """The page of the claim that is refuted, and its drawing."""
    page.goto(f"{base}/desk?status=any&q=5-nanometre")
    page.locator(".worklist a.claim").first.click()
    page.wait_for_url("**/claims/*")


def reader_page(page, base):
    """The document that makes it, with words selected, as somebody sees it who may enter assertions."""
    page.goto(f"{base}/log-in?next=/desk")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk")
    claim_page(page, base)
    page.locator('a[href*="/documents/"]').first.click()
    page.wait_for_url("**/documents/*")
    page.evaluate("""() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(".reader .text mark"));
        document.getSelection().addRange(range);
    }""")
    page.locator("#selected").wait_for(state="visible")
    page.evaluate("window.scrollTo(0, document.querySelector(\".reader\").offsetTop)")


PAGES = {"desk": lambda page, base: page.goto(f"{base}/desk"), "claim": claim_page, "reader": reader_page}


def main(stemma, chromium, story, folder):
    stemma, story, folder = (pathlib.Path(path).resolve() for path in (stemma, story, folder))
    with tempfile.TemporaryDirectory() as home:
        paths = [path for name in ("documents", "control.csv", "interest.csv") if (path := story / name).exists()]
        subprocess.run([stemma, "ingest", *paths], cwd=home, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        environment = {**os.environ, "STEMMA_ADMIN_TOKEN": TOKEN}
        serve = [stemma, "serve", "--bind", "127.0.0.1:0", "--client-requests", "0"]
        with subprocess.Popen(serve, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
            try:
                base = service.stdout.readline().removeprefix("listening on ").strip()
                with sync_playwright() as started:
                    browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                    for name, show in PAGES.items():
                        context = browser.new_context(color_scheme="light", viewport={"width": WIDTH, "height": HEIGHT})
                        page = context.new_page()
                        show(page, base)
                        page.screenshot(path=folder / f"{name}.png")
                        context.close()
                        print(folder / f"{name}.png")
                    browser.close()
            finally:
                service.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
