import { applyDecorators } from '@nestjs/common';
import {
  DEFAULT_GROUPS_PER_PAGE,
  GROUP_NAME_RULE,
  type GroupMembersBody,
  type GroupNameBody,
  type GroupsExportQuery,
  type GroupsImportQuery,
  type GroupsQuery,
  IMPORT_MODES,
  type ImportMode,
  isGroupName,
  MAX_GROUP_MEMBERS,
  MAX_GROUPS_PER_PAGE,
  MEMBERSHIP_SOURCES,
  type MembershipSource,
} from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, ValidateBy } from 'class-validator';
import { IsCursor } from '../http/cursors.js';
import { IsBooleanValue, IsNumberValue } from '../http/query.js';
import { IsLegalStringList, LEGAL_NAME_IN_URLS, MayBeAbsent } from '../http/validation.js';

const IsGroupName = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty(LEGAL_NAME_IN_URLS),
    ValidateBy({
      name: 'isGroupName',
      validator: { validate: isGroupName, defaultMessage: () => GROUP_NAME_RULE },
    }),
  );

export class GroupNameDto implements GroupNameBody {
  @ApiProperty({ description: 'The name of the group.' })
  @IsGroupName()
  name!: string;
}

export class GroupMembersDto implements GroupMembersBody {
  @ApiProperty({ description: 'The members. A member who is named twice counts once.' })
  @IsLegalStringList(MAX_GROUP_MEMBERS)
  usernames!: string[];
}

export class GroupsQueryDto implements GroupsQuery {
  @ApiPropertyOptional({
    default: DEFAULT_GROUPS_PER_PAGE,
    description: 'How many groups or members a page has at most.',
  })
  @MayBeAbsent()
  @IsNumberValue({ min: 1, max: MAX_GROUPS_PER_PAGE, whole: true })
  limit?: number;

  @ApiPropertyOptional({ description: 'next_cursor of the previous page.' })
  @MayBeAbsent()
  @IsCursor()
  cursor?: string;
}

export class GroupsImportQueryDto implements GroupsImportQuery {
  @ApiPropertyOptional({
    enum: IMPORT_MODES,
    default: 'add',
    description:
      'add: the members of the file join their groups. replace: each group that the file names gets exactly the members that the file gives it, and keeps the members that tokens have put into it. Groups that the file does not name stay as they are.',
  })
  @MayBeAbsent()
  @IsIn(IMPORT_MODES)
  mode?: ImportMode;
}

export class GroupsExportQueryDto implements GroupsExportQuery {
  @ApiPropertyOptional({
    enum: MEMBERSHIP_SOURCES,
    description:
      'admin: only the members whom admins put into the groups. token: only those whom their tokens put there. Default: all.',
  })
  @MayBeAbsent()
  @IsIn(MEMBERSHIP_SOURCES)
  source?: MembershipSource;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'true: the file begins with a byte order mark, without which Excel misreads UTF-8.',
  })
  @MayBeAbsent()
  @IsBooleanValue()
  bom?: boolean;
}
