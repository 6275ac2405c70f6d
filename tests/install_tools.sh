#!/bin/sh
# What the tests need beside Python: a browser, PostgreSQL, calendar parsers, PDF tools. Installs Debian's packages
# where they are missing and this user may, and says what is missing where she may not.
set -eu
cd "$(dirname "$0")/.."

missing=""
need() { # command-or-file package...
    thing=$1; shift
    case $thing in
        /*) [ -e "$thing" ] || missing="$missing $*" ;;
        *) command -v "$thing" >/dev/null 2>&1 || missing="$missing $*" ;;
    esac
}
need chromium chromium
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
need runuser util-linux
need qpdf qpdf
need pdftoppm poppler-utils
need php php-cli
need /usr/share/php/Sabre/VObject php-sabre-vobject
need ruby ruby
dpkg-query -W ruby-icalendar >/dev/null 2>&1 || missing="$missing ruby-icalendar"
need /usr/share/doc/gir1.2-ical-3.0 gir1.2-ical-3.0
/usr/bin/python3 -c 'import gi' >/dev/null 2>&1 || missing="$missing python3-gi"
need jing jing default-jre-headless
need node nodejs
need npm npm

if [ -n "$missing" ]; then
    echo "Test tools: installing$missing"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "The tests need these Debian packages, and only an administrator may install them:"
        echo "  sudo apt install$missing"
        exit 1
    fi
fi

# ical.js is Thunderbird's calendar parser. Only the tests read with it.
if [ ! -d .test-tools/node_modules/ical.js ]; then
    echo "Test tools: installing ical.js"
    npm install --prefix .test-tools --no-save --ignore-scripts --no-audit --no-fund --silent ical.js@2.2.1
fi
