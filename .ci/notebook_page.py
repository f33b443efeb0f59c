#!/usr/bin/env python3
"""Opens a notebook in a classic notebook page, runs all of its cells and takes its picture, light and dark.

notebook_page.py NOTEBOOK WORK_FOLDER PICTURE_FOLDER
"""
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

PORT = 18888
DEADLINE_SECONDS = 180


def start_server(folder):
    """Serves a folder; returns the process once it answers."""
    log = open(os.path.join(folder, "server.log"), "w+", encoding="utf-8")
    server = subprocess.Popen(
        ["/usr/bin/jupyter-notebook", "--no-browser", "--allow-root", f"--port={PORT}",
         "--NotebookApp.token=", "--NotebookApp.password=", "--ip=127.0.0.1", f"--notebook-dir={folder}"],
        stdout=log, stderr=subprocess.STDOUT)
    for _ in range(120):
        log.seek(0)
        if re.search(r"http://(localhost|127\.0\.0\.1):%d" % PORT, log.read()):
            return server
        if server.poll() is not None:
            break
        time.sleep(0.25)
    log.seek(0)
    sys.exit("the notebook server did not start:\n" + log.read())


def browser():
    options = Options()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--hide-scrollbars", "--window-size=1200,1000"):
        options.add_argument(flag)
    options.binary_location = "/usr/bin/chromium"
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def wait_until(page, script, what):
    """Waits until a script in the page gives something true, and gives it back."""
    end = time.time() + DEADLINE_SECONDS
    while True:
        found = page.execute_script(script)
        if found:
            return found
        if time.time() > end:
            sys.exit(f"not within {DEADLINE_SECONDS} s: {what}")
        time.sleep(0.1)


@contextmanager
def served(folder):
    """A browser's page beside a notebook server that serves a folder; both end with the block."""
    server = start_server(folder)
    page = None
    try:
        page = browser()
        yield page
    finally:
        if page:
            page.quit()
        server.terminate()
        server.wait(20)


def open_notebook(page, name):
    page.get(f"http://127.0.0.1:{PORT}/notebooks/{name}")
    wait_until(page, "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel"
                     " && Jupyter.notebook.kernel.is_connected())", "the page connects to the kernel")


def run_all(page, name):
    open_notebook(page, name)
    page.execute_script("Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells();")
    wait_until(page, """return Jupyter.notebook.get_cells().every(c => c.cell_type !== 'code'
        || (c.input_prompt_number && c.input_prompt_number !== '*'))""", "the cells end")
    time.sleep(1)


def check(page):
    found = json.loads(page.execute_script("""
        const all = q => Array.from(document.querySelectorAll('#notebook ' + q));
        return JSON.stringify({
          tables: all('.output table').length,
          charts: all('.output img').filter(i => i.naturalWidth > 0 && i.alt).length,
          errors: all('.output_error').map(e => e.innerText)});"""))
    print(found)
    if found["errors"] or not found["tables"] or not found["charts"]:
        sys.exit("the page lacks tables or charts, or shows an error")


def picture(page, path, scheme):
    page.execute_cdp_cmd("Emulation.setEmulatedMedia",
                         {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    height = page.execute_script(
        "document.querySelector('#site').style.height='auto';"
        "document.querySelector('#notebook').style.overflow='visible';"
        "return document.querySelector('#notebook-container').scrollHeight + 300")
    page.set_window_size(1200, min(height, 16000))
    time.sleep(0.5)
    page.save_screenshot(path)


def main(notebook, work, pictures):
    folder = os.path.join(work, "served")
    os.makedirs(folder, exist_ok=True)
    os.makedirs(pictures, exist_ok=True)
    name = os.path.basename(notebook)
    shutil.copy(notebook, os.path.join(folder, name))
    with served(folder) as page:
        run_all(page, name)
        check(page)
        for scheme in ("light", "dark"):
            picture(page, os.path.join(pictures, f"{name[:-6]}-page-{scheme}.png"), scheme)


if __name__ == "__main__":
    main(*sys.argv[1:4])
