"""The steps. Once one was released it is never changed: what comes after it is a step of its own."""
