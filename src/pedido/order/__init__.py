"""The domain as values: the order and its parts, commands, events, effects. Immutable; money in integer cents."""
