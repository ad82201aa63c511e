"""Run a module as a child of the supervisor: `python -m safelight.config.launch.child PARENT MODULE [ARGUMENT…]`."""

import runpy
import sys

from safelight.config.launch.orphans import end_with_parent


def main() -> None:
    """Tie this process to its parent, then become the module."""
    parent, module, *arguments = sys.argv[1:]
    end_with_parent(int(parent))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
