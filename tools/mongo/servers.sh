#!/usr/bin/env bash
# Starts and stops MongoDB servers for tests. They listen on 127.0.0.1 and have no password: use them for development
# and CI, never for real data.
#
#   servers.sh wiredtiger [PORT]   Starts SecantusDB with WiredTiger storage, as a replica set of one node. It has
#                                  transactions and change streams, and is not fast. Needs Python 3.10 or newer.
#                                  Default port: 27180.
#   servers.sh documentdb [PORT]   Starts FerretDB on PostgreSQL with DocumentDB. It is fast, and has no transactions,
#                                  no change streams and no collation. Needs Debian and root. Uses PORT + 1 too.
#                                  Default port: 27190.
#   servers.sh pause KIND          Simulates an outage: the server stops answering, but its connections stay open.
#   servers.sh resume KIND         Ends the outage: the server answers the requests that have waited.
#   servers.sh restart KIND        Kills the server without warning and starts it again with its data.
#   servers.sh stop [KIND]         Stops the server KIND, or both servers.
#
# KIND is wiredtiger or documentdb. A start waits until the server answers, then prints its URI as the only line on
# stdout. A new server has no data. A server that already runs is not touched. The first start installs the server,
# which takes some 20 s for wiredtiger and some minutes for documentdb.
#
# DWELL_MONGO_HOME      the folder for installed servers and their data (default: ~/.cache/dwell-mongo)
# DWELL_MONGO_INSTANCE  a name for this pair of servers (default: "main"). Servers with different names run side by
#                       side, with their own ports and data. A test that pauses or restarts servers uses its own name.
set -euo pipefail

SECANTUSDB=0.7.0b3
FERRETDB=2.7.0
POSTGRESQL=18

home=${DWELL_MONGO_HOME:-$HOME/.cache/dwell-mongo}
instance=${DWELL_MONGO_INSTANCE:-main}
run=$home/instances/$instance # process ids, ports, logs and data
venv=$home/secantusdb-$SECANTUSDB
ferretdb=$home/ferretdb-$FERRETDB/ferretdb
sid=$home/debian-sid # a small separate Debian "sid", the only release with a package of DocumentDB
pgdata=/var/lib/dwell/$instance # the path inside that Debian

log() { echo "$@" >&2; }
die() { log "$@"; exit 1; }

# Prints TITLE and runs COMMAND. Shows the end of the command's output only if it fails.
step() { # step TITLE COMMAND...
  log "$1 …"
  "${@:2}" >"$home/install.$$.log" 2>&1 || { tail -n 30 "$home/install.$$.log" >&2; die "$1: failed"; }
  rm -f "$home/install.$$.log"
}

# Runs apt under a lock: both servers may be installed at the same time, but apt fails when it runs twice at once.
apt_install() {
  [ "$(id -u)" = 0 ] || die "Not root: can't install these packages: $*"
  DEBIAN_FRONTEND=noninteractive flock "$home/apt.lock" \
    sh -c 'apt-get update -q; apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"' sh "$@"
}

# --- processes ---

# Also checks the command line, because the process id alone may by now belong to another program or to a zombie.
running() { # running KIND
  [ -f "$run/$1.pid" ] && grep -qaF "$home/" "/proc/$(cat "$run/$1.pid")/cmdline" 2>/dev/null
}
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Starts the server in its own session (setsid), so that Ctrl+C in the tests does not end the server. A server must not
# keep the lock of `start` (file 9), or the next start would wait for ever.
launch() { # launch KIND PORT COMMAND...
  # A server that was just killed can occupy its port for a moment.
  for _ in $(seq 50); do listening "$2" || break; sleep 0.1; done
  ! listening "$2" || die "Port $2 is in use."
  setsid nohup "${@:3}" >>"$run/$1.log" 2>&1 </dev/null 9>&- &
  local pid=$!
  echo "$pid" >"$run/$1.pid"
  echo "$2" >"$run/$1.port"
  for _ in $(seq 600); do
    kill -0 "$pid" 2>/dev/null || break
    ! listening "$2" || return 0
    sleep 0.05
  done
  tail -n 20 "$run/$1.log" >&2
  die "$1 did not start on port $2."
}

