/** The oldest major version of Node on which the database driver does not crash the process. */
const OLDEST_MAJOR = 22;

// Imported first by each program, before the modules that need a newer Node.
if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `Dwell needs Node ${String(OLDEST_MAJOR)} or newer; this is Node ${process.versions.node}. ` +
      'npm start runs it on the Node that npm install brings.\n',
  );
  process.exit(1);
}
