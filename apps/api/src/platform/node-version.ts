/**
 * The oldest version of Node that Dwell runs on, as major and minor version. Nearly all older ones lack
 * process.getBuiltinModule.
 */
const OLDEST: readonly [major: number, minor: number] = [22, 3];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Every program imports this module, so the check runs before the program opens a database.
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `Dwell needs Node ${OLDEST.join('.')} or newer; this is Node ${process.versions.node}. ` +
      'npm start runs it on the Node that npm install brings.\n',
  );
  process.exit(1);
}
