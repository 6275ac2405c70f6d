"""A process that sets one paper and ends, so that its memory comes back: ``python -m eventapp.adapters.typst_child``.

Standard input: the run as JSON. Standard output: the PDF. It ends with 0, with TOO_LONG_STATUS for a text that is
too long, or with 1 and the fault on standard error.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Final

from eventapp.adapters import typst_run
from eventapp.adapters.typst_run import Run, TypesettingError
from eventapp.domain.errors import RuleBroken

TOO_LONG_STATUS: Final = 3


def main() -> int:
    """Set what standard input asks for."""
    given = json.load(sys.stdin.buffer)
    run = Run(
        Path(given["root"]), given["template"], given["data"], date.fromisoformat(given["day"]), given["max_pages"]
    )
    try:
        made = typst_run.pdf(run)
    except RuleBroken:
        return TOO_LONG_STATUS
    except TypesettingError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
