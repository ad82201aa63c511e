"""`safelight up` with stand-ins: `python -m tests.config.launch.stand_ins.up [--demo] [web=MODULE …]`."""

import sys

from safelight.config.cli.up import announce, say
from safelight.config.environment import read_environment
from safelight.config.launch.refusal import LaunchRefused
from safelight.config.launch.supervisor import Modules, Plan, supervise

HERE = "tests.config.launch.stand_ins"

if __name__ == "__main__":
    chosen = {"web": "web", "worker": "worker", "preparation": "preparation"}
    chosen |= dict(part.split("=", 1) for part in sys.argv[1:] if "=" in part)
    modules = Modules(**{name: f"{HERE}.{module}" for name, module in chosen.items()})
    try:
        plan = Plan(read_environment(), demo="--demo" in sys.argv, say=say, announce=announce, modules=modules)
        sys.exit(supervise(plan))
    except LaunchRefused as refusal:
        sys.exit(f"refused: {refusal}")
