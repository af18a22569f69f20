"""How Sphinx builds the site: `make docs`."""

from importlib.metadata import version as installed

project = "batchline"
author = "the batchline authors"
copyright = "the batchline authors, Apache-2.0"  # noqa: A001 - Sphinx's name
version = release = installed("batchline")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["example"]
myst_heading_anchors = 3
myst_links_external_new_tab = False

autodoc_default_options = {"member-order": "bysource"}
autoclass_content = "both"  # constructors say what they take
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"batchline {release}"
html_extra_path = ["../build/api"]  # the page that redocly makes of the contract
html_copy_source = False
html_show_sourcelink = False
