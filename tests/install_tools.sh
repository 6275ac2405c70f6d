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
need /usr/lib/dovecot/imap dovecot-imapd
need qpdf qpdf
need pdftoppm poppler-utils
need php php-cli
need /usr/share/php/Sabre/VObject php-sabre-vobject
need /usr/share/php/Horde/Icalendar.php php-horde-icalendar
need perl perl
need /usr/share/perl5/Data/ICal.pm libdata-ical-perl
need /usr/share/perl5/iCal/Parser.pm libical-parser-perl
need /usr/share/perl5/Email/MIME.pm libemail-mime-perl
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

# Readers of calendars and mails, ical.js being Thunderbird's, and a certified provider of OpenID Connect. Only the tests
# use them. npm removes what it isn't told of, so all of them are named in one call.
modules="ical.js@2.2.1 node-ical@0.25.6 ts-ics@2.4.6 postal-mime@2.7.5 oidc-provider@9.13.3"
if [ "$(cat .test-tools/modules 2>/dev/null)" != "$modules" ]; then
    echo "Test tools: installing $modules"
    # shellcheck disable=SC2086
    npm install --prefix .test-tools --no-save --ignore-scripts --no-audit --no-fund --silent $modules
    echo "$modules" > .test-tools/modules
fi
