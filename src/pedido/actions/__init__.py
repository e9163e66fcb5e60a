"""What a transition brings about: events, effects, notices, and news for the payment transaction. A file per concern."""
