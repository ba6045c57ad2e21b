import type { OpenAPIObject } from '@nestjs/swagger';
import { type Role, ROLES } from '@dwell/shared';

/** The extension of an operation that says who may use it: `public`, or the least role. */
export const ROLE = 'x-role';

type Schemes = NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>;

/** The least role for an operation that does not say who may use it. */
export const DEFAULT_ROLE: Role = 'analyst';

export const isSessman = (path: string): boolean => path.startsWith('/sessman');

/** The ways in which a caller proves who it is. One of them is enough. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`dwell_…`) or a token (JWT) of your identity provider.',
  },
  custom: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Custom-Auth',
    description: 'An API key, without `Bearer`, for clients that can not set the header Authorization.',
  },
  cookie: { type: 'apiKey', in: 'cookie', name: 'dwell_sid', description: 'The login, over http.' },
  cookie_over_https: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-dwell_sid',
    description: 'The login, over https.',
  },
  apikey: {
    type: 'apiKey',
    in: 'query',
    name: 'apikey',
    description: 'An API key with the permission for session data, for clients that can not set a header.',
  },
} as const satisfies Schemes;

type Requirement = Readonly<Record<string, string[]>>;

const CALLER: Requirement[] = [{ bearer: [] }, { custom: [] }, { cookie: [] }, { cookie_over_https: [] }];

interface Security {
  readonly security: Requirement[];
  readonly description?: string;
}

/** Returns which credentials an operation takes, and its description with the role that the caller needs. */
export const securityOf = (path: string, role: string = DEFAULT_ROLE, description = ''): Security => {
  if (isSessman(path)) {
    const who =
      'An API key needs the permission for session data; a token and a login of any role need none. If the server is ' +
      'set to SESSMAN_AUTH=open, nobody needs a credential.';
    return { security: [...CALLER, { apikey: [] }], description: joined(description, who) };
  }
  if (role === 'public') return { security: [], description: joined(description, 'Needs no credential.') };
  return { security: CALLER, description: joined(description, roleText(role as Role)) };
};

const roleText = (role: Role): string => {
  const more = ROLES.slice(ROLES.indexOf(role));
  return more.length === 1 ? `Needs the role ${role}.` : `Needs one of the roles ${more.join(', ')}.`;
};

const joined = (...texts: string[]): string => texts.filter(Boolean).join('\n\n');
