"""The plans of a folder for assistants: tools, resources and prompts over one protocol."""
