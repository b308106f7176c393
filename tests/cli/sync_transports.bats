#!/usr/bin/env bats
# `infoview sync` over each transport, with real servers on the loopback (git.md, "How it is tested"): a path, file://, ssh by an alias of
# an ssh configuration, https with a password from a credential helper and a certificate authority of the test's own. Servers that
# decline, that never answer, that are not there. Each test starts its servers on free ports and ends them; where the system
# has none they are those that `need check` unpacked.

load helper
load git
load servers

setup() {
    use_home
    use_git
    export LC_ALL=C.UTF-8 no_proxy=localhost,127.0.0.1
    unset GIT_SSL_CAINFO GIT_SSL_CAPATH GIT_SSL_NO_VERIFY SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE
    unset GIT_SSH GIT_SSH_COMMAND GIT_ASKPASS SSH_ASKPASS SSH_AUTH_SOCK DISPLAY WAYLAND_DISPLAY http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
    git init -q --bare "$work/remote.git"
    git init -q one
    printf 'format: 1\n' >one/infoview.yaml
    note one ana 'name: Ana Lima'
}

teardown() {
    end_servers
}

note() {
    mkdir -p "$1/contacts"
    printf -- '---\n%s\n---\n' "$3" >"$1/contacts/$2.md"
}

on() {
    local machine=$1
    shift
    ok -C "$machine" sync --no-input "$@"
}

# Two machines through the remote at the URL: sent, brought in, merged, and somebody who sends between our fetch and our push.
exchange() {
    git -C one remote add origin "$1"
    on one ${2-}
    says 'push    1 commit to origin/main' 'In step with origin'
    git clone -q "$work/remote.git" two
    note two bo 'name: Bo Chen'
    on two
    note one ana $'name: Ana Lima\nphone: "1"'
    on one
    says 'pull    1 commit' 'push    2 commits'
    note two bo $'name: Bo Chen\nemail: bo@example.org'
    git -C two commit -qam email
    mkdir -p one/.git/hooks
    printf '#!/bin/sh\n[ -e "%s/done" ] && exit 0\ntouch "%s/done"\nunset GIT_DIR\ngit -C "%s/two" pull -q --no-rebase --no-edit origin main && git -C "%s/two" push -q origin main\n' \
        "$work" "$work" "$work" "$work" >one/.git/hooks/pre-push
    chmod +x one/.git/hooks/pre-push
    note one cy 'name: Cy Ode'
    on one
    [ -e done ] || blame 'nobody came between'
    rm one/.git/hooks/pre-push
    on two
    on one
    [ "$(git -C one rev-parse HEAD)" = "$(git -C remote.git rev-parse main)" ]
    diff -r -x .git one two
    grep -q 'email: bo' one/contacts/bo.md && grep -q 'phone: "1"' one/contacts/ana.md
    git -C remote.git fsck --no-dangling
}

@test "a path, also one with spaces and other letters" {
    exchange "$work/remote.git"
    mkdir far\ $'\xc3\xa4' && git init -q --bare far\ $'\xc3\xa4'/r.git
    git -C one remote set-url origin ../far\ $'\xc3\xa4'/r.git
    on one
    [ "$(git -C far\ $'\xc3\xa4'/r.git rev-parse main)" = "$(git -C one rev-parse HEAD)" ]
}

@test "file://" {
    exchange "file://$work/remote.git"
}

# ---- ssh

@test "ssh, by an alias of the user's own configuration" {
    start_sshd
    exchange "iv-test:$work/remote.git" --yes
}

