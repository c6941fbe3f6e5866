"""Draws the reference data set with NumPy and records scikit-learn's figures on it.

    pip install numpy scikit-learn
    python make_reference.py

Writes credit_approval.csv (with a column `split`: train or test) and scikit_learn.json beside itself.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (accuracy_score, brier_score_loss, f1_score, log_loss, precision_score,
                             recall_score, roc_auc_score)
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).parent
NAMES = ["age", "income", "credit_score", "employment_years", "debt_ratio"]


def draw(n, seed):
    r = np.random.RandomState(seed)
    age = np.clip(r.normal(45, 10, n), 25, 70)
    income = np.clip(r.normal(65000, 20000, n), 30000, 150000)
    credit_score = np.clip(r.normal(680, 70, n), 300, 850)
    employment_years = np.clip(r.normal(10, 8, n), 0, 40)
    debt_ratio = np.clip(r.normal(0.35, 0.15, n), 0, 1)
    score = ((credit_score - 300) / 550 * 0.4 + (income - 30000) / 120000 * 0.3
             + (1 - debt_ratio) * 0.2 + employment_years / 40 * 0.1)
    approved = (score + r.normal(0, 0.1, n) > 0.5).astype(int)
    columns = [age.astype(int), income.astype(int), credit_score.astype(int), employment_years.astype(int),
               np.round(debt_ratio, 3)]
    return columns, approved


def main():
    columns, y = draw(5000, 42)
    x = np.column_stack(columns)
    train, test = train_test_split(np.arange(len(y)), test_size=0.2, random_state=42, stratify=y)
    split = np.full(len(y), "train", dtype=object)
    split[test] = "test"
    with open(HERE / "credit_approval.csv", "w", newline="\n") as out:
        out.write(",".join(NAMES + ["approved", "split"]) + "\n")
        for i in range(len(y)):
            ints = [str(int(columns[j][i])) for j in range(4)]
            out.write(",".join(ints + [repr(float(columns[4][i])), str(y[i]), split[i]]) + "\n")

    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(x[train], y[train])
    p = model.predict_proba(x[test])[:, 1]
    c = (p >= 0.5).astype(int)
    t = y[test]
    figures = {
        "numpy": np.__version__,
        "scikit_learn": sklearn.__version__,
        "training_samples": len(train),
        "test_samples": len(test),
        "accuracy": accuracy_score(t, c),
        "precision": precision_score(t, c),
        "recall": recall_score(t, c),
        "f1_score": f1_score(t, c),
        "roc_auc": roc_auc_score(t, p),
        "log_loss": log_loss(t, p),
        "brier_score": brier_score_loss(t, p),
    }
    (HERE / "scikit_learn.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
