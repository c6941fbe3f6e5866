"""Records what scikit-learn fits to tables that ScikitLearnTest draws again, bit for bit.

    pip install numpy scikit-learn
    python make_figures.py

Writes figures.json beside itself. The standard errors are NumPy's: of the inverse Hessian at scikit-learn's optimum.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).parent
TABLES = {  # rows, columns, classes, seed, and what is added to the score of class 0
    "even": (300, 3, 2, 1, 0.0),
    "rare": (2000, 5, 2, 2, 8.0),
    "three": (600, 4, 3, 3, 1.0),
}
FITS = [  # table, l2, class weights
    ("even", 0, None),
    ("even", 1, None),
    ("rare", 0, None),
    ("rare", 1, None),
    ("rare", 1, [1.0, 8.0]),
    ("three", 0, None),
    ("three", 1, None),
    ("three", 1, [1.0, 2.0, 0.5]),
]


def draw(rows, columns, classes, seed, shift):
    """Knuth's MMIX generator; sums of twelve draws are nearly normal. No function whose last bit may differ."""
    state = seed

    def normal():
        nonlocal state
        total = -6.0
        for _ in range(12):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            total += (state >> 11) * 2.0**-53
        return total

    x = np.zeros((rows, columns))
    y = np.zeros(rows, dtype=int)
    for i in range(rows):
        common = normal()
        for j in range(columns):
            x[i, j] = 0.5 * common + normal()
        best = -np.inf
        for k in range(classes):
            score = 2.0 * normal() + (shift if k == 0 else 0.0)
            for j in range(columns):
                score += ((k * (j + 2)) % 4 - 1.0) * x[i, j]
            if score > best:
                best = score
                y[i] = k
    return x, y


def errors(x, weights, p, l2):
    """Diagonal of the inverse Hessian; for a softmax within the directions whose sum over classes is 0."""
    ones = np.column_stack([np.ones(len(x)), x])
    width = ones.shape[1]
    ridge = np.diag([0.0] + [float(l2)] * (width - 1))
    if p.shape[1] == 2:
        hessian = (ones.T * (weights * p[:, 0] * p[:, 1])) @ ones + ridge
        return np.sqrt(np.diag(np.linalg.inv(hessian))).reshape(1, width)
    k = p.shape[1]
    hessian = np.zeros((k * width, k * width))
    for a in range(k):
        for b in range(k):
            v = weights * p[:, a] * ((a == b) - p[:, b])
            hessian[a * width:(a + 1) * width, b * width:(b + 1) * width] = (ones.T * v) @ ones + (a == b) * ridge
    onto = np.kron(np.eye(k) - 1.0 / k, np.eye(width))
    return np.sqrt(np.diag(np.linalg.pinv(onto @ hessian @ onto, rcond=1e-9))).reshape(k, width)


def figures(table, l2, class_weights):
    x, y = draw(*TABLES[table])
    model = LogisticRegression(
        C=np.inf if l2 == 0 else 1 / l2,
        class_weight=None if class_weights is None else dict(enumerate(class_weights)),
        solver="newton-cholesky" if y.max() == 1 else "lbfgs",
        tol=1e-12,
        max_iter=100000,
    ).fit(x, y)
    p = model.predict_proba(x)
    weights = np.ones(len(y)) if class_weights is None else np.array(class_weights)[y]
    loss = float(-(weights * np.log(p[np.arange(len(y)), y])).sum() + l2 / 2 * (model.coef_**2).sum())
    # Without a ridge scikit-learn leaves open which of the equivalent softmax models it returns.
    gauge = 0 if y.max() == 1 else 1
    found = errors(x, weights, p, l2)
    return {
        "table": table,
        "l2": l2,
        "class_weights": class_weights or [],
        "counts": np.bincount(y).tolist(),
        "biases": (model.intercept_ - gauge * model.intercept_.mean()).tolist(),
        "weights": (model.coef_ - gauge * model.coef_.mean(axis=0)).tolist(),
        "bias_errors": found[:, 0].tolist(),
        "weight_errors": found[:, 1:].tolist(),
        "loss": loss,
    }


def main():
    result = {
        "numpy": np.__version__,
        "scikit_learn": sklearn.__version__,
        "fits": [figures(*fit) for fit in FITS],
    }
    (HERE / "figures.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
