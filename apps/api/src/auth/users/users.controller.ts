import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { UserAnswer, UsersAnswer, UserWithPasswordAnswer } from '@dwell/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller } from '../guard/caller.js';
import { ofBody, ofPath } from '../audit/audit-plan.js';
import { Audited } from '../audit/audited.js';
import { RequireRole } from '../guard/access.js';
import { ChangeRoleDto, CreateUserDto } from './users.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('api/v2/users')
@RequireRole('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @Audited('create-user', { target: ofBody('username'), detail: ofBody('role') })
  @ApiOperation({ summary: 'Create a user; only this answer shows a generated password' })
  create(@Body() body: CreateUserDto): Promise<UserWithPasswordAnswer> {
    return this.users.create(body);
  }

  @Get()
  @ApiOperation({ summary: 'List the users' })
  async list(): Promise<UsersAnswer> {
    return { users: await this.users.list() };
  }

  @Patch(':username')
  @Audited('change-role', { target: ofPath('username'), detail: ofBody('role') })
  @ApiOperation({ summary: "Change a user's role at once, and end the user's logins" })
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
  @HttpCode(200)
  @ApiOperation({
    summary: "Generate a new password, which only this answer shows, and end the user's logins",
  })
  reset(@Param('username') username: string): Promise<UserWithPasswordAnswer> {
    return this.users.reset(username);
  }

  @Delete(':username/second-factor')
  @Audited('remove-second-factor', { target: ofPath('username') })
  @HttpCode(204)
  @ApiOperation({ summary: "Remove another user's second factor, and end the user's logins" })
  removeSecondFactor(@Param('username') username: string, @CurrentCaller() caller: Caller): Promise<void> {
    return this.users.removeSecondFactor(username, caller);
  }

  @Delete(':username/logins')
  @Audited('end-logins', { target: ofPath('username') })
  @HttpCode(204)
  @ApiOperation({ summary: "End all of the user's logins" })
  endLogins(@Param('username') username: string): Promise<void> {
    return this.users.endLogins(username);
  }

  @Delete(':username')
  @Audited('remove-user', { target: ofPath('username') })
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a user, with the logins and API keys' })
  remove(@Param('username') username: string): Promise<void> {
    return this.users.remove(username);
  }
}
