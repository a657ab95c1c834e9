"""The selling method: pure rules over the model, each answer with its reason."""
