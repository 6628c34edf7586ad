# The commands of the project; README.md says what each of them shows.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: bench-splitting help setup setup-test run test lint format bench bench-names bench-addresses bench-reading bench-tables bench-cells bench-layers bench-numbering bench-resolver bench-search bench-duplicates bench-marks bench-long bench-calibration bench-read-again bench-evidence hostile bench-handwriting corpus unseen corpus-text pictures form-pictures bench-journal terms locks

PY := .venv/bin/python
OPIS := .venv/bin/opis
DATA ?= var/opis
SHARED ?= ../shared

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## install what is missing, nothing else
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

run: setup ## read samples/ into a local store and show the queue
	@$(OPIS) --data $(DATA) ingest samples/papers --channel folder --wait
	$(OPIS) --data $(DATA) queue
	$(OPIS) --data $(DATA) show --first
	cat <<END

	Что дальше:
	  $(OPIS) --data $(DATA) review          стол проверки: Enter подтверждает, ? показывает клавиши
	  $(OPIS) --data $(DATA) ingest ФАЙЛ --wait    принять ещё одну бумагу
	  $(OPIS) --data $(DATA) journal export --form 1 --category sop --year $$(date +%Y) --out журнал.xlsx
	  $(OPIS) --help                         все команды
	END

test: setup-test lint ## install what is missing and run every check
	@$(PY) -m pytest -n 2 --dist loadfile

lint: setup-test ## ruff, mypy --strict, import-linter
	@.venv/bin/ruff format --check .
	.venv/bin/ruff check --no-cache .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache | tail -n 12

format: setup-test ## put the code into its usual form
	@.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

bench: setup-test ## the measured figures beside their targets
	@$(PY) bench/run_all.py

bench-reading: setup-test ## reading against Tesseract and OCRmyPDF: errors, CPU (a quarter of an hour)
	@scripts/setup.sh bench
	$(PY) bench/reading.py --plot docs/images/reading.svg

bench-numbering: setup-test ## 1,000 papers confirmed by 8 processes at once: no gaps in numbers, none twice
	@$(PY) bench/numbering.py

bench-search: setup-test ## Searches among 100,000 papers, CPU seconds of each sort of question
	@$(PY) bench/search.py

bench-resolver: setup-test ## 5,000 papers of 1,000 invented families: the right one proposed, time among 100,000 people; FIT=1 fits the weights anew
	@$(PY) bench/resolver.py $(if $(FIT),--fit)

bench-duplicates: setup-test ## 200 papers come again and 200 neighbours; FIT=1 fits the weights anew
	@$(PY) bench/duplicates.py $(if $(FIT),--fit)

bench-handwriting: setup-test ## handwriting on made pages: found, and not seen where there is none
	@$(PY) bench/handwriting.py

bench-marks: setup-test ## marks of forms filled by chance, in Word and from clean scans
	@$(PY) bench/marks.py

bench-names: setup-test ## nominatives of 6,000 generated names and of Kalmyk, Tatar, Caucasian ones
	@$(PY) bench/names.py

bench-addresses: setup-test ## 500 generated addresses in the wording of papers: borders and which field
	@$(PY) bench/addresses.py

bench-layers: setup-test ## text layers that lie and honest ones, told apart
	@$(PY) bench/layers.py

bench-read-again: setup-test ## what reading doubtful figures again mends and harms (a quarter of an hour)
	@$(PY) bench/read_again.py

bench-splitting: setup-test ## thick scans into their papers: the corpus's two, ten shuffled (reads 220 pages once)
	@$(PY) bench/splitting.py --shared $(SHARED)

bench-long: setup-test ## a scan of 200 pages: peak memory, what two children save (quiet machine)
	@$(PY) bench/long_scan.py

bench-calibration: setup-test ## reliability of confidences; FIT=1 fits them anew (reads all papers once: half an hour)
	@$(PY) bench/calibration.py --shared $(SHARED) $(if $(FIT),--fit --plot docs/images/reliability.svg)

bench-evidence: setup-test ## whether the boxes of values hold their words, on every scan
	@$(PY) bench/evidence.py --shared $(SHARED)

hostile: setup-test ## ../shared/hostile and 500 damaged files: how each ends (ten minutes)
	@$(PY) bench/hostile.py --shared $(SHARED)

terms: setup-test ## every rule of terms by its clause: D-01…D-22, threats, calendar, the laws of recomputing
	@$(PY) -m pytest -v -o disable_test_id_escaping_and_forfeit_all_rights_to_community_support=true tests/unit/casework/test_casework_terms.py tests/unit/casework/test_casework_calendar.py tests/unit/storage/test_storage_terms.py tests/properties/test_terms_laws.py

bench-tables: setup-test ## cells of invented tables as Word, text PDF and scan
	@$(PY) bench/tables.py

bench-cells: setup-test ## columns, texts and identity papers of filled forms as Word, text PDF and scan
	@$(PY) bench/table_cells.py

corpus: setup-test ## scores on ../shared/corpus, skipped where it is missing
	@$(PY) bench/corpus.py --shared $(SHARED)

unseen: setup-test ## scores on papers written blind to the rules (bench/unseen), in Word
	@$(PY) bench/unseen.py

corpus-text: setup-test ## words missing in ../shared/corpus's pictures, by condition
	@$(PY) bench/corpus_text.py --shared $(SHARED)

bench-journal: setup-test ## a journal of 10,000 rows to XLSX and back: CPU, memory, the same rows
	@$(PY) bench/journal.py

form-pictures: setup-test ## the pictures of docs/ru/forms.md
	@$(PY) scripts/form_pictures.py

pictures: setup-test ## the pictures of the docs, made by the tests
	@OPIS_PICTURES=1 $(PY) -m pytest -q tests/e2e -k picture

locks: ## resolve pyproject.toml into locks/ (needs uv)
	@uv_compile() { uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q "$$@"; }
	uv_compile pyproject.toml -o locks/run.txt
	uv_compile pyproject.toml --extra test --extra postgresql -c locks/run.txt -o locks/test.txt
	uv_compile --group bench -o locks/bench.txt
	echo setuptools | uv_compile - -c locks/run.txt -o locks/build.txt
