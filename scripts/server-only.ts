// Stands in for `server-only` outside Next: scripts, server, worker and tests are the server.
export {};
