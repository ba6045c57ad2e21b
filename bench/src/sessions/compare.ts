import type { LoadGenerator } from '../load/load-generator.js';
import { measure, ratioOf, type Result } from '../load/rounds.js';
import type { SessionsBenchOptions } from './options.js';
import type { SessionServer, Work } from './session-server.js';

/** The session servers on one web framework. */
export interface Rivals<Server> {
  readonly name: string;
  readonly theirs: readonly Server[];
  readonly ours: Server;
}

export interface Comparison {
  readonly name: string;
  /** The other libraries' results, then ours. */
  readonly results: readonly Result[];
  /** Our request rate divided by that of the fastest other library. */
  readonly ratio: number;
}

type Measured = Pick<SessionServer, 'contender'>;

export const compare = async (
  { name, theirs, ours }: Rivals<Measured>,
  work: Work,
  generator: LoadGenerator,
  options: SessionsBenchOptions,
): Promise<Comparison> => {
  const contenderOf = (server: Measured) => server.contender(work, generator, options.connections);
  const results = await measure([...theirs, ours].map(contenderOf), options);
  const own = results.at(-1);
  const ratios = results.slice(0, -1).map((their) => ratioOf(own, their));
  return { name: `${name}, ${work}`, results, ratio: Math.min(...ratios) };
};
