"""What a command costs where orders are kept: `python -m benchmarks.store PAGE` measures it, and renews its tables in a page."""
