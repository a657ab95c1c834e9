"""The commands, a module for each topic; `powermap.cli.command_group` names them."""
