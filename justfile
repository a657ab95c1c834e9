# The tasks of the project. `just check` does on your machine what .ci/run does on a fresh one.

_list:
    @just --list --unsorted

# install everything that is needed into the current environment
setup:
    pip install --quiet -e '.[test,dev]'

# format, and fix what can be fixed
fmt:
    ruff format .
    ruff check --fix .

lint:
    ruff format --check .
    ruff check .

types:
    mypy

# imports go down only
contracts:
    lint-imports --no-cache

# tests, doctests, the examples of the docs and the notebooks
test:
    pytest -q -n auto

# the tests of properties with examples that no run had before
search *tests:
    POWERMAP_EXAMPLES=search pytest -q -n auto -m hypothesis {{tests}}

# pages and the board in Chromium; needs .[browser], POWERMAP_BROWSER and POWERMAP_AXE
browser:
    #!/usr/bin/env bash
    set -euo pipefail
    : "${POWERMAP_BROWSER:?set it to the path of Chromium}" "${POWERMAP_AXE:?set it to the path of axe.min.js}"
    pytest -q -n auto tests/browser

# build the site into build/docs; a warning is an error
docs:
    sphinx-build --fail-on-warning --keep-going --nitpicky --fresh-env --quiet docs build/docs
    @echo build/docs/index.html

# write the pictures, the schemas, the digests of the gallery and the page of published cases again
pictures:
    #!/usr/bin/env bash
    set -euo pipefail
    demo=$(mktemp -d)
    trap 'rm -rf "$demo"' EXIT
    powermap demo -o "$demo" >/dev/null
    for placement in cells scores; do
        powermap draw "$demo/northwind.yaml" --placement $placement --embed-fonts -o "docs/northwind-$placement.svg" >/dev/null
    done
    for chart in influence scorecard relationship coverage funnel; do
        powermap draw "$demo/northwind.yaml" --chart $chart --embed-fonts -o "docs/northwind-$chart.svg" >/dev/null
    done
    powermap demo --lang zh -o "$demo" >/dev/null
    powermap draw "$demo/northwind.yaml" --placement cells --lang zh --embed-fonts -o docs/northwind-cells-zh.svg >/dev/null
    powermap schema -o docs/schema.json
    powermap schema --lang zh -o docs/schema-zh.json
    powermap schema --plan --lang zh -o docs/plan-schema-zh.json
    powermap playbook schema -o docs/playbook-schema.json
    cp docs/schema.json src/powermap/model/schema.json
    powermap schema --plan -o docs/plan-schema.json
    cp docs/plan-schema.json src/powermap/model/plan-schema.json
    powermap schema --proposal -o docs/proposal-schema.json
    python tools/gallery.py
    python tests/cases/case_table.py --page

# photograph the page, the deck and the board for the README; needs .[browser], Chromium and LibreOffice
screenshots:
    python tools/screenshots.py

build:
    rm -rf dist
    python -m build --outdir dist . >/dev/null
    @ls dist

# draw with the wheel in an environment of its own
wheel: build
    #!/usr/bin/env bash
    set -euo pipefail
    clean=$(mktemp -d)
    trap 'rm -rf "$clean"' EXIT
    python3 -m venv "$clean/venv"
    export PIP_QUIET="${PIP_QUIET:-1}" PIP_DISABLE_PIP_VERSION_CHECK=1
    "$clean/venv/bin/pip" install dist/*.whl
    cd "$clean"
    venv/bin/powermap demo -o out >/dev/null
    venv/bin/powermap draw out/northwind.xlsx -o map.svg
    venv/bin/powermap draw out/northwind.yaml -o map.png
    grep -q '<svg' map.svg
    head -c 8 map.png | grep -q PNG
    venv/bin/python -c 'from importlib.resources import files; files("powermap.live").joinpath("board.js").read_bytes()'

# rehearse a release: build, check, install with the lowest and the newest libraries, draw; signs and uploads nothing
release:
    #!/usr/bin/env bash
    set -euo pipefail
    clean=$(mktemp -d)
    trap 'rm -rf "$clean"' EXIT
    step() { echo "== $*"; }
    environment() { # name, resolution
        uv venv --quiet --no-project --python 3.11 "$clean/$1"
        uv pip install --quiet --compile-bytecode --python "$clean/$1" --resolution "$2" -r pyproject.toml --extra pptx
    }
    rehearse() { # name
        uv pip install --quiet --compile-bytecode --python "$clean/$1" --no-deps dist/*.whl
        (cd "$clean" && "$clean/$1/bin/python" "$OLDPWD/tools/smoke.py")
    }
    step "the newest libraries, their licenses and the bill of materials"
    environment newest highest
    python tools/bill_of_materials.py "$clean/newest/bin/python"
    step "build"
    just build
    step "metadata and contents"
    twine check --strict dist/*
    check-wheel-contents dist/*.whl
    pyroma --min 8 . # an address in the metadata that nobody reads would be worse than none
    held=$(unzip -l dist/*.whl)
    for file in sboms/buying-powermap.cdx.json licenses/LICENSE licenses/LICENSES.md licenses/src/powermap/render/ready_fonts/NOTICE; do
        grep -q "dist-info/$file" <<<"$held" || { echo "the wheel lacks $file"; exit 1; }
    done
    step "the wheel alone, with the newest libraries"
    rehearse newest
    step "the size"
    "$clean/newest/bin/python" tools/size.py --most 250
    step "the wheel alone, with the lowest libraries"
    environment lowest lowest-direct
    rehearse lowest
    echo "ready: dist/ is neither signed nor uploaded"

# print tables of measurements, each beside a rival's; an error when a bound is not reached
bench:
    #!/usr/bin/env bash
    # board, legibility and page need .[browser] and Chromium
    set -o pipefail
    output=$(mktemp)
    trap 'rm -f "$output"' EXIT
    missed=0
    pytest -q benchmarks/test_limits.py || missed=1
    # all of them, also after one that misses its bounds
    for each in growth cold compare influence scores legibility power resilience judge worlds board slides page; do
        # Line by line: the sizes of growth take several minutes
        python -u "benchmarks/$each.py" | tee "$output" || missed=1
        if grep -q "NOT reached" "$output"; then missed=1; fi
    done
    python benchmarks/portfolio.py --rows 2000000 --rounds 3 || missed=1
    python benchmarks/accounts.py --accounts 1000 || missed=1
    exit $missed

# one picture of every chart, size and language to look at; needs .[browser] and Chromium
contact-sheet *charts:
    python benchmarks/legibility.py {{charts}} --sheet build/contact-sheet.png

# read damaged files of every format by number; more before a release: just fuzz 200000
fuzz count="2000" *options:
    python tools/fuzz.py --count {{count}} {{options}}

# print how each file of tests/intake/cases is understood, and the score
intake:
    python tests/intake/case_table.py

# print what authors of published sales concluded, and whether powermap says so; --page writes the page again
cases *options:
    python tests/cases/case_table.py {{options}}

# run everything that has to pass
check: lint types contracts wheel docs test fuzz
