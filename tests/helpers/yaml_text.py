"""YAML as text, by the library that powermap reads it with."""

import io

from ruamel.yaml import YAML


def load_yaml(text):
    return YAML(typ="safe").load(text)


def dump_yaml(document):
    stream = io.StringIO()
    yaml = YAML(typ="safe")
    yaml.allow_unicode = True
    yaml.dump(document, stream)
    return stream.getvalue()
