#!/bin/sh
# Checks what the Makefile's targets need, and installs what it may:
#
#	sh build/need.sh go node      says in one line what is missing or too old
#	sh build/need.sh browser curl installs them from Debian's packages, if it can
#	sh build/need.sh nginx brotli h2load apache likewise, for make proof; none is started
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

# as_root runs a command with root's rights where this user may; it answers no
# without asking for a password.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

# debian installs packages where this user may.
debian() {
	command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
	echo "Installing $* from Debian's packages …"
	as_root apt-get update -qq >/dev/null &&
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# debian_server installs a server that Debian would start as a service of the
# machine, at once and at every boot: it is told not to.
debian_server() {
	service=$1
	shift
	policy=/usr/sbin/policy-rc.d
	if [ -e $policy ] || ! as_root true 2>/dev/null; then
		debian "$@"
		return
	fi
	as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy"
	debian "$@"
	installed=$?
	as_root rm $policy
	as_root systemctl --quiet disable "$service" 2>/dev/null
	return $installed
}

# Servers stand where users' PATHs often do not look.
has_server() {
	command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ]
}

need_nginx() {
	has_server nginx || debian_server nginx nginx-light ||
		fail "there is no nginx, which make proof runs: install the package nginx-light"
}

# nginx's module for the files that lie beside each as .br.
need_brotli() {
	[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || debian libnginx-mod-http-brotli-static ||
		fail "nginx has no module for .br files, which make proof uses: install the package libnginx-mod-http-brotli-static"
}

# It sends so many requests a second, no more when the answers come sooner.
need_h2load() {
	command -v h2load >/dev/null || debian nghttp2-client ||
		fail "there is no h2load command, which make proof runs: install the package nghttp2-client"
}

need_apache() {
	has_server apache2 || debian_server apache2 apache2 ||
		fail "there is no apache2, which make proof runs: install the package apache2"
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
	go | node | curl | browser | nginx | brotli | h2load | apache) "need_$what" ;;
	*) fail "usage: sh build/need.sh [go] [node] [curl] [browser] [nginx] [brotli] [h2load] [apache]" ;;
	esac
done
