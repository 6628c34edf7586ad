#!/usr/bin/env bash
# Install what is missing: Debian packages through apt-get, Python packages from a lock into .venv.
# usage: scripts/setup.sh run|test
# Exit status: 0 everything is there; 3 something is missing and may not be installed from here.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}
lock=locks/$what.txt

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
why=()
need() { # need PACKAGE REASON CHECK...
    local package=$1 reason=$2
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        missing+=("$package")
        why+=("  $package — $reason")
    fi
}
has_language() { tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb'; }

need tesseract-ocr "распознавание текста на сканах" command -v tesseract
need tesseract-ocr-rus "русский язык для распознавания" has_language rus
need tesseract-ocr-osd "определение поворота страницы" has_language osd
# A python3.11 beside an older python3 (Ubuntu 22.04) has a package of its own name.
need "$python-venv" "отдельная папка .venv для библиотек программы" "$python" -c 'import ensurepip, venv'
if [ "$what" = test ]; then
    need postgresql "база данных, на которой проверяется хранилище" has_postgresql
    need fonts-dejavu-core "шрифт, которым тесты печатают страницы" test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
    need fonts-liberation "шрифт, которым тесты печатают бумаги" test -d /usr/share/fonts/truetype/liberation
fi

if [ ${#missing[@]} -gt 0 ]; then
    say "Не хватает пакетов Debian:"
    printf '%s\n' "${why[@]}" >&2
    command=(apt-get install -y --no-install-recommends "${missing[@]}")
    if ! command -v apt-get >/dev/null; then
        say "Установите их средствами вашей системы и повторите команду."
        exit 3
    elif [ "$(id -u)" = 0 ]; then
        as_root=()
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=(sudo)
    else
        say "Прав на установку нет. Попросите администратора выполнить и повторите команду:"
        say "  sudo ${command[*]}"
        exit 3
    fi
    say "Устанавливаю: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${command[@]}" -qq >/dev/null
fi

# The lock's own checksum says whether .venv is up to date, so a second run takes no time.
stamp=.venv/installed-$what
state=$(cat locks/build.txt "$lock" pyproject.toml | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$state" ]; then
    say "Устанавливаю библиотеки программы в .venv (один раз, несколько минут)…"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    pip=(.venv/bin/python -m pip --disable-pip-version-check install --quiet)
    "${pip[@]}" --require-hashes -r locks/build.txt
    "${pip[@]}" --require-hashes --no-build-isolation -r "$lock"
    "${pip[@]}" --no-deps --no-build-isolation --editable .
    printf '%s\n' "$state" >"$stamp"
fi
