#!/usr/bin/env python3
"""Uses a notebook page as a person does: types with completion and documentation, watches the bar of a replay and stops it,
interrupts, makes a mistake. Takes pictures of each, light and dark.

notebook_typing.py WORK_FOLDER PICTURE_FOLDER
"""
import json
import os
import sys
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from notebook_page import open_notebook, served, wait_until

STAMP = """var oslo = stamp("oslo", s -> s.build("1802")
.servers(8, n -> n.memory(gb(384)).cores(40).boot(SSD, gb(480))
.cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))));
var placed = oslo.storage().place();"""
ENDLESS = """var endless = workload("endless", w -> w.requests(2_000_000_000).objects(100_000).zipf(0.8));
oslo.cache().replay(endless, r -> r.share(pct(0.01)))"""
# How many requests the text beside the last bar tells, or 0; a bar whose end nobody knows has no value.
REPLAYED = """const bars = document.querySelectorAll('.output progress');
const told = bars.length && bars[bars.length - 1].parentElement.textContent.match(/Replaying endless: ([0-9,]+) requests/);
const replayed = told ? Number(told[1].replace(/,/g, '')) : 0;"""


class Notebook:
    def __init__(self, page, pictures):
        self.page = page
        self.pictures = pictures

    def keys(self, *keys):
        chain = ActionChains(self.page)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    def chord(self, modifier, key):
        ActionChains(self.page).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def new_cell(self):
        self.page.execute_script("""
            const n = Jupyter.notebook; const last = n.ncells() - 1;
            if (n.get_cell(last).get_text() !== '') n.insert_cell_at_bottom('code');
            n.select(n.ncells() - 1); n.scroll_to_cell(n.ncells() - 1); n.edit_mode(); n.get_selected_cell().code_mirror.focus();""")

    def put(self, text):
        """Sets the text of the last cell, as by a paste."""
        self.new_cell()
        self.page.execute_script("""const c = Jupyter.notebook.get_selected_cell(); c.set_text(arguments[0]);
            c.code_mirror.setCursor(c.code_mirror.lineCount(), 0); c.code_mirror.focus();""", text)

    def run(self):
        self.page.execute_script("Jupyter.notebook.get_selected_cell().execute();")

    def end(self):
        wait_until(self.page, """const c = Jupyter.notebook.get_cell(Jupyter.notebook.ncells() - 1);
            return c.input_prompt_number && c.input_prompt_number !== '*';""", "the cell ends")
        time.sleep(0.5)

    def text(self):
        return self.page.execute_script("return Jupyter.notebook.get_selected_cell().get_text();")

    def output(self):
        return self.page.execute_script("""return Jupyter.notebook.get_cell(Jupyter.notebook.ncells() - 1)
            .element.find('.output_wrapper').text();""")

    def picture(self, name):
        for scheme in ("light", "dark"):
            self.page.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                      {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            time.sleep(0.3)
            self.page.save_screenshot(os.path.join(self.pictures, f"typing-{name}-{scheme}.png"))


def expect(found, what):
    print(("ok: " if found else "MISSING: ") + what, flush=True)
    if not found:
        sys.exit(1)


def completion(notebook):
    page = notebook.page
    notebook.put(STAMP)
    notebook.run()
    notebook.end()
    notebook.new_cell()
    notebook.keys("oslo.sto", Keys.TAB)
    wait_until(page, "return Jupyter.notebook.get_selected_cell().get_text().includes('storage')", "Tab completes")
    expect(notebook.text().startswith("oslo.storage("), "Tab completes oslo.sto to oslo.storage(")
    notebook.put("oslo.")
    notebook.keys(Keys.TAB)
    shown = wait_until(page, "const c = document.querySelector('.completions'); return c && c.innerText;", "choices")
    expect("storage()" in shown and "stamp()" in shown, "Tab after oslo. offers its members")
    notebook.picture("completion")
    notebook.keys(Keys.ESCAPE)
    notebook.put('placed.fail("')
    notebook.keys(Keys.TAB)
    shown = wait_until(page, """const c = document.querySelector('.completions');
        return (c && c.innerText) || (Jupyter.notebook.get_selected_cell().get_text().includes('n') && 'n1');""", "servers")
    expect("n1" in shown, "Tab inside fail(\" offers the servers of the stamp")
    notebook.picture("completion-servers")
    notebook.keys(Keys.ESCAPE)


def documentation(notebook):
    notebook.put("placed.fail(")
    notebook.chord(Keys.SHIFT, Keys.TAB)
    shown = wait_until(notebook.page, """const t = document.querySelector('#tooltip');
        return t && t.offsetHeight > 0 && t.innerText;""", "Shift-Tab shows documentation")
    expect("fail" in shown, "Shift-Tab inside fail( shows its signature")
    notebook.picture("documentation")
    for _ in range(3):
        notebook.chord(Keys.SHIFT, Keys.TAB)
    time.sleep(1)
    notebook.picture("documentation-pager")
    notebook.keys(Keys.ESCAPE)
    notebook.page.execute_script("Jupyter.pager.collapse();")


def stop(notebook, what):
    """Presses the button that interrupts, and waits until the cell says that it was."""
    notebook.page.execute_script("document.querySelector(\"button[data-jupyter-action='jupyter-notebook:interrupt-kernel']\").click()")
    start = time.time()
    notebook.end()
    expect("InterruptedException" in notebook.output(), f"the button interrupts {what} ({time.time() - start:.1f} s)")


def progress(notebook):
    notebook.put(ENDLESS)
    notebook.run()
    first = wait_until(notebook.page, REPLAYED + "return replayed", "the bar of a replay")
    wait_until(notebook.page, REPLAYED + f"return replayed > {first}", "it moves")
    bars = notebook.page.execute_script("return document.querySelectorAll('.output progress').length")
    expect(bars == 1, "the bar of a replay has moved in its place")
    notebook.picture("progress")
    stop(notebook, "a replay without an end")
    bars = notebook.page.execute_script("return document.querySelectorAll('.output progress').length")
    expect(bars == 0, "its bar is gone with it")


def interrupt(notebook):
    notebook.put("while (true) { }")
    notebook.run()
    time.sleep(1)
    stop(notebook, "a busy loop")
    notebook.picture("interrupt")
    notebook.put("6 * 7")
    notebook.run()
    notebook.end()
    expect("42" in notebook.output(), "the next cell runs")


def mistakes(notebook):
    notebook.put('placed.fail("n33")')
    notebook.run()
    notebook.end()
    expect("Did you mean" in notebook.output(), "a wrong server name is answered with the nearest")
    notebook.picture("refusal")
    notebook.put('int a = 1;\nString b = a;\nint c = undefined;')
    notebook.run()
    notebook.end()
    expect("line 2" in notebook.output(), "a compile error tells its line")
    notebook.put('int half(int n) { return n / (n - n); }\nhalf(3)')
    notebook.run()
    notebook.end()
    expect("ArithmeticException" in notebook.output(), "an exception is told")
    notebook.picture("errors")


def main(work, pictures):
    folder = os.path.join(work, "typed")
    os.makedirs(folder, exist_ok=True)
    os.makedirs(pictures, exist_ok=True)
    empty = {"cells": [], "metadata": {"kernelspec": {"name": "stackbook", "display_name": "Stackbook (Java)"}},
             "nbformat": 4, "nbformat_minor": 5}
    with open(os.path.join(folder, "typed.ipynb"), "w", encoding="utf-8") as file:
        json.dump(empty, file)
    with served(folder) as page:
        open_notebook(page, "typed.ipynb")
        notebook = Notebook(page, pictures)
        for part in (completion, documentation, progress, interrupt, mistakes):
            part(notebook)


if __name__ == "__main__":
    main(*sys.argv[1:3])
