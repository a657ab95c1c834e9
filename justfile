# Everything that has to pass.
check: lint types contracts test build

lint:
    ruff check .
    ruff format --check .

types:
    mypy

contracts:
    lint-imports

test:
    pytest -q

build:
    rm -rf dist
    python -m build --outdir dist .

bench:
    python benchmarks/compare.py
