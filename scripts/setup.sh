#!/usr/bin/env bash
# Install what is missing: Debian packages through apt-get, Python packages from a lock into .venv,
# or into .venv-bench what bench/reading.py compares with.
# usage: scripts/setup.sh run|test|bench
# Exit status: 0 everything is there; 3 something is missing and may not be installed from here.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}
lock=locks/$what.txt
venv=.venv
[ "$what" != bench ] || venv=.venv-bench

say() { printf '%s\n' "$*" >&2; }

# The newest python3 that will do; 3.11 is what the lock was made for.
find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    say "Нужен Python 3.11 или новее: на Debian 12 это пакет python3, на Ubuntu 22.04 — python3.11."
    exit 3
}

python=$(find_python)
missing=()
wanted=()
why=()
need() { # need PACKAGE REASON CHECK...
    local package=$1 reason=$2
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        missing+=("$package")
        why+=("  $package — $reason")
    fi
}
want() { # like need, but the program works without it
    local before=${#missing[@]}
    need "$@"
    if [ ${#missing[@]} -gt "$before" ]; then
        unset "missing[-1]"
        wanted+=("$1")
    fi
}
has_language() { tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
has_writer() {
    local program
    program=$(command -v soffice || command -v libreoffice) &&
        test -e "$(dirname "$(readlink -f "$program")")/libswlo.so"
}
has_calc() {
    local program
    program=$(command -v soffice || command -v libreoffice) &&
        test -e "$(dirname "$(readlink -f "$program")")/libsclo.so"
}
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb'; }

need tesseract-ocr "распознавание текста на сканах" command -v tesseract
need tesseract-ocr-rus "русский язык для распознавания" has_language rus
need tesseract-ocr-osd "определение поворота страницы" has_language osd
# A python3.11 beside an older python3 (Ubuntu 22.04) has a package of its own name.
need "$python-venv" "отдельная папка .venv для библиотек программы" "$python" -c 'import ensurepip, venv'
writer=(libreoffice-writer-nogui "чтение файлов DOC, RTF и ODT" has_writer)
if [ "$what" = test ]; then
    need "${writer[@]}"
    need libreoffice-calc-nogui "проверка, что журналы XLSX открываются" has_calc
    need postgresql "база данных, на которой проверяется хранилище" has_postgresql
    need fonts-dejavu-core "шрифт, которым тесты печатают страницы" test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
    need fonts-liberation "шрифт, которым тесты печатают бумаги" test -d /usr/share/fonts/truetype/liberation
fi
[ "$what" != run ] || want "${writer[@]}"
if [ "$what" = bench ]; then
    need unpaper "чистка страниц, с которой сравнивается распознавание" command -v unpaper
    need ghostscript "PDF/A, без которого не работает OCRmyPDF" command -v gs
fi

go_on() { # where nothing may be installed: only what the program can't do without stops it
    [ ${#missing[@]} = 0 ] || exit 3
    say "Программа работает и без них: не будут читаться только такие файлы."
}
install() {
    say "Устанавливаю: $*"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends -qq "$@" >/dev/null
}
if [ ${#why[@]} -gt 0 ]; then
    say "Не хватает пакетов Debian:"
    printf '%s\n' "${why[@]}" >&2
    may_install=yes
    if ! command -v apt-get >/dev/null; then
        say "Установите их средствами вашей системы и повторите команду."
        may_install=
    elif [ "$(id -u)" = 0 ]; then
        as_root=()
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=(sudo)
    else
        say "Прав на установку нет. Попросите администратора выполнить и повторите команду:"
        say "  sudo apt-get install -y --no-install-recommends ${missing[*]} ${wanted[*]}"
        may_install=
    fi
    if [ ! "$may_install" ]; then
        go_on
    else
        "${as_root[@]}" apt-get update -qq
        [ ${#missing[@]} = 0 ] || install "${missing[@]}"
        [ ${#wanted[@]} = 0 ] || install "${wanted[@]}" || go_on
    fi
fi

# The lock's own checksum says whether the environment is up to date: a second run takes no time.
stamp=$venv/installed-$what
state=$(cat locks/build.txt "$lock" pyproject.toml | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$state" ]; then
    say "Устанавливаю библиотеки в $venv (один раз, несколько минут)…"
    [ -x $venv/bin/python ] || "$python" -m venv $venv
    pip=($venv/bin/python -m pip --disable-pip-version-check install --quiet)
    "${pip[@]}" --require-hashes -r locks/build.txt
    "${pip[@]}" --require-hashes --no-build-isolation -r "$lock"
    [ "$what" = bench ] || "${pip[@]}" --no-deps --no-build-isolation --editable .
    printf '%s\n' "$state" >"$stamp"
fi
