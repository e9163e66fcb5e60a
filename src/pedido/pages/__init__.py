"""The pages of `docs/`, written from the code: what they say is asked of the machines, the rules and the tests."""
