import type { ApiKey, User } from '../../ports/account-store.js';
import type { ApiKeyDocument, UserDocument } from '../schema/accounts.js';

export const toUser = (user: UserDocument): User => ({
  username: user._id,
  role: user.role,
  passwordHash: user.password_hash,
  createdAt: user.created_at,
  loginGeneration: user.login_generation,
});

export const toUserDocument = (user: User): UserDocument => ({
  _id: user.username,
  role: user.role,
  password_hash: user.passwordHash,
  created_at: user.createdAt,
  login_generation: user.loginGeneration,
});

export const toApiKey = (key: ApiKeyDocument): ApiKey => ({
  id: key._id,
  name: key.name,
  role: key.role,
  ...(key.username === undefined ? {} : { username: key.username }),
  keyHash: key.key_hash,
  createdAt: key.created_at,
  ...(key.last_used === undefined ? {} : { lastUsed: key.last_used }),
});

export const toApiKeyDocument = (key: ApiKey): ApiKeyDocument => ({
  _id: key.id,
  name: key.name,
  role: key.role,
  ...(key.username === undefined ? {} : { username: key.username }),
  key_hash: key.keyHash,
  created_at: key.createdAt,
  ...(key.lastUsed === undefined ? {} : { last_used: key.lastUsed }),
});