@test "ssh: a wrong key, a host that is not known, nobody there: said at once, without a question" {
    start_sshd
    git -C one remote add origin "iv-wrong:$work/remote.git"
    timeout $((20 * slow)) "$INFOVIEW" -C one sync --yes --no-input >"$OUT" 2>"$ERR" </dev/null && return 1
    err=$(cat "$ERR")
    complains 'Permission denied (publickey)' "'git fetch' shows more; your notes are committed here"
    [ -z "$(git -C one status --porcelain)" ]
    : >ssh/known
    git -C one remote set-url origin "iv-test:$work/remote.git"
    timeout $((20 * slow)) "$INFOVIEW" -C one sync --yes --no-input >"$OUT" 2>"$ERR" </dev/null && return 1
    err=$(cat "$ERR")
    complains 'Host key verification failed'
    kill "$pid" && wait "$pid" || true
    on one --yes
    complains 'offline: 1 commit wait' 'Connection refused'
    iv -C one sync --yes --strict --no-input
    [ "$status" -eq 3 ]
}

# ---- https

start_nginx() {
    server fcgiwrap
    gateway=$program
    server nginx
    command -v openssl >/dev/null || skip 'no openssl'
    backend=$(git --exec-path)/git-http-backend
    [ -x "$backend" ] || skip 'no git-http-backend'
    port=$(free_port)
    mkdir www
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=Test Authority' \
        -keyout www/ca.key -out www/ca.crt 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout www/server.key -out www/server.csr 2>/dev/null
    echo 'subjectAltName=DNS:localhost' >www/names
    openssl x509 -req -in www/server.csr -CA www/ca.crt -CAkey www/ca.key -CAcreateserial -days 2 -extfile www/names -out www/server.crt 2>/dev/null
    echo 'jo:{PLAIN}right' >www/passwords
    cat >www/nginx.conf <<-END
	daemon off;
	pid $work/www/pid;
	$([ "$(id -u)" -ne 0 ] || echo 'user root;')
	events { worker_connections 32; }
	http {
	    access_log $work/www/access.log;
	    client_body_temp_path $work/www/b; proxy_temp_path $work/www/p; fastcgi_temp_path $work/www/f;
	    uwsgi_temp_path $work/www/u; scgi_temp_path $work/www/s;
	    client_max_body_size 0;
	    server {
	        listen 127.0.0.1:$port ssl;
	        server_name localhost;
	        ssl_certificate $work/www/server.crt;
	        ssl_certificate_key $work/www/server.key;
	        location ~ ^/git(/.*) {
	            auth_basic git;
	            auth_basic_user_file $work/www/passwords;
	            fastcgi_param SCRIPT_FILENAME $backend;
	            fastcgi_param GIT_HTTP_EXPORT_ALL '';
	            fastcgi_param GIT_PROJECT_ROOT $work;
	            fastcgi_param GIT_CONFIG_GLOBAL $GIT_CONFIG_GLOBAL;
	            fastcgi_param HOME $HOME;
	            fastcgi_param PATH_INFO \$1;
	            fastcgi_param QUERY_STRING \$query_string;
	            fastcgi_param REQUEST_METHOD \$request_method;
	            fastcgi_param CONTENT_TYPE \$content_type;
	            fastcgi_param CONTENT_LENGTH \$content_length;
	            fastcgi_param HTTP_CONTENT_ENCODING \$http_content_encoding;
	            fastcgi_param REMOTE_USER \$remote_user;
	            fastcgi_pass unix:$work/www/socket;
	        }
	    }
	}
	END
    start "$gateway" -s "unix:$work/www/socket"
    start "$program" -p "$work/www" -e "$work/www/error.log" -c "$work/www/nginx.conf"
    wait_for "$port"
    git config --global http.sslCAInfo "$work/www/ca.crt"
    url=https://localhost:$port/git/remote.git
}

# A helper that knows a password, and notes that it was asked.
helper() {
    printf '#!/bin/sh\ncat >/dev/null\n[ "$1" = get ] || exit 0\necho asked >>"%s/asked"\necho username=jo\necho password=%s\n' "$work" "$1" >helper
    chmod +x helper
    git config --global credential.helper "$work/helper"
}

@test "https, with a password from a helper and an authority of one's own" {
    start_nginx
    helper right
    exchange "$url"
    ! grep -rqs right one/.git/config
}

