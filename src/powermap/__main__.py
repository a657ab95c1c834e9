"""Run the command line: ``python -m powermap``."""

from powermap.cli import main

if __name__ == "__main__":
    main()
