#!/usr/bin/env python3
"""Runs jupyter_kernel_test, the test bench of Jupyter, against the installed kernel.

kernel-protocol.py [NAME OF THE KERNEL]
"""
import sys
import unittest

from jupyter_kernel_test import KernelTests


class StackbookTests(KernelTests):
    kernel_name = "stackbook"
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot("}},
        {"text": '"abc".substr', "matches": {"substring("}},
        {"text": "nothing.like.thi", "matches": set()},
    ]
    complete_code_samples = ["1 + 1", "int a = 1;", "for (int i = 0; i < 3; i++) { }", "// comment"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "foo(", '"""\n text']
    invalid_code_samples = ["int a = );", "}"]
    code_page_something = "%doc Math.abs"
    code_generate_error = 'throw new RuntimeException("as told");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"ab".toUpperCase()', "result": "AB"},
        {"code": "import tech.tablesaw.api.*;\nTable.create(\"t\", IntColumn.create(\"n\", 1, 2))", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
        {"code": "display(7);", "mime": "text/plain"},
    ]
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.abs"
    code_clear_output = "clearOutput();"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        StackbookTests.kernel_name = sys.argv[1]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(StackbookTests)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason or 'no reason given'}")
    sys.exit(0 if result.wasSuccessful() and not result.skipped else 1)
