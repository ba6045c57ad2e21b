export type { SimulatedPing } from './page.js';
export type { Person } from './people.js';
export type { Persona } from './personas.js';
export type { SimulationOptions } from './simulation.js';
export { mergeByTime } from './merge.js';
export { createPeople } from './people.js';
export { pingsOf } from './simulation.js';
export { play } from './reporting/play.js';
export { Reporter, type ReporterCounts, ReportingError } from './reporting/reporter.js';
