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
  @ApiProperty({ description: 'The members. One that is named twice counts once.' })
  @IsLegalStringList(MAX_GROUP_MEMBERS)
  usernames!: string[];
}

export class GroupsQueryDto implements GroupsQuery {
  @ApiPropertyOptional({ default: DEFAULT_GROUPS_PER_PAGE, description: 'How many are on a page.' })
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
      'add: the members of the file join their groups. replace: each group of the file has exactly its members in the file, besides those from tokens. Other groups stay unchanged.',
  })
  @MayBeAbsent()
  @IsIn(IMPORT_MODES)
  mode?: ImportMode;
}

export class GroupsExportQueryDto implements GroupsExportQuery {
  @ApiPropertyOptional({
    enum: MEMBERSHIP_SOURCES,
    description: 'Only the members whom an admin, or whom a token, put into the groups. Default: all.',
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
