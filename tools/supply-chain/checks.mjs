import satisfies from 'spdx-satisfies';

/**
 * The licences that packages may have which the `dependencies` of a workspace need, directly or through other packages.
 * Each allows anybody to use the package in any program, also a closed one.
 */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Fonts.
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/**
 * The licences of packages that only `devDependencies` need, to build and test Dwell: those above, and licences that
 * set further conditions for changing the package or passing it on.
 */
const ALLOWED_FOR_TOOLS = [...ALLOWED, 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0'];

const MODULES = 'node_modules/';
const nameOf = (place) => place.slice(place.lastIndexOf(MODULES) + MODULES.length);
const ofOthers = (packages) =>
  Object.entries(packages).filter(([place, { link }]) => place.includes(MODULES) && !link);

const isAllowed = (license, allowed) => {
  try {
    return satisfies(license, allowed);
  } catch {
    // The text is no SPDX expression, such as "SEE LICENSE IN file".
    return false;
  }
};

/**
 * Lists the packages whose licence is missing or not allowed.
 * @param packages those of package-lock.json
 */
export const licenceProblems = (packages) =>
  ofOthers(packages)
    .filter(
      ([, { license = '', dev, devOptional }]) =>
        !isAllowed(license, dev || devOptional ? ALLOWED_FOR_TOOLS : ALLOWED),
    )
    .map(([place, { version, license }]) => `${nameOf(place)} ${version}: ${license ?? 'no licence'}`);

/**
 * Lists the packages with an install script that `allowScripts` of package.json neither allows nor refuses, and the
 * entries of `allowScripts` that no package needs.
 * @param packages those of package-lock.json
 */
export const scriptProblems = (packages, allowScripts) => {
  const withScript = new Set(
    ofOthers(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([place]) => nameOf(place)),
  );
  return [
    ...[...withScript]
      .filter((name) => !(name in allowScripts))
      .map((name) => `${name} has an install script: add it to allowScripts as true or false`),
    ...Object.keys(allowScripts)
      .filter((name) => !withScript.has(name))
      .map((name) => `${name} has no install script: remove it from allowScripts`),
  ];
};

/**
 * Reads the output of `npm audit --json`.
 * @returns one line for each package with a known vulnerability; undefined when the output is that of a failed request
 */
export const readAdvisories = (output) => {
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (report?.metadata?.vulnerabilities === undefined) return undefined;
  return Object.values(report.vulnerabilities).map(({ name, severity, range, via }) => {
    const titles = via.map((cause) => (typeof cause === 'string' ? `by ${cause}` : cause.title));
    return `${name} ${range} (${severity}): ${titles.join('; ')}`;
  });
};
