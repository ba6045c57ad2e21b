/** Ends the program when its Node is too old. Imported first, before the modules that need a newer Node. */
const OLDEST = [22, 3];

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `Dwell needs Node ${OLDEST.join('.')} or newer; this is Node ${process.versions.node}.\n` +
      'npm start, npm test and every other npm script run on the Node that npm install brings.\n',
  );
  process.exit(1);
}
