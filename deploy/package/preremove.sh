#!/bin/sh
# Stops the service when the package goes, not when it is upgraded; the data in
# /var/lib/laidan stays.
set -e
case "$1" in
remove | 0)
	if [ -d /run/systemd/system ]; then
		systemctl disable --now laidan || true
	fi
	;;
esac
