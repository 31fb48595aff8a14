# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by run.sh and test.sh: installs what is missing, fetches LibTorch, configures and builds. Says what it
# does and why, does nothing when nothing changed, and ends with one clear line when something cannot be had.

badcase_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
badcase_build=$badcase_root/build/release
badcase_stamps=$badcase_root/build/.setup

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf 'badcase: %s\n' "$*" >&2; exit 1; }

# The packages of the given groups that are not installed, one a line: the first known alternative of each row.
missing_packages() {
    local group names why name installed
    while IFS='|' read -r group names why; do
        group=$(echo $group)
        case " $* " in *" $group "*) ;; *) continue ;; esac
        installed=
        for name in $names; do
            if dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -q '^installed'; then installed=1; fi
        done
        [ -n "$installed" ] && continue
        for name in $names; do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
            name=
        done
        [ -n "$name" ] || name=$(echo $names | cut -d' ' -f1)
        printf '%s\t%s\n' "$name" "$(echo $why)"
    done < <(grep -v '^#' "$badcase_root/cmake/packages.txt" | grep '|')
}

# install_packages GROUP...: nothing to do in a few milliseconds when the table has not changed since it last succeeded.
install_packages() {
    local stamp="$badcase_stamps/packages-$(echo "$*" | tr ' ' '-')" missing names as_root=
    if [ -e "$stamp" ] && [ "$stamp" -nt "$badcase_root/cmake/packages.txt" ]; then return 0; fi
    command -v apt-get >/dev/null || die "this machine has no apt-get; install the packages of cmake/packages.txt by its own means, then 'mkdir -p $badcase_stamps && touch $stamp'"
    missing=$(missing_packages "$@")
    if [ -n "$missing" ]; then
        if [ "$(id -u)" != 0 ]; then
            if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=sudo; else
                die "missing packages; ask an administrator for: apt-get install $(echo "$missing" | cut -f1 | tr '\n' ' ')"
            fi
        fi
        say "Refreshing the list of packages"
        $as_root apt-get update -qq >/dev/null 2>&1 || say "the list of packages could not be refreshed; going on with the old one"
        missing=$(missing_packages "$@")
        names=$(echo "$missing" | cut -f1 | tr '\n' ' ')
        say "Installing, because they are missing:"
        echo "$missing" | while IFS=$'\t' read -r name why; do printf '      %-28s %s\n' "$name" "$why" >&2; done
        mkdir -p "$badcase_stamps"
        if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names >"$badcase_stamps/apt.log" 2>&1; then
            die "could not install packages (log: $badcase_stamps/apt.log); install by hand: apt-get install $names"
        fi
    fi
    mkdir -p "$badcase_stamps" && touch "$stamp"
}

# LibTorch: the private wheel; where the package index cannot be reached, the distribution's libtorch-dev.
install_torch() {
    [ -n "${BADCASE_TORCH_ROOT:-}" ] && return 0
    if python3 "$badcase_root/cmake/fetch_torch.py" >/dev/null; then return 0; fi
    say "The LibTorch wheel cannot be had; falling back to the distribution's libtorch-dev"
    install_packages test
}

# build_project TARGET...: configures when needed, then builds.
build_project() {
    cd "$badcase_root" || die "cannot enter $badcase_root"
    if [ ! -e "$badcase_build/build.ninja" ]; then
        say "Configuring build/release"
        mkdir -p "$badcase_build"
        cmake --preset release ${BADCASE_TORCH_ROOT:+-DBADCASE_TORCH_ROOT="$BADCASE_TORCH_ROOT"} >"$badcase_build/configure.log" 2>&1 ||
            { tail -n 20 "$badcase_build/configure.log" >&2; die "configuring failed (log: $badcase_build/configure.log)"; }
    fi
    if ! ninja -C "$badcase_build" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
        say "Building${*:+ $*}"
        ninja -C "$badcase_build" "$@" >&2 || die "the build failed"
    fi
}
