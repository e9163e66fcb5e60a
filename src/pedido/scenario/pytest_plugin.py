"""A pytest plugin that collects scenario files."""
