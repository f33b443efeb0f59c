#!/usr/bin/env python3
"""Types into a shell on a terminal of its own. Exits with a message if long work does not show how far it is.

terminal.py COMMAND...
"""
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

SLOW = (
    'workload("web", w -> w.requests(200_000).objects(100))'
    ".watched(r -> java.util.concurrent.locks.LockSupport.parkNanos(50_000_000)).summary();"
)
PATIENCE = 120


def await_text(screen, seen, pattern):
    """Reads from the screen until a pattern is on it."""
    end = time.time() + PATIENCE
    while not re.search(pattern, seen):
        ready, _, _ = select.select([screen], [], [], max(0, end - time.time()))
        if not ready:
            sys.exit(f"never came: {pattern}\non the screen: {seen!r}")
        seen += os.read(screen, 65536).decode("utf-8", "replace")
    return seen


def main(command):
    process, screen = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    await_text(screen, "", "stackbook> ")
    os.write(screen, (SLOW + "\r").encode())
    seen = await_text(screen, "", r"(?s)Summary of web.*stackbook> ")
    told = [int(n.replace(",", "")) for n in re.findall(r"Summing up web: ([0-9,]+) requests", seen)]
    gone = len(re.findall(r"Summing up web: [0-9,]+ requests(?:\x1b\[[0-9;]*m)*\r\x1b\[K", seen))
    if len(told) < 3 or told != sorted(told) or gone != len(told):
        sys.exit(f"it does not move, or stays: {told}\non the screen: {seen!r}")
    os.write(screen, b"\x04")
    _, status = os.waitpid(process, 0)
    if status != 0:
        sys.exit(f"the shell ended with {status}")


main(sys.argv[1:])
