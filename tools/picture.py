#!/usr/bin/env python3
"""picture.py FILE COMMAND... - runs each command (a line for sh) on a terminal of its own, as a person
would see it, and draws all of it as one SVG: what `make picture` makes the README's picture with."""

import os
import pty
import re
import sys

from rich.console import Console
from rich.text import Text

WIDTH, LINES_MAX = 108, 60
# No fonts from elsewhere: a picture must look the same without a network.
FORMAT = """<svg xml:space="preserve" class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def said(command):
    """What the command prints on a terminal, and its exit status."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(WIDTH))
        os.environ.pop("NO_COLOR", None)
        os.execvp("sh", ["sh", "-c", f"stty cols {WIDTH} rows 50; {command} 2>/dev/null"])
    text = b""
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:  # the other side of the terminal is closed
            break
        if not piece:
            break
        text += piece
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return text.decode().replace("\r\n", "\n"), status


def main():
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"), color_system="truecolor", force_terminal=True)
    for command in sys.argv[2:]:
        text, status = said(command)
        lines = text.rstrip("\n").split("\n")
        if status > 1 or not text.strip():
            sys.exit(f"picture: {command}: exit status {status}\n{text}")
        if len(lines) > LINES_MAX:
            lines[LINES_MAX:] = ["..."]
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
        for line in lines:
            console.print(Text.from_ansi(line), no_wrap=True, overflow="crop")
        console.print()
    svg = console.export_svg(title="benchline", code_format=FORMAT, unique_id="benchline")
    with open(sys.argv[1] + ".new", "w") as file:
        file.write(re.sub(r"[ \t]+\n", "\n", svg))
    os.replace(sys.argv[1] + ".new", sys.argv[1])


main()
