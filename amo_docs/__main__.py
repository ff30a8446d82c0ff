"""`python -m amo_docs` is `amo-docs`."""

from amo_docs.cli import main

if __name__ == "__main__":
    main()