@test "https: a wrong password, none at all, an unknown authority, nobody there: said at once, without a question" {
    start_nginx
    git -C one remote add origin "$url"
    fails_with() {
        timeout $((20 * slow)) "$INFOVIEW" -C one sync --no-input >"$OUT" 2>"$ERR" </dev/null && blame 'it went well'
        out=$(cat "$OUT") err=$(cat "$ERR")
        complains "$@" "your notes are committed here"
        [ -z "$(git -C one status --porcelain)" ]
    }
    helper wrong
    fails_with "Authentication failed for 'https://localhost:"
    [ "$(wc -l <asked)" -eq 1 ] || blame 'asked more than once'
    git config --global --unset credential.helper
    fails_with 'could not read Username' 'terminal prompts disabled'
    git config --global --unset http.sslCAInfo
    fails_with 'certificate'
    git config --global http.sslCAInfo "$work/www/ca.crt"
    git -C one remote set-url origin "${url/remote/none}"
    helper right
    fails_with "not found"
    kill "$pid" && wait "$pid" || true
    on one
    complains 'offline: 1 commit wait'
    git -C one remote set-url origin "https://jo:secret@localhost:$port/git/remote.git"
    on one
    [[ $err != *secret* ]] || blame 'the password is shown'
}

# ---- servers that are in the way

@test "a server that declines: its words, in one line and clean; nothing is lost" {
    git -C one remote add origin "file://$work/remote.git"
    printf '#!/bin/sh\nprintf "no notes today\\n\\033[2Jask Mo\\n" >&2\nexit 1\n' >remote.git/hooks/pre-receive
    chmod +x remote.git/hooks/pre-receive
    iv -C one sync --no-input
    [ "$status" -eq 3 ]
    complains "'origin' does not take them: [remote rejected] (pre-receive hook declined): no notes today" 'ask Mo' \
        "your notes are committed here; 'git push' shows more"
    clean "$ERR"
    [ -z "$(git -C one status --porcelain)" ]
    rm remote.git/hooks/pre-receive
    printf '#!/bin/sh\necho "main is for Mo" >&2\nexit 1\n' >remote.git/hooks/update
    chmod +x remote.git/hooks/update
    iv -C one sync --no-input
    [ "$status" -eq 3 ]
    complains '[remote rejected] (hook declined): ' 'main is for Mo'
    rm remote.git/hooks/update
    on one
    says 'push    1 commit'
}

# Accepts, and says nothing for ever.
start_silent() {
    port=$(free_port)
    start python3 -c '
import socket, sys
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
kept = []
while True:
    kept.append(server.accept())' "$port"
    wait_for "$port"
}

@test "a server that never answers: given up after --timeout, told as offline, and nothing is left running" {
    start_silent
    for url in "git://127.0.0.1:$port/x.git" "http://127.0.0.1:$port/x.git" "ssh://127.0.0.1:$port/x.git"; do
        git -C one remote remove origin 2>/dev/null || true
        git -C one remote add origin "$url"
        SECONDS=0
        on one --timeout 1
        complains 'offline: 1 commit wait' 'it has not answered for 1 second'
        [ "$SECONDS" -le $((10 * slow)) ]
        iv -C one sync --strict --timeout 1 --no-input
        [ "$status" -eq 3 ]
    done
    fails 2 -C one sync --timeout soon
    fails 2 -C one sync --timeout -1
    ! grep -aqs "[1]27.0.0.1:$port" /proc/[0-9]*/cmdline || blame 'a program is left'
    git -C one remote set-url origin "$work/remote.git"
    printf '#!/bin/sh\necho $$ >>"%s/slow"\nexec sleep 30\n' "$work" >receive
    chmod +x receive
    git -C one config remote.origin.receivepack "$work/receive"
    on one --timeout 1
    complains 'offline: 1 commit wait'
    for pid in $(cat slow); do
        ! grep -qs '^State:[^Z]*$' "/proc/$pid/status" || blame 'a program is left'
    done
    git -C one config --unset remote.origin.receivepack
    on one
    says 'push    1 commit'
}
