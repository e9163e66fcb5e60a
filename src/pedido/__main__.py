"""Where the command `pedido` starts: nothing is imported before an interruption can be met."""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from pedido.cli import main as run  # noqa: PLC0415 - an interruption may come while this is imported

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
