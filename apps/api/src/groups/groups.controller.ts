import type { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type GroupAnswer,
  type GroupMembersAnswer,
  type GroupsAnswer,
  type GroupsImportedAnswer,
  isLegalString,
  LEGAL_STRING_RULE,
  MAX_GROUPS_BODY_BYTES,
  type MembersChangedAnswer,
} from '@dwell/shared';
import type { FastifyReply } from 'fastify';
import { type FindText, ofBody, ofPath } from '../auth/audit/audit-plan.js';
import { Audited } from '../auth/audit/audited.js';
import { RequireRole } from '../auth/guard/access.js';
import { type Caller, CurrentCaller, publicName } from '../auth/guard/caller.js';
import { Operation } from '../http/api-docs/operation.js';
import { csvOf, NOT_CSV, TakesCsv } from '../http/csv-bodies.js';
import { Exports } from '../http/formats/exports.js';
import { TakesLargeBody } from '../http/large-bodies.js';
import { Streams } from '../http/streams.js';
import { InvalidFields } from '../http/validation.js';
import {
  GroupMembersDto,
  GroupNameDto,
  GroupsExportQueryDto,
  GroupsImportQueryDto,
  GroupsQueryDto,
} from './groups.dto.js';
import { GroupsService, NAME_TAKEN, NO_GROUP, NOT_A_MEMBER, tooManyMembers } from './groups.service.js';

/** Returns the text for the audit log about what a change of members or an import did. */
const ofChange: FindText = (_, answer) => {
  if (answer === undefined) return undefined;
  const { created, added, removed } = answer as MembersChangedAnswer & { readonly created?: number };
  return `${created === undefined ? '' : `${created} created, `}${added} added, ${removed} removed`;
};

const SALES: GroupAnswer = { name: 'sales', created_at: 1_772_442_000, members: 2 };
const USERNAMES = { usernames: ['anna', 'bob'] };
const GROUP = { name: 'The group.' };
const MEMBER = { ...GROUP, username: 'The member.' };
const TOO_MANY = tooManyMembers(SALES.name);
const FILE = 'group,username\r\nsales,anna\r\nsales,bob\r\n';

@ApiTags('groups')
@Controller('api/v2/groups')
@RequireRole('admin')
export class GroupsController {
  constructor(
    private readonly groups: GroupsService,
    private readonly streams: Streams,
    private readonly exports: Exports,
  ) {}

  @Get()
  @RequireRole('analyst')
  @Operation({
    id: 'listGroups',
    summary: 'List the groups by name, with the number of their members',
    answer: 'GroupsAnswer',
    example: { description: 'Groups', groups: [SALES] },
  })
  list(@Query() query: GroupsQueryDto): Promise<GroupsAnswer> {
    return this.groups.list(query);
  }

  @Post()
  @Audited('create-group', { target: ofBody('name') })
  @Operation({
    id: 'createGroup',
    summary: 'Create a group without members',
    body: { name: 'sales' },
    answer: 'GroupAnswer',
    status: 201,
    example: { ...SALES, members: 0 },
    errors: { 409: NAME_TAKEN },
  })
  create(@Body() { name }: GroupNameDto): Promise<GroupAnswer> {
    return this.groups.create(name);
  }

  @Post('import')
  @Audited('import-groups', { detail: ofChange })
  @TakesCsv(
    MAX_GROUPS_BODY_BYTES,
    'A header with the columns group and username, then a line for each member. A line without a username says that there is a group without members.',
  )
  @Operation({
    id: 'importGroups',
    summary: 'Create groups and change their members by a CSV file, such as an export',
    description: 'If a line is not valid, nothing is changed, and `errors` names such lines, at most 20.',
    body: FILE,
    answer: 'GroupsImportedAnswer',
    example: { created: 1, added: 2, removed: 0 },
    errors: { 409: TOO_MANY, 415: NOT_CSV },
  })
  importCsv(@Body() body: unknown, @Query() { mode }: GroupsImportQueryDto): Promise<GroupsImportedAnswer> {
    return this.groups.importCsv(csvOf(body), mode ?? 'add');
  }

