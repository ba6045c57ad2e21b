import { ROLES } from '@dwell/shared';
import { messages } from '../../../shared/messages/messages.js';

export const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: messages.roles[role] }));