end() { # end KIND SIGNAL
  running "$1" || return 0
  local pid
  pid=$(cat "$run/$1.pid")
  kill "-$2" "$pid"
  kill -CONT "$pid" 2>/dev/null || true # a paused process would not receive the signal
  for _ in $(seq 200); do running "$1" || return 0; sleep 0.05; done
  kill -KILL "$pid"
  while running "$1"; do sleep 0.05; done
}

# --- wiredtiger ---

install_wiredtiger() {
  [ ! -f "$venv/.installed" ] || return 0
  python3 -c 'import ensurepip, venv' 2>/dev/null || step "Installing Python" apt_install python3 python3-venv
  rm -rf "$venv"
  step "Installing SecantusDB" sh -c "python3 -m venv '$venv' && '$venv/bin/pip' install secantusdb==$SECANTUSDB"
  touch "$venv/.installed"
}

clear_wiredtiger() { rm -rf "$run/wiredtiger-data"; }

# Enables MongoDB's fail points, with which tests provoke errors.
run_wiredtiger() { # run_wiredtiger PORT
  launch wiredtiger "$1" "$venv/bin/secantusd-py" --host 127.0.0.1 --port "$1" \
    --storage-path "$run/wiredtiger-data" --sync-on-commit --enable-test-commands
}

end_wiredtiger() { end wiredtiger "$1"; }

# --- documentdb ---

install_documentdb() {
  [ "$(id -u)" = 0 ] || die "documentdb needs root, because it runs PostgreSQL in a separate Debian (chroot)."
  install_postgresql
  install_ferretdb
}

# Runs a command in the separate Debian. /proc is mounted there only while the command runs: if it stayed mounted,
# removing the folder would reach into the real /proc.
in_sid() { unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$sid" "$@"; }

# Go 1.21 or newer downloads the Go version that a program needs.
have_go() { [[ $(go env GOVERSION 2>/dev/null) =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 21)); }

# Prints the Debian mirror that apt uses. Prints nothing before the first apt-get update.
debian_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | sed -n 1p
}

install_postgresql() {
  [ ! -f "$sid/.installed" ] || return 0
  { command -v debootstrap && [ -n "$(debian_mirror)" ]; } >/dev/null \
    || step "Installing debootstrap" apt_install debootstrap
  local packages=ca-certificates,postgresql-$POSTGRESQL-documentdb mirror
  have_go || packages+=,golang-go
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die "apt has no Debian mirror configured."
  ! mountpoint -q "$sid/proc" || umount "$sid/proc"
  rm -rf "$sid"
  step "Installing PostgreSQL with DocumentDB" \
    debootstrap --variant=minbase --include="$packages" sid "$sid" "$mirror"
  touch "$sid/.installed"
}

install_ferretdb() {
  [ ! -x "$ferretdb" ] || return 0
  local package=github.com/FerretDB/FerretDB/v2/cmd/ferretdb@v$FERRETDB
  if have_go; then
    step "Building FerretDB" env CGO_ENABLED=0 GOTOOLCHAIN=auto GOBIN="${ferretdb%/*}" go install "$package"
  else
    # Gives the separate Debian this machine's name servers and trusted certificates.
    cp /etc/resolv.conf "$sid/etc/resolv.conf"
    cp /etc/ssl/certs/ca-certificates.crt "$sid/etc/ssl/certs/ca-certificates.crt"
    step "Building FerretDB" in_sid \
      env CGO_ENABLED=0 GOTOOLCHAIN=auto GOBIN=/opt GOPATH=/opt/go GOCACHE=/opt/cache go install "$package"
    install -D "$sid/opt/ferretdb" "$ferretdb"
    rm -rf "${sid:?}/opt/go" "$sid/opt/cache"
  fi
}

