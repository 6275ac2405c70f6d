"""``python -m eventapp``: the commands, where no script was installed."""

from eventapp.cli import main

main()
