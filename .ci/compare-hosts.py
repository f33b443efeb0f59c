#!/usr/bin/env python3
"""Compares what hosts show of one notebook. Exits with a message on a difference.

compare-hosts.py same OURS.ipynb THEIRS.ipynb       every output, form by form
compare-hosts.py script NOTEBOOK.ipynb SCRIPT.jsh   makes a script of the cells
compare-hosts.py printed OURS.ipynb TEXT CHARTS     the texts that a script printed, the charts that it left
compare-hosts.py guest FIRST NOTEBOOK.ipynb SNIPPET makes a notebook of other people's values and a refusal
compare-hosts.py guested NOTEBOOK.ipynb             that notebook, executed
"""
import base64
import glob
import json
import os
import re
import sys

FORMS = ["text/html", "image/png", "text/plain"]

GUEST = [
    "tech.tablesaw.api.Table.create(\"servers\", tech.tablesaw.api.StringColumn.create(\"name\", \"n1\", \"<n2>\"))",
    "new org.knowm.xchart.XYChartBuilder().width(400).height(300).title(\"Guest\").build()",
    "String id = display(tb(8)); render(tb(8)) != null",
    "stamp(\"bad\", s -> s.build(\"1802\").servers(8, n -> n.memory(gb(384)).cores(40).cache(2, NVME, tb(1.6))"
    ".capacity(10, HDD, tb(8)))).storage().place(p -> p.fill(pct(72)).seed(42)).fail(\"n33\")",
]


def cells(path):
    return [cell for cell in json.load(open(path, encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def results(path):
    """What each cell shows: form to content."""
    return [[output["data"] for output in cell["outputs"] if "data" in output] for cell in cells(path)]


def text(content):
    return "".join(content) if isinstance(content, list) else content


def normal(form, content):
    """Without what differs from run to run: ids, the folder, the line that jshell's text starts with."""
    content = text(content).strip()
    return re.sub(r"sb-[0-9a-f]{6,}", "sb-id", content) if form == "text/html" else content


def same(ours, theirs):
    pairs = list(zip(results(ours), results(theirs), strict=True))
    forms = 0
    for number, (mine, other) in enumerate(pairs, 1):
        if len(mine) != len(other):
            sys.exit(f"cell {number}: {len(mine)} outputs, and {len(other)} there")
        for one, two in zip(mine, other):
            for form in FORMS:
                if (form in one) != (form in two):
                    sys.exit(f"cell {number}: {form} is in one of them only: {sorted(one)}, {sorted(two)}")
                if form in one:
                    if normal(form, one[form]) != normal(form, two[form]):
                        sys.exit(f"cell {number}: {form} differs")
                    forms += 1
    if not any("text/html" in shown for cell in results(ours) for shown in cell):
        sys.exit("there was nothing to compare")
    print(f"{len(pairs)} cells, {forms} forms")


def script(notebook, path):
    sources = [text(cell["source"]) for cell in cells(notebook)]
    open(path, "w", encoding="utf-8").write("\n\n".join(sources) + "\n")


def printed(ours, path, charts):
    shown = open(path, encoding="utf-8").read()
    pictures = [base64.b64decode(text(data["image/png"])) for cell in results(ours) for data in cell if "image/png" in data]
    left = [open(file, "rb").read() for file in sorted(glob.glob(os.path.join(charts, "*.png")))]
    at = 0
    for number, cell in enumerate(results(ours), 1):
        for data in cell:
            wanted = text(data["text/plain"]).strip()
            found = shown.find(wanted, at)
            if found < 0:
                sys.exit(f"cell {number} is not printed, or not in its place:\n{wanted}\n--- printed:\n{shown[at:]}")
            at = found + len(wanted)
    if not pictures or len(pictures) != len(left):
        sys.exit(f"{len(pictures)} charts in the notebook, {len(left)} files")
    for number, (one, two) in enumerate(zip(pictures, left), 1):
        if one != two:
            sys.exit(f"chart {number} differs")
    print(f"{len(results(ours))} texts, {len(left)} charts")


def guest(first, path, snippet):
    sources = ([first] if first else []) + [open(snippet, encoding="utf-8").read(), *GUEST]
    made = [{"cell_type": "code", "metadata": {"tags": ["raises-exception"]}, "source": source, "outputs": [],
             "execution_count": None} for source in sources]
    json.dump({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, open(path, "w", encoding="utf-8"))


def guested(path):
    *_, table, chart, words, refused = cells(path)
    if "<table" not in text(table["outputs"][0]["data"].get("text/html", "")):
        sys.exit(f"no table: {table['outputs']}")
    if "&lt;n2&gt;" not in text(table["outputs"][0]["data"]["text/html"]):
        sys.exit("a name is not escaped")
    if not base64.b64decode(text(chart["outputs"][0]["data"].get("image/png", ""))).startswith(b"\x89PNG"):
        sys.exit("no chart")
    if not any("8 TB" in text(output.get("data", {}).get("text/plain", "")) for output in words["outputs"]):
        sys.exit(f"display shows nothing: {words['outputs']}")
    error = refused["outputs"][-1]
    told = "\n".join(error.get("traceback", []))
    for part in ['fail("n33"): no such server', "Did you mean n3?", "Way out: "]:
        if part not in told:
            sys.exit(f"the refusal lacks {part}: {told}")


if __name__ == "__main__":
    {"same": same, "script": script, "printed": printed, "guest": guest, "guested": guested}[sys.argv[1]](*sys.argv[2:])
