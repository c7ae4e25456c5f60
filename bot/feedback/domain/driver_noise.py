"""What is noise among effects, and what is too few to be told: over the columns of many changes.

An effect is no noise where it is beyond what chance would do to any of those who are looked at once in twenty changes,
two-sided, by the bound of Bonferroni (Dunn 1961, "Multiple comparisons among means", JASA 56): the more members are
looked at, the surer each has to be, from 1.96 standard errors on. One-sided bounds would not do: a change has the
direction of its largest parts.

Of a sum the variance is that of a compound Poisson process, the sum of squares of both periods' records, so of a count
simply how many there are (Kaas et al. 2008, "Modern actuarial risk theory", 3.3). Of a rate it is that of both periods'
rates if neither differed from their common one, that of the ratio estimator over records (Cochran 1977, "Sampling
techniques", 6.4). Of whole cases it is ``p (1 - p) / n``, the score test that Wilson's interval inverts (Wilson 1927,
JASA 22), or if that is more what the records of each period (two or more) differ from their own rate: cases of one
record may be related.

There are enough with ``LEAST_RECORDS`` records in both periods together, on more than one day (many lines of one order
are one event, and so nobody is told the number of an order), and of a rate of whole cases ``LEAST_CASES``.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.feedback.domain.driver import DriverBasis
from bot.feedback.domain.driver_cells import change_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.feedback.domain.driver_cells import DriverCells, DriverRecords

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

SHARE: Final = 3
"""A driver explains at least one part in so many."""
CHANCE: Final = 0.05
"""Of so many changes that are all chance somebody would be told as a driver."""
LEAST_RECORDS: Final = 5
LEAST_CASES: Final = 30


def whole_cases(records: DriverRecords, keys: int) -> Mask:
    """Say of which rates every record's parts are whole numbers, none with more hits than cases."""
    whole = (records.top == np.rint(records.top)) & (records.over == np.rint(records.over))
    broken = ~whole | (records.top < 0) | (records.top > records.over)
    unbroken: Mask = np.bincount(records.key[broken], minlength=keys) == 0
    return unbroken


def noise_of(basis: DriverBasis, cells: DriverCells, whole: DriverCells, key: Ints, cases: Mask) -> tuple[Mask, Floats]:
    """Return which members have enough records, and the variance of their effects if nothing had changed."""
    n = cells.n.sum(axis=1)
    if basis is DriverBasis.ADDED:
        return cells.days & (n >= LEAST_RECORDS), cells.top2.sum(axis=1)
    enough = cells.days & (n >= LEAST_RECORDS) & (~cases[key] | (cells.over.sum(axis=1) >= LEAST_CASES))
    both = (cells.over != 0).all(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.where(both, cells.top.sum(axis=1) / cells.over.sum(axis=1), whole.value[key].mean(axis=1))
        rate = pooled[:, None]
        of_cases = rate * (1 - rate) / cells.over
        of_lots = np.maximum(_residual(cells, cells.value) * cells.n / (cells.n - 1), of_cases)
        lots = (cases[key] & (cells.n > 1).all(axis=1))[:, None]
        sides = np.where(lots, of_lots, _residual(cells, rate))
    spread = np.where(cells.over == 0, 0.0, sides).sum(axis=1)
    weights = cells.over / whole.over[key]
    moved = (weights[:, 1] - weights[:, 0]) ** 2
    return enough, np.where(both, (weights.mean(axis=1) ** 2 + moved / 4) * spread, moved * spread)


def _residual(cells: DriverCells, rate: Floats) -> Floats:
    """Return the variance of each rate over its records about another one (Cochran)."""
    found: Floats = np.maximum(cells.top2 - 2 * rate * cells.cross + rate**2 * cells.over2, 0) / cells.over**2
    return found


def bars_of(looked: Ints) -> Floats:
    """Return by how many standard errors an effect is no noise, where so many are looked at."""
    counts, of = np.unique(np.maximum(looked, 1), return_inverse=True)
    normal = NormalDist()
    return np.array([normal.inv_cdf(1 - CHANCE / (2 * n)) for n in counts.tolist()])[of.reshape(-1)]


def telling_factors(whole: DriverCells) -> tuple[Mask, Mask]:
    """Say of which sums the number of records, and of which their average, explains a third of the change or more.

    Neither is told of fewer than ``LEAST_RECORDS`` in either period, nor where it is noise: of the number that is the
    variance of a count, of the average that of Welch 1947 ("The generalization of Student's problem", Biometrika 34).
    """
    n, change = whole.n, change_of(DriverBasis.ADDED, whole)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = whole.top / n
        spread = np.maximum(whole.top2 / n - mean**2, 0) / (n - 1)
        more, larger = n[:, 1] - n[:, 0], mean[:, 1] - mean[:, 0]
        effects = more * mean.mean(axis=1), larger * n.mean(axis=1)
        bar = float(bars_of(np.array([len(effects)]))[0])
        sure = np.abs(more) >= bar * np.sqrt(n.sum(axis=1)), np.abs(larger) >= bar * np.sqrt(spread.sum(axis=1))
        enough = (n >= LEAST_RECORDS).all(axis=1) & (change != 0)
        volume, price = (
            enough & far & (SHARE * effect / change >= 1) for effect, far in zip(effects, sure, strict=True)
        )
    return volume, price