pg() { in_sid runuser -u postgres -- "/usr/lib/postgresql/$POSTGRESQL/bin/$1" "${@:2}" </dev/null 9>&-; }

start_postgresql() {
  # Without a log file, the server would keep this script's stdout open, and the caller would wait for ever.
  pg pg_ctl -D "$pgdata" -l "$pgdata/server.log" -w start >/dev/null \
    || { tail -n 20 "$sid$pgdata/server.log" >&2; die "PostgreSQL did not start."; }
}

stop_postgresql() { # stop_postgresql MODE
  [ ! -f "$sid$pgdata/postmaster.pid" ] || pg pg_ctl -D "$pgdata" -w -m "$1" stop >/dev/null || true
}

clear_documentdb() { # clear_documentdb PORT
  stop_postgresql immediate
  rm -rf "${sid:?}$pgdata" "$run/ferretdb-state"
  mkdir -p "$run/ferretdb-state"
  in_sid install -d -o postgres /var/lib/dwell "$pgdata"
  pg initdb -D "$pgdata" -A trust -U postgres --no-locale -E UTF8 >/dev/null
  cat >>"$sid$pgdata/postgresql.conf" <<CONF
port = $(($1 + 1))
listen_addresses = '127.0.0.1'
unix_socket_directories = '/tmp'
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
CONF
  start_postgresql
  pg psql -q -h 127.0.0.1 -p "$(($1 + 1))" -c 'CREATE EXTENSION documentdb CASCADE' >/dev/null 2>&1
}

run_documentdb() { # run_documentdb PORT
  [ -f "$sid$pgdata/postmaster.pid" ] || start_postgresql
  launch documentdb "$1" "$ferretdb" --listen-addr="127.0.0.1:$1" --no-auth \
    --postgresql-url="postgres://postgres@127.0.0.1:$(($1 + 1))/postgres" \
    --state-dir="$run/ferretdb-state" --telemetry=disable --debug-addr=-
}

# KILL becomes PostgreSQL's mode "immediate", which acts like a crash: nothing is flushed, and the next start recovers
# from the log.
end_documentdb() { # end_documentdb SIGNAL
  end documentdb "$1"
  if [ "$1" = KILL ]; then stop_postgresql immediate; else stop_postgresql fast; fi
}

# --- commands ---

usage() { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# Of several starts at the same time, one installs and starts the server. The others wait, and find it running.
start() { # start KIND PORT
  exec 9>"$home/$1.lock"
  flock 9
  if ! running "$1"; then
    "install_$1"
    "clear_$1" "$2"
    "run_$1" "$2"
  fi
  echo "mongodb://127.0.0.1:$(cat "$run/$1.port")/?appName=$1"
}

must_run() { running "$1" || die "The server $1 ($instance) is not running."; }

command=${1:-}
kind=${2:-}
case $command in
  wiredtiger | documentdb) ;;
  pause | resume | restart) [[ $kind =~ ^(wiredtiger|documentdb)$ ]] || usage ;;
  stop) [[ $kind =~ ^(wiredtiger|documentdb|)$ ]] || usage ;;
  *) usage ;;
esac
mkdir -p "$run"

case $command in
  wiredtiger) start wiredtiger "${2:-27180}" ;;
  documentdb) start documentdb "${2:-27190}" ;;
  pause) must_run "$kind"; kill -STOP "$(cat "$run/$kind.pid")" ;;
  resume) must_run "$kind"; kill -CONT "$(cat "$run/$kind.pid")" ;;
  restart)
    must_run "$kind"
    "end_$kind" KILL
    "run_$kind" "$(cat "$run/$kind.port")"
    ;;
  stop) for each in ${kind:-wiredtiger documentdb}; do "end_$each" TERM; done ;;
esac
