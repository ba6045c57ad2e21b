import { BadRequestException } from '@nestjs/common';
import type { FieldError } from '@dwell/shared';

/** A 400 that names each bad field of the request. */
export class InvalidFields extends BadRequestException {
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, message }) => `${field} ${message}`).join('; '));
  }
}
