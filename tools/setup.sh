#!/bin/sh
# Set up what a target needs: tools/setup.sh run | test
#   run    .venv with everything in requirements.lock, and the program itself
#   test   the same from requirements-dev.lock, and Debian's packages that some tests use
# A second call with nothing changed ends at once. Nothing outside .venv is touched, except
# that root on Debian gets missing Debian packages through apt-get.
set -eu

want=${1:-run}
cd "$(dirname "$0")/.."
here=$(pwd)
python=${PYTHON:-python3}
case $want in
    run) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *)
        echo "usage: tools/setup.sh run|test" >&2
        exit 2
        ;;
esac

say() { printf '%s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

debian_install() {
    say "正在安装系统软件包 · installing Debian packages: $*"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    options="-q -y --no-install-recommends -o DPkg::Lock::Timeout=300"
    # shellcheck disable=SC2086
    apt-get install $options "$@" >build/apt.log 2>&1 && return 0
    apt-get update -q -o DPkg::Lock::Timeout=300 >build/apt.log 2>&1 || true
    # shellcheck disable=SC2086
    apt-get install $options "$@" >>build/apt.log 2>&1 && return 0
    tail -n 5 build/apt.log >&2
    return 1
}

check_python() {
    if ! command -v "$python" >/dev/null 2>&1; then
        say "找不到 $python。需要 Python 3.11 或更新版本。 · $python not found: Python 3.11 or newer is needed."
        exit 1
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        say "$("$python" --version) 太旧，需要 3.11 或更新版本（可用 PYTHON=… 指定）。"
        say "$("$python" --version) is too old: 3.11 or newer is needed (name another with PYTHON=…)."
        exit 1
    fi
}

check_venv_module() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return 0
    if may_install && debian_install python3-venv && "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        return 0
    fi
    say "缺少 Python 的 venv 模块。请用管理员运行：apt-get install python3-venv，再重试。"
    say "Python's venv module is missing. As an administrator run: apt-get install python3-venv. Then try again."
    exit 1
}

make_venv() {
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        check_python
        check_venv_module
        "$python" -m venv --clear .venv
    fi
    say "正在准备运行环境（约一分钟） · preparing .venv (about a minute): $lock"
    : >build/pip.log
    pip_install --require-hashes --requirement "$lock"
    pip_install --no-deps --no-build-isolation --no-index --editable .
}

pip_install() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input install "$@" >>build/pip.log 2>&1 &&
        return 0
    grep -v 'is ignored' build/pip.log | tail -n 12 >&2
    say "安装失败，完整记录在 build/pip.log。需要能访问软件包源，可重试。"
    say "Installing failed, the whole record is in build/pip.log. A package source must be reachable; try again."
    exit 1
}

# The stamp holds what the environment was made from; it is written last.
print_state() {
    echo "$here"
    cksum "$1" pyproject.toml
}

fresh() { [ -f "$2" ] && [ "$(cat "$2")" = "$(print_state "$1")" ]; }

ensure_venv() {
    fresh "$lock" ".venv/.made-$want" && return 0
    # What the tests need includes what running needs.
    if [ "$want" = run ] && fresh requirements-dev.lock .venv/.made-test; then
        return 0
    fi
    make_venv
    rm -f .venv/.made-*
    print_state "$lock" >".venv/.made-$want"
}

# Debian packages that some tests use; without them those tests are skipped and say why.
missing_for_tests() {
    command -v soffice >/dev/null 2>&1 || printf 'libreoffice-writer-nogui '
    command -v chromium >/dev/null 2>&1 || printf 'chromium fonts-noto-cjk '
    if ! command -v initdb >/dev/null 2>&1; then
        ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || printf 'postgresql '
    fi
}

ensure_debian() {
    missing=$(missing_for_tests)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086
    if may_install && debian_install $missing; then
        return 0
    fi
    say "缺少：${missing}有关的测试会跳过。可运行：apt-get install ${missing}"
    say "Missing: ${missing}the tests that use them will be skipped. To have them: apt-get install ${missing}"
}

mkdir -p build
ensure_venv
[ "$want" = run ] || ensure_debian
