"""How to compete: facts, rules over them, and what would change the choice."""
