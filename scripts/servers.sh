# shellcheck shell=bash
# Sourced after sections.sh: starts PostgreSQL and an S3 server for tests, each on a free port of this machine
# in a folder that goes away again, and names them in WEBCLUB_TEST_* variables.

servers_folder=
postgres_bin=
s3_pid=

start_servers() {
    trap stop_servers EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    servers_folder=$(mktemp -d)
    chmod 755 "$servers_folder"
    start_postgres
    start_s3
    WEBCLUB_TEST_MAIL_PYTHON=$(python_of mail)
    export WEBCLUB_TEST_MAIL_PYTHON
    # qpdf, pdftotext, PDFBox and chromium are there: a test that wants them must run.
    export WEBCLUB_TEST_TOOLS=1
}

stop_servers() {
    local code=$?
    trap - EXIT
    if [[ -n $s3_pid ]]; then
        kill "$s3_pid" 2>/dev/null || true
        wait "$s3_pid" 2>/dev/null || true
    fi
    if [[ -n $postgres_bin && -f $servers_folder/postgres/postmaster.pid ]]; then
        as_postgres "$postgres_bin/pg_ctl" -D "$servers_folder/postgres" -m immediate -w stop >/dev/null 2>&1 || true
    fi
    [[ -z $servers_folder ]] || rm -rf "$servers_folder"
    exit "$code"
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [[ $(id -u) -eq 0 ]]; then
        (cd / && PATH=$PATH:/usr/sbin:/sbin exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# The folder of PostgreSQL's programs: Debian keeps them out of PATH.
newest_postgres() {
    local initdb
    initdb=$( (compgen -G '/usr/lib/postgresql/*/bin/initdb' || true) | sort -V | tail -n 1)
    initdb=${initdb:-$(command -v initdb || true)}
    [[ -z $initdb ]] || dirname "$initdb"
}

start_postgres() {
    postgres_bin=$(newest_postgres)
    [[ -n $postgres_bin ]] || fail "there is no PostgreSQL: run scripts/setup"
    local data=$servers_folder/postgres sockets=$servers_folder/sockets log=$servers_folder/postgres.log port
    mkdir "$data" "$sockets"
    touch "$log"
    [[ $(id -u) -ne 0 ]] || chown postgres "$data" "$sockets" "$log"
    quietly as_postgres "$postgres_bin/initdb" -D "$data" -U postgres -A trust --data-checksums -E UTF8 \
        --locale C.UTF-8 --no-sync || fail "PostgreSQL could not make its folder"
    # Tests make a database each, many at a time; nothing here must survive a power cut.
    cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$sockets'
max_connections = 400
max_locks_per_transaction = 256
fsync = off
synchronous_commit = off
full_page_writes = off
timezone = 'UTC'
CONF
    # Another program may take the port between the question and the start: then with another one.
    for _ in 1 2 3; do
        port=$(free_port)
        if as_postgres "$postgres_bin/pg_ctl" -D "$data" -o "-p $port" -l "$log" -w -t 60 start >/dev/null; then
            export WEBCLUB_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
            export PATH=$postgres_bin:$PATH
            printf 'PostgreSQL %s on port %s\n' "$("$postgres_bin/postgres" --version | grep -o '[0-9.]*' | head -n 1)" "$port"
            return
        fi
    done
    cat "$log" >&2
    fail "PostgreSQL did not start"
}

# The Python that scripts/setup has given these packages.
python_of() {
    local wanted python
    wanted=$(sha256sum "$ROOT/scripts/$1-requirements.txt" | cut -c1-12)
    python=$CACHE/$1-$wanted/bin/python
    [[ -x $python ]] || fail "the Python packages of $1 are missing: run scripts/setup"
    printf '%s\n' "$python"
}

start_s3() {
    local python names=$servers_folder/s3.env log=$servers_folder/s3.log
    python=$(python_of s3) || exit
    "$python" "$ROOT/scripts/s3_server.py" "$names" >"$log" 2>&1 </dev/null &
    s3_pid=$!
    for _ in $(seq 300); do
        if [[ -f $names ]]; then
            set -a
            # shellcheck source=/dev/null
            source "$names"
            set +a
            printf 'S3 server at %s\n' "$WEBCLUB_TEST_S3"
            return
        fi
        kill -0 "$s3_pid" 2>/dev/null || break
        sleep 0.1
    done
    cat "$log" >&2
    fail "the S3 server did not start"
}
