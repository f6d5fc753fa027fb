"""The command line: thin commands over the use cases of `ui`.

Exit codes: 0 done, 1 findings (`hexapla check`), 2 something that the user can mend (one line on
stderr), 130 interrupted. Commands import what they need, so that `--help` is instant; and nothing
is imported here, so that an interrupt finds `main` in charge.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; the entry point of `hexapla`."""
    try:
        from ui.cli.program import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    if status == 130:
        say = "hexapla: interrupted; no file is half written, and the same command goes on"
        print(say, file=sys.stderr)
    sys.exit(status)
