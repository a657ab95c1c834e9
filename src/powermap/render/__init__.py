"""Scenes as SVG, HTML, PNG, PDF, PowerPoint, DOT and JSON, or on somebody's Axes.

Renderers know scenes and errors, and nothing else of powermap.
"""
