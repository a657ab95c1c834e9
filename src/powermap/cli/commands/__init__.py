"""The commands, a module for each topic; `powermap.cli.app` registers them."""
