"""One module a language: what compiles the documents, and what that takes.

Each has `generate(documents, folder)`, which fills an empty folder, and `TOOLCHAINS`, what must be
installed for it beside Python.
"""
