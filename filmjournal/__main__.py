"""What `python -m filmjournal` runs."""

import sys

from filmjournal.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
