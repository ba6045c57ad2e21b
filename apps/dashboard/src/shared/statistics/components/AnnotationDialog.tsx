import { type AnnotationAnswer, MAX_ANNOTATION_LENGTH } from '@dwell/shared';
import { messages } from '../../messages/messages.js';
import { fromWallText, toWallText } from '../../time/zone.js';
import { FormDialog } from '../../ui/FormDialog.js';
import { useChangeAnnotation, useCreateAnnotation } from '../api/annotations.js';

const text = messages.annotations;

/** The texts of the form. */
interface AnnotationForm {
  text: string;
  /** What a clock in the page's time zone shows: `2026-11-14T09:05`. */
  at: string;
}

/**
 * Returns what a clock in `tz` shows at an instant (epoch seconds), as the value of a time field: `2026-11-14T09:05`.
 */
const toFieldText = (instant: number, tz: string): string =>
  toWallText(instant, tz).slice(0, 16).replace(' ', 'T');

const fieldsFrom = (at: string, tz: string, note?: string) =>
  [
    {
      name: 'text',
      label: text.text,
      defaultValue: note,
      maxLength: MAX_ANNOTATION_LENGTH,
      required: true,
    },
    { name: 'at', label: text.at, description: tz, type: 'time', defaultValue: at, required: true },
  ] as const;

interface CreateAnnotationDialogProps {
  /** The time that the form begins with, in epoch seconds. */
  at: number;
  tz: string;
  onClose: () => void;
}

/** A form that creates an annotation. */
export const CreateAnnotationDialog = ({ at, tz, onClose }: CreateAnnotationDialogProps) => {
  const create = useCreateAnnotation((form: AnnotationForm) => ({
    text: form.text,
    at: fromWallText(form.at, tz),
  }));
  return (
    <FormDialog
      title={text.add}
      fields={fieldsFrom(toFieldText(at, tz), tz)}
      mutation={create}
      onSuccess={onClose}
      onClose={onClose}
    />
  );
};

interface ChangeAnnotationDialogProps {
  annotation: AnnotationAnswer;
  tz: string;
  onClose: () => void;
}

/** A form that changes the text or the time of an annotation. A time that is not changed keeps its seconds. */
export const ChangeAnnotationDialog = ({ annotation, tz, onClose }: ChangeAnnotationDialogProps) => {
  const before = toFieldText(annotation.at, tz);
  const change = useChangeAnnotation(annotation.id, (form: AnnotationForm) => ({
    text: form.text,
    at: form.at === before ? undefined : fromWallText(form.at, tz),
  }));
  return (
    <FormDialog
      title={text.change}
      fields={fieldsFrom(before, tz, annotation.text)}
      mutation={change}
      onSuccess={onClose}
      onClose={onClose}
    />
  );
};
