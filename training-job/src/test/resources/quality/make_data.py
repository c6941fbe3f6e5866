"""Writes the public data sets of this folder from the packages that ship them; README.txt names their licences.

    pip install scikit-learn==1.9.1
    pip download --no-deps --only-binary :all: palmerpenguins==0.1.4 statsmodels==0.15.0
    python make_data.py palmerpenguins-*.whl statsmodels-*.whl

Values stay as they are written there, but what stands for a missing one is left out. Left out are the columns of Titanic that name a person or give the answer away.
"""
import csv
import gzip
import io
import pathlib
import sys
import zipfile

import sklearn.datasets

HERE = pathlib.Path(__file__).parent
TITANIC = ["pclass", "sex", "age", "sibsp", "parch", "fare", "embarked", "survived"]


def write(name, target, header, rows):
    """With the target as the last column."""
    at = header.index(target)
    with open(HERE / (name + ".csv"), "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(
            [*row[:at], *row[at + 1:], row[at]] for row in [header, *rows])


def packed(wheel, path):
    return zipfile.ZipFile(wheel).read(path).decode()


def penguins(wheel):
    header, *rows = csv.reader(io.StringIO(packed(wheel, "palmerpenguins/data/penguins.csv")))
    write("penguins", "species", header, [["" if field == "NA" else field for field in row] for row in rows])


def anes96(wheel):
    header, *rows = csv.reader(
        io.StringIO(packed(wheel, "statsmodels/datasets/anes96/anes96.csv")), delimiter="\t", quotechar="'")
    write("anes96", "PID", header, rows)


def titanic():
    path = pathlib.Path(sklearn.datasets.__file__).parent / "tests/data/openml/id_40945/data-v1-dl-16826755.arff.gz"
    head, data = gzip.open(path, "rt").read().split("@data\n")
    names = [line.split("'")[1] for line in head.splitlines() if line.startswith("@attribute")]
    rows = [dict(zip(names, row)) for row in csv.reader(io.StringIO(data), escapechar="\\") if row]
    write("titanic", "survived", TITANIC, [["" if row[name] == "?" else row[name] for name in TITANIC] for row in rows])


def breast_cancer():
    bunch = sklearn.datasets.load_breast_cancer()
    names = [name.replace(" ", "_") for name in bunch.feature_names] + ["diagnosis"]
    rows = [[*map(repr, map(float, x)), bunch.target_names[y]] for x, y in zip(bunch.data, bunch.target)]
    write("breast_cancer", "diagnosis", names, rows)


if __name__ == "__main__":
    penguins(sys.argv[1])
    anes96(sys.argv[2])
    titanic()
    breast_cancer()
