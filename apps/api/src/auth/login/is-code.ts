import { MAX_CODE_LENGTH } from '@dwell/shared';
import { IsText } from '../../http/validation.js';

/** Requires a text that can be a code of a second factor. */
export const IsCode = (): PropertyDecorator => IsText(1, MAX_CODE_LENGTH);
