/** The oldest major version of Node on which the database driver does not crash the process. */
const OLDEST_MAJOR = 22;

// Every program imports this module, so the check runs before the program opens a database.
if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `Dwell needs Node ${String(OLDEST_MAJOR)} or newer; this is Node ${process.versions.node}. ` +
      'npm start runs it on the Node that npm install brings.\n',
  );
  process.exit(1);
}
