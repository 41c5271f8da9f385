#!/usr/bin/env python3
"""measure.py FILE COMMAND... - runs a command and writes into FILE, as JSON, its exit status, how long
it took, the processor time of it and all that it waited for, and how much memory it had itself at
most (VmHWM, proc(5)): not the largest of its children, which is what wait4(2) would tell."""

import json
import os
import sys
import time


def high_water_mark(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


began = time.monotonic()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
peak = 0
while True:
    peak = max(peak, high_water_mark(pid))
    ended, status, usage = os.wait4(pid, os.WNOHANG)
    if ended:
        break
    time.sleep(0.1)
with open(sys.argv[1], "w") as out:
    json.dump({"status": os.waitstatus_to_exitcode(status), "wall": time.monotonic() - began,
               "cpu": usage.ru_utime + usage.ru_stime, "peak_kb": peak}, out)
