"""Run all tests; see to a browser first. Without one, browser tests are left out, loudly, and CI fails for it."""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
VARIABLE = "CHROMIUM"
WORKERS = "2"
FAILED = 1
NOTHING_RAN = 5
"""pytest's status when every test was deselected."""


def find_browser() -> str | None:
    """Return the path of a Chromium: the one named by CHROMIUM, else one on the PATH."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def administrator() -> list[str] | None:
    """Return what to put before a command to run it as administrator without asking, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0:  # noqa: S603
        return [sudo, "-n"]
    return None


def install_browser() -> str | None:
    """Install Chromium from the system's packages where that may be done; return its path."""
    before = administrator()
    apt = shutil.which("apt-get")
    if before is None or apt is None:
        return None
    sys.stderr.write("Installing Chromium from the system's packages for the browser tests…\n")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*before, apt, *step], check=False, env=quiet, stdout=subprocess.DEVNULL)  # noqa: S603
    return find_browser() if done.returncode == 0 else None


def pytest(arguments: list[str], environ: dict[str, str]) -> int:
    """Run pytest on both cores and return its status; what failed is run once more, alone.

    A test that passes alone failed because the machine was busy or another test was running. That is a defect of the
    test, said loudly, but no reason to refuse the change under test.
    """
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    status = subprocess.run([*command, "-n", WORKERS], check=False, env=environ).returncode  # noqa: S603 - our own tests
    if status != FAILED:
        return status
    sys.stderr.write("\nRunning what failed once more, alone.\n")
    again = [*command, "-n", "0", "--last-failed", "--last-failed-no-failures", "none"]
    if subprocess.run(again, check=False, env=environ).returncode:  # noqa: S603 - our own tests
        return FAILED
    sys.stderr.write("\nFLAKY: the tests listed as failed above passed when run alone. Each is a defect to mend.\n")
    return 0


def main() -> int:
    """Run pytest over everything, or over what the arguments name."""
    browser = find_browser() or install_browser()
    environ = dict(os.environ)
    # Tests with a browser get processes of their own: Playwright keeps an event loop running in its thread, where other
    # tests start one. Each run ends with pytest's own summary.
    statuses = [pytest(["-m", "not browser", *sys.argv[1:]], environ)]
    if browser is not None:
        environ[VARIABLE] = browser
        statuses.append(pytest(["-m", "browser", *sys.argv[1:]], environ))
    status = next((one for one in statuses if one not in (0, NOTHING_RAN)), 0)
    if all(one == NOTHING_RAN for one in statuses):
        status = NOTHING_RAN
    if browser is not None:
        return status
    sys.stderr.write(
        "\nBROWSER TESTS WERE LEFT OUT: there is no Chromium, and it could not be installed from the system's "
        "packages.\nInstall Chromium, or name one with CHROMIUM=/path/to/chromium, and run the tests again.\n"
    )
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return status or (FAILED if in_ci else 0)


if __name__ == "__main__":
    sys.exit(main())
