"""A function of a real file: it can be tested, linted and imported like any other."""


def fit_line(points, digits):
    """Least squares through the points."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return {"slope": round(slope, digits), "intercept": round(mean_y - slope * mean_x, digits)}
