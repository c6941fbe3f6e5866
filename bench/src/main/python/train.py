"""What the training job is measured against: the same CSV, fitted as one does with pandas and scikit-learn.

train.py FILE TARGET prints one JSON object: seconds by phase, metrics on the hold-out, peak resident memory.
"""

import json
import resource
import sys
import time

begun = time.perf_counter()
phases = {}


def done(phase):
    global begun
    now = time.perf_counter()
    phases[phase] = now - begun
    begun = now


import numpy
import pandas
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

done("import")

table = pandas.read_csv(sys.argv[1])
done("read")

target = table.pop(sys.argv[2])
training, hold_out, classes, truth = train_test_split(
    table, target, test_size=0.2, stratify=target, random_state=42
)
done("split")

# No ridge, as the training job has none unless it is asked for one.
model = make_pipeline(StandardScaler(), LogisticRegression(solver="lbfgs", C=numpy.inf, max_iter=1000))
model.fit(training, classes)
done("fit")

probabilities = model.predict_proba(hold_out)[:, 1]
metrics = {
    "accuracy": accuracy_score(truth, probabilities >= 0.5),
    "roc_auc": roc_auc_score(truth, probabilities),
    "log_loss": log_loss(truth, probabilities),
}
done("evaluate")

print(
    json.dumps(
        {
            "seconds": phases,
            "metrics": metrics,
            "peak_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            "versions": {
                "python": sys.version.split()[0],
                "scikit-learn": sklearn.__version__,
                "pandas": pandas.__version__,
                "numpy": numpy.__version__,
            },
        }
    )
)
