"""Text from outside, made safe to show: nothing in it may steer a terminal or break a line of a log."""


def printable(text: str) -> str:
    """Escape what is not printable, such as control characters and marks that turn the direction of writing."""
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
