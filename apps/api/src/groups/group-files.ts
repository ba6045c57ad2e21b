import {
  GROUP_NAME_RULE,
  type FieldError,
  isGroupName,
  isLegalString,
  LEGAL_STRING_RULE,
} from '@dwell/shared';
import { text } from '../http/formats/columns.js';
import { readCsv } from '../http/formats/read-csv.js';
import { InvalidFields, MAX_LISTED_FIELDS } from '../http/validation.js';

/** A line of a file of groups. Without a username, it says that there is a group without members. */
export interface GroupRow {
  readonly group: string;
  readonly username: string | null;
}

export const GROUP_COLUMNS = [
  text<GroupRow>('group', 'the name of the group', ({ group }) => group),
  text<GroupRow>('username', 'a member; empty for a group without members', ({ username }) => username),
];

interface ReadGroup {
  readonly usernames: Set<string>;
  /** The number of the line that has the group and no username; undefined if there is none. */
  emptyLine?: number;
}

/**
 * Resolves to the groups of a CSV file with their members.
 * @throws InvalidFields that names the line and the column of each problem, of at most MAX_LISTED_FIELDS
 */
export const readGroupFile = async (csv: string): Promise<{ name: string; usernames: string[] }[]> => {
  const problems: FieldError[] = [];
  const groups = new Map<string, ReadGroup>();
  let columns: Columns | undefined;
  for await (const { line, cells } of readCsv(csv)) {
    if (!columns) {
      columns = columnsOf(cells);
      continue;
    }
    problems.push(...problemsOf(cells, columns, line));
    // An error lists at most MAX_LISTED_FIELDS problems.
    if (problems.length >= MAX_LISTED_FIELDS) break;
    const group = cells[columns.group] ?? '';
    const username = cells[columns.username] ?? '';
    const read: ReadGroup = groups.get(group) ?? { usernames: new Set() };
    groups.set(group, read);
    if (username === '') read.emptyLine = line;
    else read.usernames.add(username);
  }
  if (!columns) throw new InvalidFields([{ field: 'body', message: HEADER_RULE }]);
  for (const { usernames, emptyLine } of groups.values()) {
    if (emptyLine === undefined || usernames.size === 0) continue;
    const message = `in line ${emptyLine} is empty, but the group has members in other lines`;
    problems.push({ field: 'username', message });
  }
  if (problems.length > 0) throw new InvalidFields(problems);
  return Array.from(groups, ([name, { usernames }]) => ({ name, usernames: [...usernames] }));
};

/** The index of each column in a line. */
interface Columns {
  readonly group: number;
  readonly username: number;
}

const HEADER_RULE = 'in line 1 must be a header with the columns group and username';

const columnsOf = (header: readonly string[]): Columns => {
  const columns = { group: header.indexOf('group'), username: header.indexOf('username') };
  if (header.length !== 2 || columns.group < 0 || columns.username < 0) {
    throw new InvalidFields([{ field: 'body', message: HEADER_RULE }]);
  }
  return columns;
};

const problemsOf = (cells: readonly string[], { group, username }: Columns, line: number): FieldError[] => {
  const where = `in line ${line}`;
  if (cells.length !== 2) {
    return [{ field: 'body', message: `${where} must have 2 cells, not ${cells.length}` }];
  }
  const isUsername = cells[username] === '' || isLegalString(cells[username]);
  return [
    ...(isGroupName(cells[group]) ? [] : [{ field: 'group', message: `${where} ${GROUP_NAME_RULE}` }]),
    ...(isUsername ? [] : [{ field: 'username', message: `${where} ${LEGAL_STRING_RULE}` }]),
  ];
};
