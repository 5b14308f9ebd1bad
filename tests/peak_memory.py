"""How much memory a process of the tests held at most."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path


def peak_kilobytes() -> int:
    """Return the most memory that this process held; what its parent held is not counted."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak  # macOS counts bytes
