"""Records how well scikit-learn does on the rows and splits that the tests of dev.tryops.training.quality export.

    mvn test -pl training-job -am -Dtest='TwentySeedsTest,PublicDataTest' -Dsurefire.failIfNoSpecifiedTests=false
    pip install numpy==2.4.6 scikit-learn==1.9.1
    python make_figures.py

Reads training-job/target/quality/*.csv, whose last column says what is held out and whose last but one is the target;
writes figures.json beside itself. Each split has two fits with C=1, to the scikit-learn defaults or to the optimum:

usual         what one would write: numbers with median, missing indicator and StandardScaler; texts with the most
              frequent category and OneHotEncoder.
same_columns  our encoding, redone in NumPy: numbers standardized by the values that are present, the lower median for
              missing ones; texts without a column for the most frequent category; indicators of missing values not
              scaled. All in float64, where the trainer rounds to float32 first.
"""
import collections
import csv
import hashlib
import json
import pathlib

import numpy as np
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = pathlib.Path(__file__).parent
EXPORTS = HERE.parents[3] / "target" / "quality"


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def read(path):
    """Columns, numbers as float with NaN and texts as object with NaN; which of them are texts; classes; held out."""
    _, *rows = csv.reader(path.read_text().splitlines())
    *features, target, part = map(list, zip(*rows))
    texts = [not all(is_number(field) for field in column if field) for column in features]
    table = np.empty((len(rows), len(features)), dtype=object)
    for j, column in enumerate(features):
        for i, field in enumerate(column):
            table[i, j] = np.nan if field == "" else field if texts[j] else float(field)
    return table, texts, np.array(target), np.array(part) == "test"


def usual(table, texts):
    numbers = [j for j, text in enumerate(texts) if not text]
    words = [j for j, text in enumerate(texts) if text]
    columns = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
        (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), words),
    )
    return make_pipeline(columns, LogisticRegression(max_iter=1000))


def same_columns(table, texts, training):
    made = []
    for j, text in enumerate(texts):
        column = table[:, j]
        missing = np.array([field != field for field in column])
        present = column[training & ~missing]
        if text:
            counts = collections.Counter(present)
            for category in sorted(counts, key=lambda name: (-counts[name], name))[1:]:
                made.append(column == category)
        else:
            present = np.sort(present.astype(float))
            filled = np.where(missing, present[(len(present) - 1) // 2], column).astype(float)
            made.append((filled - present.mean()) / (present.std() or 1))
        if missing.any():
            made.append(missing)
    return np.column_stack(made).astype(float)


def scores(model, x, y):
    p = model.predict_proba(x)
    binary = len(model.classes_) == 2
    return {
        "accuracy": accuracy_score(y, model.predict(x)),
        "roc_auc": roc_auc_score(y, p[:, 1]) if binary else roc_auc_score(y, p, multi_class="ovr"),
        "log_loss": log_loss(y, p),
    }


def figures(path):
    table, texts, y, held = read(path)
    x = same_columns(table, texts, ~held)
    optimum = LogisticRegression(tol=1e-9, max_iter=100000).fit(x[~held], y[~held])
    return {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "usual": scores(usual(table, texts).fit(table[~held], y[~held]), table[held], y[held]),
        "same_columns": scores(optimum, x[held], y[held]),
    }


def main():
    result = {"numpy": np.__version__, "scikit_learn": sklearn.__version__}
    for path in sorted(EXPORTS.glob("*.csv")):
        result[path.stem] = figures(path)
    (HERE / "figures.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
