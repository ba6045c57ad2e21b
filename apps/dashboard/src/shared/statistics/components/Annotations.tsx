import type { AnnotationAnswer, AnnotationsAnswer } from '@dwell/shared';
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconFlagPlus, IconPencil, IconTrash } from '@tabler/icons-react';
import { useRouteContext } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Scope } from '../../filters/scope.js';
import { plainName } from '../../format/names.js';
import { messages } from '../../messages/messages.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { Named, WholeName } from '../../ui/Name.js';
import { Instant } from '../../ui/times.js';
import { useRemoveAnnotation } from '../api/annotations.js';
import classes from './annotations.module.css';

const CreateAnnotationDialog = lazy(async () => ({
  default: (await import('./AnnotationDialog.js')).CreateAnnotationDialog,
}));

const ChangeAnnotationDialog = lazy(async () => ({
  default: (await import('./AnnotationDialog.js')).ChangeAnnotationDialog,
}));

const text = messages.annotations;

/** The most annotations that are listed until the user asks for all. */
const SHOWN = 3;

interface AnnotationsProps {
  scope: Scope;
  /** The annotations of the window; undefined until they are loaded. */
  answer: AnnotationsAnswer | undefined;
  failed: boolean;
}

/** The dialog that the user has opened. The form for a new annotation begins with the time `at`, in epoch seconds. */
type Asked = { act: 'add'; at: number } | { act: 'change' | 'remove'; annotation: AnnotationAnswer };

/** Lists the annotations of a chart's window. Users can add, change and remove annotations here. */
export const Annotations = ({ scope: { window, tz, running }, answer, failed }: AnnotationsProps) => {
  const me = useRouteContext({ from: '/shell', select: (context) => context.me });
  const [asked, setAsked] = useState<Asked>();
  const [showsAll, setShowsAll] = useState(false);
  const remove = useRemoveAnnotation();
  const close = (): void => setAsked(undefined);
  const { annotations = [], next_cursor } = answer ?? {};
  const shown = showsAll ? annotations : annotations.slice(0, SHOWN);
  return (
    <section aria-label={text.title} className={classes.annotations}>
      {failed && (
        <Text size="sm" c="dimmed">
          {text.failed}
        </Text>
      )}
      {shown.length > 0 && (
        <ul className={classes.list}>
          {shown.map((annotation) => (
            <AnnotationRow
              key={annotation.id}
              annotation={annotation}
              tz={tz}
              canChange={annotation.author === me.username}
              canRemove={annotation.author === me.username || me.role === 'admin'}
              onAsk={(act) => setAsked({ act, annotation })}
            />
          ))}
        </ul>
      )}
      <div className={classes.actions}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFlagPlus size={15} stroke={1.6} />}
          onClick={() => setAsked({ act: 'add', at: running ? Date.now() / 1000 : window.from })}
        >
          {text.add}
        </Button>
        {annotations.length > SHOWN && (
          <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? text.showFew(SHOWN) : text.showAll(annotations.length)}
          </Button>
        )}
        {showsAll && next_cursor !== undefined && (
          <Text size="sm" c="dimmed">
            {text.earlier}
          </Text>
        )}
      </div>
      <Suspense>
        {asked?.act === 'add' && <CreateAnnotationDialog at={asked.at} tz={tz} onClose={close} />}
        {asked?.act === 'change' && (
          <ChangeAnnotationDialog annotation={asked.annotation} tz={tz} onClose={close} />
        )}
      </Suspense>
      {asked?.act === 'remove' && (
        <ConfirmDialog
          title={text.removeTitle}
          consequences={text.removeConsequences}
          action={text.remove}
          mutation={remove}
          target={asked.annotation.id}
          done={text.removed}
          onClose={close}
        />
      )}
    </section>
  );
};

interface AnnotationRowProps {
  annotation: AnnotationAnswer;
  tz: string;
  canChange: boolean;
  canRemove: boolean;
  onAsk: (act: 'change' | 'remove') => void;
}

const AnnotationRow = ({ annotation, tz, canChange, canRemove, onAsk }: AnnotationRowProps) => {
  const name = plainName(annotation.text);
  return (
    <li className={classes.annotation}>
      <span className={classes.when}>
        <Instant at={annotation.at} tz={tz} />
      </span>
      <span className={classes.what}>
        <WholeName name={annotation.text} />{' '}
        <span className={classes.author}>
          <Named message={text.by} name={annotation.author} />
        </span>
      </span>
      {canChange && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={text.changeOf(name)}
          onClick={() => onAsk('change')}
        >
          <IconPencil size={14} stroke={1.6} />
        </ActionIcon>
      )}
      {canRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={text.removeOf(name)}
          onClick={() => onAsk('remove')}
        >
          <IconTrash size={14} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  );
};
