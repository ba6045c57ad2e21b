import type { StretchState } from '@dwell/shared';
import type { StretchRow } from '../schema/tables.js';

/** In blobs, a state's index in this list stands for the state, so the order must never change. */
const STATES: readonly StretchState[] = ['visible', 'hidden', 'gap'];

/** In blobs, stands for a path that has no id. The path's JSON follows. */
const NO_ID = 0;

/** Finds the id of a path, and the path that has an id. The paths are JSON, as in the rows of a trail. */
export interface TrailPaths {
  /** Returns undefined for a path without id. */
  idOf(path: string): number | undefined;
  get(id: number): string;
}

/**
 * Encodes a trail as bytes, which take a tenth of the space of its rows. Each stretch has these numbers:
 * 1. its beginning less the beginning of the stretch before (of the first stretch: less 0), in milliseconds, as
 *    {@link signed} returns it;
 * 2. twice the index of its state in {@link STATES}, plus 1 if it has a path;
 * 3. if it has a path: the path's id, or 0. After 0 come the length of the path's JSON in bytes, and the JSON.
 *
 * A number has as many bytes as it needs, with seven bits in each, the lowest first. All bytes but its last are ≥ 128.
 */
export const encodeTrail = (trail: readonly StretchRow[], paths: TrailPaths): Uint8Array => {
  const bytes: number[] = [];
  const add = (number: number): void => {
    let left = number;
    while (left >= 128) {
      bytes.push((left % 128) + 128);
      left = Math.floor(left / 128);
    }
    bytes.push(left);
  };
  let before = 0;
  for (const { begins, state, path } of trail) {
    add(signed(begins - before));
    before = begins;
    add(STATES.indexOf(state) * 2 + (path === null ? 0 : 1));
    if (path === null) continue;
    const id = paths.idOf(path) ?? NO_ID;
    add(id);
    if (id !== NO_ID) continue;
    const text = Buffer.from(path);
    add(text.length);
    bytes.push(...text);
  }
  return Uint8Array.from(bytes);
};

/**
 * Decodes what {@link encodeTrail} returned.
 * @throws Error if a state is unknown, because the blob is damaged.
 */
export const decodeTrail = (blob: Uint8Array, paths: TrailPaths): StretchRow[] => {
  const trail: StretchRow[] = [];
  let at = 0;
  const next = (): number => {
    let [number, factor] = [0, 1];
    for (;;) {
      const byte = blob[at++] ?? 0;
      number += (byte % 128) * factor;
      if (byte < 128) return number;
      factor *= 128;
    }
  };
  const nextPath = (): string => {
    const id = next();
    if (id !== NO_ID) return paths.get(id);
    const length = next();
    at += length;
    return Buffer.from(blob.subarray(at - length, at)).toString();
  };
  let begins = 0;
  while (at < blob.length) {
    begins += unsigned(next());
    const kind = next();
    const state = STATES[kind >> 1];
    if (!state) throw new Error('The trail of a session is damaged');
    trail.push({ begins, state, path: kind % 2 === 1 ? nextPath() : null });
  }
  return trail;
};

/** Maps integers to non-negative ones, so that small absolute values stay small: 0, -1, 1, -2 become 0, 1, 2, 3. */
const signed = (number: number): number => (number >= 0 ? 2 * number : -2 * number - 1);

const unsigned = (number: number): number => (number % 2 === 0 ? number / 2 : -(number + 1) / 2);
