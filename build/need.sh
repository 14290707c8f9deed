#!/bin/sh
# Checks what the Makefile's targets need, and installs what it may:
#
#	sh build/need.sh go node      says in one line what is missing or too old
#	sh build/need.sh browser curl installs them from Debian's packages, if it can
set -u

fail() {
	echo "$1" >&2
	exit 1
}

need_go() {
	command -v go >/dev/null || fail "there is no go command: install Go 1.26 or newer"
	# Outside the module, or an old Go stumbles over go.mod before it tells.
	version=$(cd / && go env GOVERSION)
	minor=$(echo "$version" | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
	[ "${minor:-26}" -ge 26 ] || fail "the go command is $version: install Go 1.26 or newer"
}

need_node() {
	command -v node >/dev/null || fail "there is no node command: install Node 20 or newer"
	version=$(node --version)
	major=$(echo "$version" | sed 's/^v\([0-9]*\).*/\1/')
	[ "$major" -ge 20 ] || fail "the node command is $version: install Node 20 or newer"
	command -v npm >/dev/null || fail "there is no npm command: install the npm that goes with node $version"
}

# debian installs packages where this user may; it answers no without asking
# for a password.
debian() {
	command -v apt-get >/dev/null || return 1
	sudo=
	if [ "$(id -u)" -ne 0 ]; then
		sudo="sudo -n"
		$sudo true 2>/dev/null || return 1
	fi
	echo "Installing $* from Debian's packages …"
	$sudo apt-get update -qq >/dev/null &&
		$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_curl() {
	command -v curl >/dev/null || debian curl ||
		fail "there is no curl command, which the tests run: install the package curl"
}

# The browser tests take Debian's Chromium if it is there, else Playwright's;
# beside Debian's, its shell without a head takes half the time, where it can be
# had.
need_browser() {
	if [ -x /usr/bin/chromium ]; then
		[ -x /usr/bin/chromium-headless-shell ] || debian chromium-headless-shell || true
		return
	fi
	playwright=web/node_modules/@playwright/test/cli.js
	own=$(cd web && node -e 'console.log(require("@playwright/test").chromium.executablePath())')
	[ -x "$own" ] && return
	debian chromium && {
		debian chromium-headless-shell || true
		return
	}
	node $playwright install --with-deps chromium ||
		fail "there is no Chromium for the browser tests: install the package chromium"
}

for what in "$@"; do
	case $what in
	go | node | curl | browser) "need_$what" ;;
	*) fail "usage: sh build/need.sh [go] [node] [curl] [browser]" ;;
	esac
done