  @Get('export')
  @RequireRole('analyst')
  @Operation({
    id: 'exportGroups',
    summary: 'Write all groups with their members as a CSV file',
    description:
      'A text that a spreadsheet would calculate has an apostrophe before it, which the import removes.',
    formats: { 'text/csv': FILE },
  })
  async exportCsv(
    @Query() query: GroupsExportQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<Readable> {
    await this.streams.begin(reply, publicName(caller));
    return this.exports.send(reply, this.groups.exportCsv(query));
  }

  @Patch(':name')
  @Audited('rename-group', { target: ofPath('name'), detail: ofBody('name') })
  @Operation({
    id: 'renameGroup',
    summary: 'Give a group another name',
    parameters: GROUP,
    body: { name: 'sales and support' },
    errors: { 404: NO_GROUP, 409: NAME_TAKEN },
  })
  rename(@Param('name') name: string, @Body() body: GroupNameDto): Promise<void> {
    return this.groups.rename(name, body.name);
  }

  @Delete(':name')
  @Audited('remove-group', { target: ofPath('name') })
  @Operation({
    id: 'removeGroup',
    summary: 'Remove a group; its members stay users',
    parameters: GROUP,
    errors: { 404: NO_GROUP },
  })
  remove(@Param('name') name: string): Promise<void> {
    return this.groups.remove(name);
  }

  @Get(':name/members')
  @RequireRole('analyst')
  @Operation({
    id: 'listGroupMembers',
    summary: 'List the members of a group by username',
    parameters: GROUP,
    answer: 'GroupMembersAnswer',
    example: { description: 'Group members', members: [{ username: 'anna', sources: ['admin', 'token'] }] },
    errors: { 404: NO_GROUP },
  })
  listMembers(@Param('name') name: string, @Query() query: GroupsQueryDto): Promise<GroupMembersAnswer> {
    return this.groups.listMembers(name, query);
  }

  @Put(':name/members')
  @Audited('set-group-members', { target: ofPath('name'), detail: ofChange })
  @TakesLargeBody(MAX_GROUPS_BODY_BYTES)
  @Operation({
    id: 'setGroupMembers',
    summary: 'Replace the members whom admins put into a group; members from tokens stay',
    parameters: GROUP,
    body: USERNAMES,
    answer: 'MembersChangedAnswer',
    example: { added: 1, removed: 3 },
    errors: { 404: NO_GROUP },
  })
  setMembers(
    @Param('name') name: string,
    @Body() { usernames }: GroupMembersDto,
  ): Promise<MembersChangedAnswer> {
    return this.groups.changeMembers(name, { act: 'set', usernames });
  }

  @Post(':name/members')
  @Audited('add-group-members', { target: ofPath('name'), detail: ofChange })
  @TakesLargeBody(MAX_GROUPS_BODY_BYTES)
  @Operation({
    id: 'addGroupMembers',
    summary: 'Add members to a group',
    parameters: GROUP,
    body: USERNAMES,
    answer: 'MembersChangedAnswer',
    example: { added: 2, removed: 0 },
    errors: { 404: NO_GROUP, 409: TOO_MANY },
  })
  addMembers(
    @Param('name') name: string,
    @Body() { usernames }: GroupMembersDto,
  ): Promise<MembersChangedAnswer> {
    return this.groups.changeMembers(name, { act: 'add', usernames });
  }

  @Post(':name/members/remove')
  @Audited('remove-group-members', { target: ofPath('name'), detail: ofChange })
  @TakesLargeBody(MAX_GROUPS_BODY_BYTES)
  @Operation({
    id: 'removeGroupMembers',
    summary: 'Remove members whom admins put into a group',
    parameters: GROUP,
    body: USERNAMES,
    answer: 'MembersChangedAnswer',
    example: { added: 0, removed: 2 },
    errors: { 404: NO_GROUP },
  })
  removeMembers(
    @Param('name') name: string,
    @Body() { usernames }: GroupMembersDto,
  ): Promise<MembersChangedAnswer> {
    return this.groups.changeMembers(name, { act: 'remove', usernames });
  }

  @Put(':name/members/:username')
  @Audited('add-group-members', { target: ofPath('name'), detail: ofPath('username') })
  @Operation({
    id: 'addGroupMember',
    summary: 'Add one member to a group',
    parameters: MEMBER,
    errors: { 404: NO_GROUP, 409: TOO_MANY },
  })
  async addMember(@Param('name') name: string, @Param('username') username: string): Promise<void> {
    if (!isLegalString(username)) {
      throw new InvalidFields([{ field: 'username', message: LEGAL_STRING_RULE }]);
    }
    await this.groups.changeMembers(name, { act: 'add', usernames: [username] });
  }

  @Delete(':name/members/:username')
  @Audited('remove-group-members', { target: ofPath('name'), detail: ofPath('username') })
  @Operation({
    id: 'removeGroupMember',
    summary: 'Remove one member whom an admin put into a group',
    parameters: MEMBER,
    errors: { 404: NOT_A_MEMBER },
  })
  removeMember(@Param('name') name: string, @Param('username') username: string): Promise<void> {
    return this.groups.removeMember(name, username);
  }
}
