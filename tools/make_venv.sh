#!/bin/sh
# Makes the virtual environment in the folder $1 from the lock file $2.
set -eu
venv=$1
lock=$2
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed, and \"$python\" is not it." >&2
  echo "Name another one: make html PYTHON=/path/to/python3.11" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  echo "\"$python\" cannot make virtual environments. On Debian and Ubuntu type:" >&2
  echo "  sudo apt-get install python3-venv" >&2
  exit 1
fi

echo "Setting up $venv (once; it takes a minute or two) ..."
rm -f "$venv/ready"
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  --require-hashes --requirement "$lock"
touch "$venv/ready"
