"""How Sphinx makes the site: `just docs`."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_ext")]

from powermap import __version__  # noqa: E402

project = "powermap"
author = "The powermap authors"
copyright = author
version = release = __version__
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "powermap_site",
]
exclude_patterns = ["_ext", "howto/plugin/*"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_preprocess_types = True
napoleon_use_rtype = False
python_display_short_literal_types = True

html_theme = "furo"
html_title = "powermap"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#2458A6",
        "color-brand-content": "#2458A6",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8DB4F0",
        "color-brand-content": "#8DB4F0",
    },
}
copybutton_exclude = ".linenos, .gp, .go"
