import type { ErrorAnswer } from './errors.js';

/** The rights of a caller: reporter sends pings, analyst also reads, admin may do everything. */
export const ROLES = ['reporter', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Returns whether `role` has all rights of `needed`. */
export const roleIncludes = (role: Role, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Returns the one of two roles that has fewer rights. */
export const lesserRole = (one: Role, other: Role): Role => (roleIncludes(one, other) ? other : one);

/** POST /api/v2/auth/login. The answer is a {@link MeAnswer} and sets the cookie. */
export interface LoginBody {
  username: string;
  password: string;
  /** The code of the second factor: what the authenticator app shows, or a recovery code. */
  code?: string;
}

/** The most characters of a code of a second factor. A recovery code has 29. */
export const MAX_CODE_LENGTH = 64;

/** The answer of POST /api/v2/auth/login if it is 401. */
export interface LoginRefusedAnswer extends ErrorAnswer {
  /** Present if the password is right, and the user has a second factor: the code is missing or wrong. */
  reason?: 'code_required' | 'code_wrong';
}

/** GET /api/v2/auth/second-factor */
export interface SecondFactorAnswer {
  /** Whether a login needs a code besides the password. */
  on: boolean;
  /**
   * The number of recovery codes that have not been used yet.
   * @asType integer
   */
  recovery_codes_left: number;
}

/** POST /api/v2/auth/second-factor/start */
export interface StartSecondFactorBody {
  current_password: string;
}

/** What an authenticator app needs. Nothing is stored until the first code is confirmed. */
export interface StartedSecondFactorAnswer {
  /** The secret in base32, for people who type it. */
  secret: string;
  /** The secret as an `otpauth:` URI, for a QR code. */
  uri: string;
  /** A text that must be sent back with the first code within ten minutes. */
  setup: string;
}

/** The most characters of {@link StartedSecondFactorAnswer.setup}. */
export const MAX_SETUP_LENGTH = 512;

/** POST /api/v2/auth/second-factor/confirm. The answer is a {@link RecoveryCodesAnswer}. */
export interface ConfirmSecondFactorBody {
  setup: string;
  code: string;
}

/**
 * The body of POST /api/v2/auth/second-factor/recovery-codes, whose answer is a {@link RecoveryCodesAnswer}, and of
 * POST /api/v2/auth/second-factor/off, whose answer has no body.
 */
export interface ProveIdentityBody {
  current_password: string;
  code: string;
}

/** Only this answer contains the codes. */
export interface RecoveryCodesAnswer {
  /** Ten codes. Each one is accepted once, in place of a code of the app. */
  recovery_codes: string[];
}

/** POST /api/v2/auth/password */
export interface ChangePasswordBody {
  current_password: string;
  new_password: string;
}

/** The `reason` of the 403 that a logged-in user gets who must change the password before anything else. */
export const MUST_CHANGE_PASSWORD = 'must_change_password';

/** GET /api/v2/auth/me */
export interface MeAnswer {
  /** The user. Missing for a key that is not bound to a user. */
  username?: string;
  /** The rights of the caller. */
  role: Role;
  /** How the caller proved who it is. */
  via: 'login' | 'api-key' | 'jwt';
  /**
   * Present if the user must change the password. Until then, every other call that needs a login is a 403, except POST
   * /api/v2/auth/password.
   */
  must_change_password?: true;
}

/** One login of a user. */
export interface LoginAnswer {
  /**
   * The id to give when this login is to be ended. It is not secret. It stays the same when a user who is still logged
   * in on a device logs in again there.
   */
  id: string;
  /** When the user logged in, in epoch seconds. */
  created_at: number;
  /** When the login was last used, in epoch seconds. It may have been used again since, up to five minutes later. */
  last_used_at: number;
  /** The IP address that the login was made from. Null for logins of older versions. */
  address: string | null;
  /** The browser and the system that the login was made with, for example `Firefox on Windows`. Null if unknown. */
  device: string | null;
  /** Whether the request was made with this login. */
  current: boolean;
}

/** The most logins that GET /api/v2/auth/logins lists. */
export const MAX_LISTED_LOGINS = 500;

/** GET /api/v2/auth/logins */
export interface LoginsAnswer {
  /**
   * The number of logins, also of those that are not listed.
   * @asType integer
   */
  count: number;
  /** The login that made the request comes first, then the others, the latest used one first. */
  logins: LoginAnswer[];
}

export interface UserAnswer {
  /** The name that the user logs in with. */
  username: string;
  /** The rights of the user. */
  role: Role;
  /** When the user was created, in epoch seconds. */
  created_at: number;
  /** Whether a login needs a code besides the password. */
  second_factor: boolean;
}

/** POST /api/v2/users */
export interface CreateUserBody {
  username: string;
  /** If it is missing, the server creates a password and shows it once. */
  password?: string;
  /** Default analyst. */
  role?: Role;
  /** Whether the user must change the password at the first login. Default true; false is for programs. */
  must_change_password?: boolean;
}

/**
 * Answer of POST /api/v2/users and of POST /api/v2/users/:username/reset. No other answer contains a password, and
 * these do only if the server created it.
 */
export interface UserWithPasswordAnswer extends UserAnswer {
  /** The password that the server has generated. Missing if the caller has set it. */
  password?: string;
}

/** PATCH /api/v2/users/:username */
export interface ChangeRoleBody {
  role: Role;
}

/** GET /api/v2/users */
export interface UsersAnswer {
  /** All users, by name. */
  users: UserAnswer[];
}

/** POST /api/v2/api-keys */
export interface CreateApiKeyBody {
  name: string;
  role: Role;
  /** The user for whom the key reports. If a reporter key has none, each request names the user. */
  username?: string;
  /** Whether the key may use session data (sessman) too. Default false. */
  session_data?: boolean;
  /** The only origins whose pages may use the key. Default: every page and every program may. */
  origins?: string[];
  /** Epoch seconds: from then on the key is refused. Default: never. */
  expires_at?: number;
}

/** The most origins of one key. */
export const MAX_KEY_ORIGINS = 20;

export interface ApiKeyAnswer {
  /** Identifies the key. It is not secret. */
  id: string;
  /** What people call the key. */
  name: string;
  /** The rights that the key was given. It has no more rights than the users `created_by` and `username` have. */
  role: Role;
  /** The user that the key reports for. Null if each report names its user. */
  username: string | null;
  /** Whether the key may use session data (sessman) too. */
  session_data: boolean;
  /** The only origins whose pages may use the key. Empty if every page and every program may use it. */
  origins: string[];
  /** From when on the key is refused, in epoch seconds. Null if it never expires. */
  expires_at: number | null;
  /** When the key was created, in epoch seconds. */
  created_at: number;
  /**
   * The user whose role limits the role of the key; once this user is removed, the key can only report. Null for a key
   * that no user limits.
   */
  created_by: string | null;
  /**
   * When the key was last used, in epoch seconds. It may have been used again since, up to five seconds later. Null
   * before its first use.
   */
  last_used: number | null;
}

/** Answer of POST /api/v2/api-keys. Only this answer contains the key itself. */
export interface ApiKeyWithSecretAnswer extends ApiKeyAnswer {
  /** The secret that requests send, such as `dwell_…`. */
  key: string;
}

/** GET /api/v2/api-keys */
export interface ApiKeysAnswer {
  /** All keys, without their secrets. */
  api_keys: ApiKeyAnswer[];
}
