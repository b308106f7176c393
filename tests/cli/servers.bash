# Servers on free ports of the loopback, for the tests that talk to one: `load servers` beside `load git`, and `end_servers` in
# teardown. Where the system has none they are those that tests/tools/need unpacked; where none runs, the test is skipped.
#
#     server NAME       the path of a server's program as $program
#     start PROGRAM…    starts it until the test ends: $pid
#     wait_for PORT     until the port answers
#     start_sshd        ssh to this machine as `iv-test`; as `iv-wrong` with a key that is refused. Its files are in $work/ssh

servers=$top/build/servers

server() {
    local path
    for path in "/usr/sbin/$1" "$servers/usr/sbin/$1"; do
        [ ! -x "$path" ] || break
    done
    [ -x "$path" ] || skip "no $1: make check installs it"
    libraries=$(echo "$servers"/lib/*-linux-gnu "$servers"/usr/lib/*-linux-gnu | tr ' ' :)
    program=$path
}

start() {
    LD_LIBRARY_PATH=${libraries-} "$@" </dev/null >>"$BATS_TEST_TMPDIR/server.log" 2>&1 3>&- &
    pid=$!
    echo "$pid" >>"$BATS_TEST_TMPDIR/pids"
}

end_servers() {
    [ -e "$BATS_TEST_TMPDIR/pids" ] || return 0
    while read -r pid; do
        kill "$pid"
        for _ in $(seq 50); do
            kill -0 "$pid" && sleep 0.1 || break
        done
    done <"$BATS_TEST_TMPDIR/pids" 2>/dev/null
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# A server that ends before it answers does not run on this machine.
wait_for() {
    for _ in $(seq 100); do
        (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        kill -0 "$pid" 2>/dev/null || skip "the server does not run here: $(tail -n 1 "$BATS_TEST_TMPDIR/server.log")"
        sleep 0.1
    done
    skip 'the server does not answer here'
}

# With keys of its own. As root it wants a folder in /run and a user: they are there for it alone.
start_sshd() {
    local ssh=$work/ssh key
    server sshd
    command -v ssh-keygen >/dev/null || skip 'no ssh-keygen'
    port=$(free_port)
    mkdir "$ssh"
    for key in host user wrong; do
        ssh-keygen -q -t ed25519 -N '' -f "$ssh/$key"
    done
    cat >"$ssh/server" <<-END
	Port $port
	ListenAddress 127.0.0.1
	HostKey $ssh/host
	PidFile none
	AuthorizedKeysFile $ssh/user.pub
	StrictModes no
	UsePAM no
	PasswordAuthentication no
	KbdInteractiveAuthentication no
	PermitRootLogin yes
	SetEnv HOME=$HOME GIT_CONFIG_GLOBAL=$GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM=1
	END
    cat >"$ssh/client" <<-END
	Host iv-test iv-wrong
	    HostName 127.0.0.1
	    Port $port
	    User $(id -un)
	    IdentitiesOnly yes
	    UserKnownHostsFile $ssh/known
	Host iv-test
	    IdentityFile $ssh/user
	Host iv-wrong
	    IdentityFile $ssh/wrong
	END
    echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$ssh/host.pub")" >"$ssh/known"
    if [ "$(id -u)" -ne 0 ] || { [ -d /run/sshd ] && getent passwd sshd >/dev/null; }; then
        start "$program" -D -e -f "$ssh/server"
    else
        unshare --mount true 2>/dev/null || skip 'sshd needs /run/sshd and the user sshd, and there are no mount namespaces here'
        { cat /etc/passwd && echo 'sshd:x:65533:65534::/run/sshd:/bin/false'; } >"$ssh/passwd"
        start unshare --mount --propagation private sh -c 'mount -t tmpfs none /run && mkdir -m 755 /run/sshd &&
            mount --bind "$1" /etc/passwd && exec "$2" -D -e -f "$3"' sh "$ssh/passwd" "$program" "$ssh/server"
    fi
    wait_for "$port"
    export GIT_SSH_COMMAND="ssh -F $ssh/client"
}
