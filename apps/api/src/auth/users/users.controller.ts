import { Body, Controller, Delete, Get, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { UserAnswer, UsersAnswer, UserWithPasswordAnswer } from '@dwell/shared';
import { Operation } from '../../http/api-docs/operation.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { ofBody, ofPath } from '../audit/audit-plan.js';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { NO_USER, ONLY_ADMIN } from '../login/expect-done.js';
import { ChangeRoleDto, CreateUserDto } from './users.dto.js';
import { NO_SECOND_FACTOR, USERNAME_TAKEN, UsersService } from './users.service.js';

const BOB = { username: 'bob', role: 'analyst', created_at: 1_772_442_000, second_factor: false } as const;

const USERNAME = { username: 'The user.' };

@ApiTags('users')
@Controller('api/v2/users')
@RequireRole('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @Audited('create-user', { target: ofBody('username'), detail: ofBody('role') })
  @Operation({
    id: 'createUser',
    summary: 'Create a user; only this answer shows a generated password',
    body: { username: 'bob', role: 'analyst' },
    answer: 'UserWithPasswordAnswer',
    status: 201,
    example: { ...BOB, password: 'kQ4v-Zr8w-Hn2t' },
    errors: { 409: USERNAME_TAKEN },
  })
  create(@Body() body: CreateUserDto): Promise<UserWithPasswordAnswer> {
    return this.users.create(body);
  }

  @Get()
  @Operation({
    id: 'listUsers',
    summary: 'List the users',
    answer: 'UsersAnswer',
    example: { users: [BOB] },
  })
  async list(): Promise<UsersAnswer> {
    return { users: await this.users.list() };
  }

  @Patch(':username')
  @Audited('change-role', { target: ofPath('username'), detail: ofBody('role') })
  @Operation({
    id: 'changeUserRole',
    summary: "Change a user's role at once, and end the user's logins",
    parameters: USERNAME,
    body: { role: 'admin' },
    answer: 'UserAnswer',
    example: { ...BOB, role: 'admin' },
    errors: { 404: NO_USER, 409: ONLY_ADMIN },
  })
  changeRole(
    @Param('username') username: string,
    @Body() { role }: ChangeRoleDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<UserAnswer> {
    return this.users.changeRole(username, role, caller, { request, response });
  }

  @Post(':username/reset')
  @Audited('reset-password', { target: ofPath('username') })
  @Operation({
    id: 'resetUserPassword',
    summary: "Generate a new password, which only this answer shows, and end the user's logins",
    parameters: USERNAME,
    answer: 'UserWithPasswordAnswer',
    example: { ...BOB, password: 'kQ4v-Zr8w-Hn2t' },
    errors: { 404: NO_USER },
  })
  reset(@Param('username') username: string): Promise<UserWithPasswordAnswer> {
    return this.users.reset(username);
  }

  @Delete(':username/second-factor')
  @Audited('remove-second-factor', { target: ofPath('username') })
  @Operation({
    id: 'removeUserSecondFactor',
    summary: "Remove another user's second factor, and end the user's logins",
    parameters: USERNAME,
    errors: { 404: NO_USER, 409: NO_SECOND_FACTOR },
  })
  removeSecondFactor(@Param('username') username: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.users.removeSecondFactor(username, caller);
  }

  @Delete(':username/logins')
  @Audited('end-logins', { target: ofPath('username') })
  @Operation({
    id: 'endUserLogins',
    summary: "End all of the user's logins",
    parameters: USERNAME,
    errors: { 404: NO_USER },
  })
  endLogins(@Param('username') username: string): Promise<void> {
    return this.users.endLogins(username);
  }

  @Delete(':username')
  @Audited('remove-user', { target: ofPath('username') })
  @Operation({
    id: 'removeUser',
    summary: 'Remove a user, with the logins, the API keys and the saved views that the user does not share',
    parameters: USERNAME,
    errors: { 404: NO_USER, 409: ONLY_ADMIN },
  })
  remove(@Param('username') username: string): Promise<void> {
    return this.users.remove(username);
  }
}
