"""Records what scikit-learn and NumPy say of hold-outs that DrawnHoldout.java draws alike, bit for bit.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scikit-learn
    /tmp/venv/bin/python make_figures.py

Writes figures.json beside itself.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (accuracy_score, average_precision_score, brier_score_loss, confusion_matrix, f1_score,
                             log_loss, precision_recall_curve, precision_score, recall_score, roc_auc_score,
                             roc_curve)

MASK = (1 << 64) - 1


class Lcg:
    """Knuth's MMIX generator; the top 53 bits as a fraction."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 11) * 2.0 ** -53


def binary(rows, seed, levels=0):
    """A column to segment by, the truth, and two models: only + - * / so that Java computes the same."""
    lcg = Lcg(seed)
    x, y, first, second = [], [], [], []
    for _ in range(rows):
        u = lcg.next()
        x.append(u * 100)
        y.append(1 if lcg.next() < u * u * (3 - 2 * u) else 0)
        first.append(noisy(u, lcg, 0.2))
        second.append(noisy(u, lcg, 0.5))
    if levels:
        first = [np.floor(p * levels) / levels for p in first]
    return np.array(x), np.array(y), np.array(first), np.array(second)


def noisy(u, lcg, share):
    return (1 - share) * u + share * lcg.next()


def multiclass(rows, classes, seed):
    lcg = Lcg(seed)
    y, p = [], []
    for _ in range(rows):
        actual = int(lcg.next() * classes)
        weights = []
        for k in range(classes):
            u = lcg.next()
            weights.append(u * u + (0.4 if k == actual else 0.05))
        total = 0.0
        for w in weights:
            total += w
        y.append(actual)
        p.append([w / total for w in weights])
    return np.array(y), np.array(p)


def metrics(y, p, threshold):
    d = (p >= threshold).astype(int)
    return {
        "accuracy": accuracy_score(y, d), "precision": precision_score(y, d), "recall": recall_score(y, d),
        "f1Score": f1_score(y, d), "rocAuc": roc_auc_score(y, p), "logLoss": log_loss(y, p),
        "brierScore": brier_score_loss(y, p)}


def macro(y, p):
    d = p.argmax(axis=1)
    return {
        "accuracy": accuracy_score(y, d), "precision": precision_score(y, d, average="macro"),
        "recall": recall_score(y, d, average="macro"), "f1Score": f1_score(y, d, average="macro"),
        "rocAuc": roc_auc_score(y, p, multi_class="ovr", average="macro"), "logLoss": log_loss(y, p),
        "brierScore": brier_score_loss(y, p)}


def interval(values):
    return [float(q) for q in np.quantile(values, [0.025, 0.975])]


def bootstrap(y, figures, resamples, seed):
    """Whole resamples, each measured by scikit-learn: what the Java code approximates for the ROC-AUC."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(resamples):
        rows = rng.integers(0, len(y), len(y))
        drawn.append(figures(rows))
    return {name: interval([d[name] for d in drawn]) for name in drawn[0]}


def best_thresholds(y, p):
    """Of equally good thresholds, the decisions of the highest: how many rows it takes for positive, and the merit."""
    cuts = sorted(set(p), reverse=True)
    merits = {
        "f1": lambda d: f1_score(y, d),
        "youden": lambda d: recall_score(y, d) - np.mean(d[y == 0]),
        "cost:5": lambda d: -(np.sum(d[y == 0]) + 5 * np.sum(1 - d[y == 1])),
        "cost:0.3": lambda d: -(np.sum(d[y == 0]) + 0.3 * np.sum(1 - d[y == 1]))}
    found = {}
    for name, merit in merits.items():
        values = [merit((p >= cut).astype(int)) for cut in cuts]
        best = int(np.argmax(values))
        found[name] = {"merit": float(values[best]), "taken": int(np.sum(p >= cuts[best]))}
    return found


def calibration(y, p):
    share, mean = calibration_curve(y, p, n_bins=10, strategy="quantile")
    logit = np.log(p / (1 - p)).reshape(-1, 1)
    fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(logit, y)
    rng = np.random.default_rng(7)
    order = np.argsort(p)
    bins = np.array_split(order, 10)
    null = [sum(abs(np.sum(h[b]) - np.sum(p[b])) for b in bins) / len(p)
            for h in (rng.random((20_000, len(p))) < p).astype(int)]
    return {
        "means": mean.tolist(), "shares": share.tolist(), "expectedError": float(np.mean(np.abs(mean - share))),
        "noiseFloor": float(np.quantile(null, 0.95)),
        "intercept": float(fit.intercept_[0]), "slope": float(fit.coef_[0, 0])}


def quartiles(x, y, p):
    cuts = np.quantile(x, [0.25, 0.5, 0.75], method="inverted_cdf")
    group = np.searchsorted(cuts, x, side="left")
    segments = []
    for g in range(4):
        rows = group == g
        figures = metrics(y[rows], p[rows], 0.5)
        segments.append({"rows": int(rows.sum()), "baseRate": float(y[rows].mean()), "accuracy": figures["accuracy"],
                         "logLoss": figures["logLoss"], "rocAuc": figures["rocAuc"]})
    return {"cuts": cuts.tolist(), "segments": segments}


def curves(y, p):
    fpr, tpr, thresholds = roc_curve(y, p, drop_intermediate=False)
    precision, recall, cuts = precision_recall_curve(y, p)
    return {
        "fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": thresholds[1:].tolist(),
        "precision": precision[::-1].tolist(), "recall": recall[::-1].tolist(),
        "averagePrecision": average_precision_score(y, p)}


def main():
    x, y, first, second = binary(1000, 1)
    _, tied_y, tied, _ = binary(1000, 2, levels=20)
    _, few_y, few, _ = binary(40, 3, levels=10)
    many_y, many_p = multiclass(600, 4, 4)
    figures = {
        "numpy": np.__version__,
        "scikit_learn": sklearn.__version__,
        "binary": metrics(y, first, 0.5),
        "binary_at_0.7": metrics(y, first, 0.7),
        "tied": metrics(tied_y, tied, 0.5),
        "multiclass": macro(many_y, many_p),
        "confusion": confusion_matrix(many_y, many_p.argmax(axis=1)).tolist(),
        "histogram": [np.histogram(first[y == k], bins=20, range=(0, 1))[0].tolist() for k in (0, 1)],
        "curves": curves(few_y, few),
        "averagePrecision": average_precision_score(y, first),
        "thresholds": best_thresholds(y, first),
        "calibration": calibration(y, first),
        "quartiles": quartiles(x, y, first),
        "intervals": bootstrap(y, lambda r: metrics(y[r], first[r], 0.5), 4000, 5),
        "multiclassIntervals": bootstrap(many_y, lambda r: macro(many_y[r], many_p[r]), 2000, 6),
        "differences": bootstrap(y, lambda r: {
            name: metrics(y[r], second[r], 0.5)[name] - metrics(y[r], first[r], 0.5)[name]
            for name in ("logLoss", "accuracy", "rocAuc")}, 2000, 8),
    }
    target = pathlib.Path(__file__).parent / "figures.json"
    target.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
