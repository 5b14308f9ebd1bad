"""Run a command, show what it prints and keep that as evidence: evidence.py NAME COMMAND...

Writes docs/evidence/NAME.md with the commit, the machine (cores, memory, Python) and the output.
A path of this machine is shortened, its name never written.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(arguments: Sequence[str]) -> int:
    """Run the command, write its evidence and return its exit code."""
    if len(arguments) < 2:  # noqa: PLR2004 -- a name and a command
        sys.exit("Usage: evidence.py NAME COMMAND...")
    name, *command = arguments
    output, code = _run_and_show(command)
    target = ROOT / "docs" / "evidence" / f"{name}.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(_page(name, command=command, output=output, code=code), encoding="utf-8")
    print(f"Written to {target.relative_to(ROOT)}")
    return code


def _run_and_show(command: Sequence[str]) -> tuple[str, int]:
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines), process.returncode


def _page(name: str, *, command: Sequence[str], output: str, code: int) -> str:
    result = "passed" if code == 0 else f"failed with exit code {code}"
    moment = f"{datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC"  # noqa: TID251 -- the edge: a tool's clock
    return "\n".join(
        [
            f"# Evidence: {name}",
            "",
            "Written by `tools/evidence.py`; do not edit.",
            "",
            f"- Result: {result}",
            f"- Run at: {moment}",
            f"- Commit: {_commit()}",
            f"- Machine: {_machine()}",
            f"- Command: `{without_paths(' '.join(command))}`",
            "",
            "```text",
            without_paths(output).rstrip(),
            "```",
            "",
        ]
    )


def without_paths(text: str) -> str:
    """Return `text` without colours, machine paths (`.` is this repository) and machine name."""
    plain = COLOUR.sub("", text).replace(str(ROOT), ".").replace(str(Path.home()), "~")
    machine = re.escape(platform.node())
    return re.sub(rf"\b{machine}\b", "(machine)", plain) if machine else plain


def _commit() -> str:
    commit = _git("rev-parse", "--short=12", "HEAD") or "none yet"
    return f"{commit}, with changes not committed" if _git("status", "--porcelain") else commit


def _git(*arguments: str) -> str:
    answer = subprocess.run(
        ["git", *arguments],  # noqa: S607 -- git as the developer has it on her path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() if answer.returncode == 0 else ""


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {python}, "
        f"{platform.system()} on {platform.machine()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
