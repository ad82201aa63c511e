"""Writes its number beside the data and waits."""

import os
import time
from pathlib import Path

if __name__ == "__main__":
    Path(os.environ["SAFELIGHT_DATA"], "worker.pid").write_text(str(os.getpid()), encoding="ascii")
    while True:
        time.sleep(60)
