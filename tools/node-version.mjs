/** Ends the program when its Node is too old. Imported first, before the modules that need a newer Node. */
const OLDEST_MAJOR = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `Dwell needs Node ${OLDEST_MAJOR} or newer; this is Node ${process.versions.node}.\n` +
      'npm start, npm test and every other npm script run on the Node that npm install brings.\n',
  );
  process.exit(1);
}
