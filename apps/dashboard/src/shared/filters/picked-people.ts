import { foldName, type GroupAnswer } from '@dwell/shared';

/** People who are chosen by name, and as members of groups. */
export interface PickedPeople {
  readonly usernames: readonly string[];
  readonly groups: readonly string[];
}

/** A person or a group in a list of both. */
export interface Pick {
  readonly kind: 'person' | 'group';
  readonly name: string;
}

/** Returns the text that stands for a person or a group in a list of both: `person:anna`. */
export const valueOf = ({ kind, name }: Pick): string => `${kind}:${name}`;

/** Returns the person or group that a text of {@link valueOf} stands for. */
export const pickOf = (value: string): Pick => {
  const colon = value.indexOf(':');
  return { kind: value.slice(0, colon) === 'group' ? 'group' : 'person', name: value.slice(colon + 1) };
};

/** Returns the texts that stand for all groups and people. */
export const valuesOf = ({ usernames, groups }: PickedPeople): string[] => [
  ...groups.map((name) => valueOf({ kind: 'group', name })),
  ...usernames.map((name) => valueOf({ kind: 'person', name })),
];

/** Returns the groups and people that the texts stand for. */
export const pickedIn = (values: readonly string[]): PickedPeople => {
  const picks = values.map(pickOf);
  const named = (kind: Pick['kind']): string[] =>
    picks.filter((pick) => pick.kind === kind).map(({ name }) => name);
  return { usernames: named('person'), groups: named('group') };
};

/** Returns the groups whose names contain the text, in any case and with or without accents. */
export const findGroups = (groups: readonly GroupAnswer[], typed: string): GroupAnswer[] => {
  const searched = foldName(typed.trim());
  return groups.filter(({ name }) => foldName(name).includes(searched));
};
