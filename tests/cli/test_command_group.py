"""The table of commands says what the commands themselves say."""

from pkgutil import iter_modules

import powermap.cli.commands
from powermap.cli.command_group import COMMANDS, load_commands


def test_every_line_of_help_is_that_of_the_command():
    for name, command in load_commands().items():
        first_paragraph = command.help.split("\n\n")[0]
        assert " ".join(first_paragraph.split()) == COMMANDS[name][1]
        assert command.name == name


def test_every_module_of_commands_is_in_the_table():
    modules = {each.name for each in iter_modules(powermap.cli.commands.__path__)}
    assert {place.partition(":")[0] for place, _ in COMMANDS.values()} == modules
