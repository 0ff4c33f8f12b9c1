#!/bin/sh
# Finds a Chromium for the tests, or installs one, and notes its path in
# $1/browser. Debian's own comes first, Playwright's is the way out.
set -eu
venv=$1

note() {
  echo "$1" > "$venv/browser"
  exit 0
}

find_chromium() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if path=$(command -v "$name"); then
      # A stub that only points to another package's installer does not count.
      "$path" --version > /dev/null 2>&1 && note "$path"
    fi
  done
  return 0
}

find_chromium
if command -v apt-get > /dev/null 2>&1; then
  sudo=
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  echo "Installing Chromium for the browser tests (once) ..."
  if $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends \
    chromium fonts-liberation > "$venv/browser.log" 2>&1; then
    find_chromium
  fi
fi
echo "Fetching Playwright's Chromium for the browser tests (once) ..."
if "$venv/bin/python" -m playwright install chromium > "$venv/browser.log" 2>&1; then
  path=$("$venv/bin/python" -c 'from playwright.sync_api import sync_playwright as run
with run() as playwright: print(playwright.chromium.executable_path)')
  if "$path" --version > /dev/null 2>&1; then note "$path"; fi
fi
cat >&2 <<'MESSAGE'
The tests need a Chromium browser, and none could be installed. Type one of these,
then `make test` again:
  sudo apt-get install chromium                               (Debian, Ubuntu)
  .venv/bin/python -m playwright install --with-deps chromium  (elsewhere)
MESSAGE
exit 1
