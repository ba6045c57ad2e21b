import {
  type KeepaliveBody,
  MAX_ELAPSED_MS,
  MAX_STRING_LENGTH,
  type SessionHideBody,
  type SessionStartBody,
  type WirePath,
} from '@dwell/shared';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNumber, Max, Min, ValidateBy, type ValidationArguments } from 'class-validator';
import { IsLegalString, MayBeAbsent } from '../http/validation.js';
import { pathErrors } from './ping-body.js';

const VIEW_AND_TAB = '[^,\\u0000]+(,[^\\u0000]+)?';

const NAME = { type: 'string', pattern: '^[^\\u0000]+$' } as const;

/** The older form of a path: view and tab, separated by the first comma, with or without brackets around both. */
const PATH_TEXT = `^(\\[${VIEW_AND_TAB}\\]|(?!\\[[\\s\\S]*\\]$)${VIEW_AND_TAB})$`;

/** Checks a path in either of its forms. */
const IsWirePath = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWirePath',
    validator: {
      validate: (value: unknown) => pathErrors(value).length === 0,
      defaultMessage: (args?: ValidationArguments) =>
        pathErrors(args?.value)
          .map(({ field, message }) => (field === 'path' ? message : `(${field}) ${message}`))
          .join('; '),
    },
  });

export class SessionStartDto implements SessionStartBody {
  @ApiPropertyOptional({
    description: 'Identifies the device. Each client of a user has a session of its own.',
  })
  @MayBeAbsent()
  @IsLegalString()
  client_id?: string;

  @ApiPropertyOptional({
    description:
      "Identifies one loaded document. With it, the time of each page is measured from the page's own pings; an instant at which two pages are visible counts once.",
  })
  @MayBeAbsent()
  @IsLegalString()
  page_id?: string;
}

export class SessionHideDto extends SessionStartDto implements SessionHideBody {
  @ApiProperty({
    description: `The view and the tab open in it, or the older string form "[view,tab]". Names over ${MAX_STRING_LENGTH} characters are shortened; further names, and those of a nested list, belong to the tab.`,
    oneOf: [
      {
        type: 'array',
        minItems: 1,
        items: { pattern: NAME.pattern, oneOf: [NAME, { type: 'array', minItems: 1, items: NAME }] },
      },
      { type: 'string', pattern: PATH_TEXT },
    ],
    example: ['/view/weather', 'tab_map'],
  })
  @IsWirePath()
  path!: WirePath;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: MAX_ELAPSED_MS,
    description: "Visible and awake time since this page's last answered ping, in milliseconds.",
  })
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  @Max(MAX_ELAPSED_MS)
  elapsed_ms?: number;
}

export class KeepaliveDto extends SessionHideDto implements KeepaliveBody {
  @ApiProperty({ description: 'Whether the page is visible to the user.' })
  @IsBoolean()
  visible!: boolean;
}
