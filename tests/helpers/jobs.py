"""Functions that other processes run, in a module that they can import."""

import os


def number_of_people(plan):
    return len(plan.center)


def end_process(number):
    """Ends its process without a word, at one number."""
    if number == 3:
        os._exit(1)
    return number
