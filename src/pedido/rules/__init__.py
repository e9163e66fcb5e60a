"""The rules that may refuse a command and the choices among its outcomes, a file per concern.

Each is a named function that stands for one fact, with its source; its message is in the catalogues under its id.
"""
