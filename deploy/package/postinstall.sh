#!/bin/sh
# Nothing starts by itself: the first start prints a link that sets up the
# organisation, and somebody should be there to read it.
set -e
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl try-restart laidan || true # an upgrade: the new program takes over
fi
cat <<'TEXT'
Laidan is installed. Start it and open the one-time link that it prints:
  systemctl enable --now laidan && journalctl -u laidan -n 20
TEXT
