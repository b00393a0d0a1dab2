#!/usr/bin/env python3
"""Write the sample plans and their expected records: `python samples/generate.py [--only NAME] [--out FOLDER]`."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generator.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
