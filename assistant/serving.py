"""`clearwell serve`: the app in a child process, bound to this machine only."""

from __future__ import annotations

import argparse
import importlib.util
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.environment import with_variables
from assistant.errors import ConfigurationError, UsageError
from assistant.messages import say

if TYPE_CHECKING:
    from assistant.commands import Context

ADDRESS = "127.0.0.1"


def serve(context: Context, arguments: argparse.Namespace) -> int:
    """Run the app until it is stopped; the child's exit status. Raises UsageError when the port is taken."""
    found = importlib.util.find_spec("app_streamlit")
    if found is None or found.origin is None:
        raise ConfigurationError("app_streamlit.py is not installed beside the package")
    script = Path(found.origin)
    port = _free(arguments.port)
    options = {
        "server.address": ADDRESS,
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "browser.serverAddress": ADDRESS,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [part for name, value in options.items() for part in (f"--{name}", value)]
    print(say("cli.serving", context.settings.language, address=f"http://{ADDRESS}:{port}"), flush=True)
    environment = with_variables({"CLEARWELL_HOME": str(context.settings.home)})
    # The theme stands in .streamlit/ beside the script; Streamlit looks for it in the working directory.
    child = subprocess.Popen(command, cwd=script.parent, env=environment, stdout=subprocess.DEVNULL)
    # A service manager stops us with SIGTERM; the app must not outlive its parent.
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        return max(0, child.wait())
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        return 0


def _free(port: int) -> int:
    """The port asked for. Port 0 picks a free one."""
    with socket.socket() as probe:
        try:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"port {port} cannot be used ({error}); choose another with --port") from error
        chosen: int = probe.getsockname()[1]
        return chosen
