"""Made-up measurements. Imported by the body of a task, because it lies beside the pipeline."""

import random


def noisy_line(seed, count):
    """Points around y = 2x + 1."""
    source = random.Random(seed)
    return [[x, 2 * x + 1 + source.uniform(-0.5, 0.5)] for x in range(count)]
