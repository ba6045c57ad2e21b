/** What a caller may do: send pings; that, and read; everything. Each role includes the ones before it. */
export const ROLES = ['reporter', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` includes everything that `needed` may do. */
export const roleIncludes = (role: Role, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** POST /api/v2/auth/login; answers {@link MeAnswer} and sets the cookie. */
export interface LoginBody {
  username: string;
  password: string;
}

/** POST /api/v2/auth/password */
export interface ChangePasswordBody {
  current_password: string;
  new_password: string;
}

/** GET /api/v2/auth/me */
export interface MeAnswer {
  /** Absent for a key that is bound to no user. */
  username?: string;
  role: Role;
  via: 'login' | 'api-key' | 'jwt';
}

export interface UserAnswer {
  username: string;
  role: Role;
  /** Epoch seconds. */
  created_at: number;
}

/** POST /api/v2/users */
export interface CreateUserBody {
  username: string;
  /** Made and shown once where absent. */
  password?: string;
  /** Default analyst. */
  role?: Role;
}

/** Answer of POST /users and of POST /users/:username/reset: a made password is shown this once. */
export interface UserWithPasswordAnswer extends UserAnswer {
  password?: string;
}

/** PATCH /api/v2/users/:username */
export interface ChangeRoleBody {
  role: Role;
}

/** GET /api/v2/users */
export interface UsersAnswer {
  users: UserAnswer[];
}

/** POST /api/v2/api-keys */
export interface CreateApiKeyBody {
  name: string;
  role: Role;
  /** The user it reports for; a reporter key without one names the user in each request. */
  username?: string;
}

export interface ApiKeyAnswer {
  id: string;
  name: string;
  role: Role;
  username: string | null;
  /** Epoch seconds. */
  created_at: number;
  /** Epoch seconds; null before its first use. */
  last_used: number | null;
}

/** Answer of POST /api/v2/api-keys: the key itself is shown this once. */
export interface ApiKeyWithSecretAnswer extends ApiKeyAnswer {
  key: string;
}

/** GET /api/v2/api-keys */
export interface ApiKeysAnswer {
  api_keys: ApiKeyAnswer[];
}
