import type { PeopleSelection } from '@dwell/shared';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsGroupList, IsUsernameList } from './query.js';
import { MayBeAbsent } from './validation.js';

/** The parameters of every call that answers about selected people. */
export class PeopleSelectionDto implements PeopleSelection {
  @ApiPropertyOptional({
    description: 'Only these exact usernames; the parameter may be repeated, with or without [].',
  })
  @MayBeAbsent()
  @IsUsernameList()
  usernames?: string[];

  @ApiPropertyOptional({
    description:
      'Only people who are now in at least one of these groups, or whom `usernames` names; the parameter may be repeated, with or without [].',
  })
  @MayBeAbsent()
  @IsGroupList()
  groups?: string[];

  @ApiPropertyOptional({
    description: 'Not these exact usernames; the parameter may be repeated, with or without [].',
  })
  @MayBeAbsent()
  @IsUsernameList()
  not_usernames?: string[];

  @ApiPropertyOptional({
    description:
      'Not the people who are now in at least one of these groups; the parameter may be repeated, with or without [].',
  })
  @MayBeAbsent()
  @IsGroupList()
  not_groups?: string[];
}
