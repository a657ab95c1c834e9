"""Where things go: a buying center and what is judged of it, composed into a scene.

A module for each picture, which `powermap.charts` loads when the picture is drawn.
"""
