"""A worker that does not heed SIGTERM."""

import os
import signal
import time
from pathlib import Path

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(os.environ["SAFELIGHT_DATA"], "worker.pid").write_text(str(os.getpid()), encoding="ascii")
    while True:
        time.sleep(60)
