import { MAX_SAVED_VIEW_NAME_LENGTH, type MeAnswer, type SavedViewAnswer } from '@dwell/shared';
import { ActionIcon, Group, Modal, Text, Tooltip } from '@mantine/core';
import { IconFilterDown, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { plainName } from '../../../shared/format/names.js';
import { messages } from '../../../shared/messages/messages.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Name, Named } from '../../../shared/ui/Name.js';
import { notifyDone, notifyError } from '../../../shared/ui/notify.js';
import { EmptyState, QueryView } from '../../../shared/ui/states.js';
import { useChangeSavedView, useRemoveSavedView, useSavedViews } from '../api/saved-views.js';
import { isSamePage, type OpenPage } from '../saved-view.js';
import classes from './saved-views.module.css';

const text = messages.savedViews;

interface ManageViewsDialogProps {
  me: MeAnswer;
  /** The open page, with which a saved view can be updated; undefined if the open page can't be saved. */
  openPage: OpenPage | undefined;
  onClose: () => void;
}

/**
 * Lists the user's own saved views, which the user can rename, share, give other filters, or remove. Admins see the
 * views that others share too, and can remove them.
 */
export const ManageViewsDialog = ({ me, openPage, onClose }: ManageViewsDialogProps) => {
  const views = useSavedViews();
  const [asked, setAsked] = useState<{ act: 'rename' | 'remove'; view: SavedViewAnswer }>();
  const remove = useRemoveSavedView();
  const back = (): void => setAsked(undefined);
  if (asked?.act === 'rename') return <RenameViewDialog view={asked.view} onClose={back} />;
  if (asked) {
    const { id, name, shared } = asked.view;
    return (
      <ConfirmDialog
        title={<Named message={text.removeTitle} name={name} whole />}
        consequences={shared ? text.removeShared : text.removeOwn}
        action={text.remove}
        mutation={remove}
        target={id}
        done={text.removed(plainName(name))}
        onClose={back}
      />
    );
  }
  const isOwn = ({ owner }: SavedViewAnswer): boolean => owner === me.username;
  return (
    <Modal opened onClose={onClose} title={text.manage} size="lg">
      <QueryView query={views}>
        {(all) => {
          const rows = all.filter((view) => isOwn(view) || me.role === 'admin');
          if (rows.length === 0) return <EmptyState title={text.none} hint={text.noneHint} />;
          return (
            <ul className={classes.list} aria-label={text.manage}>
              {rows.map((view) => (
                <ViewRow
                  key={view.id}
                  view={view}
                  isOwn={isOwn(view)}
                  openPage={openPage}
                  onAsk={(act) => setAsked({ act, view })}
                />
              ))}
            </ul>
          );
        }}
      </QueryView>
    </Modal>
  );
};

interface ViewRowProps {
  view: SavedViewAnswer;
  isOwn: boolean;
  openPage: OpenPage | undefined;
  onAsk: (act: 'rename' | 'remove') => void;
}

const ViewRow = ({ view, isOwn, openPage, onAsk }: ViewRowProps) => {
  const change = useChangeSavedView(view.id);
  const name = plainName(view.name);
  const canTakeFilters = isOwn && openPage !== undefined && !isSamePage(view, openPage);
  return (
    <li className={classes.view}>
      <div className={classes.what}>
        <Name name={view.name} />
        <Text size="sm" c="dimmed" className={classes.where}>
          {messages.shell[view.page]}
          {!isOwn && (
            <>
              {', '}
              <Named message={text.by} name={view.owner} />
            </>
          )}
          {isOwn && view.shared && `, ${text.isShared}`}
        </Text>
      </div>
      <Group gap={2} wrap="nowrap">
        {canTakeFilters && (
          <Act
            label={text.takeFilters(name)}
            Icon={IconFilterDown}
            onClick={() =>
              change.mutate(openPage, {
                onSuccess: () => notifyDone(text.filtersTaken(name)),
                onError: notifyError,
              })
            }
          />
        )}
        {isOwn && (
          <>
            <Act
              label={view.shared ? text.stopSharing(name) : text.share(name)}
              Icon={IconUsers}
              isOn={view.shared}
              onClick={() => change.mutate({ shared: !view.shared }, { onError: notifyError })}
            />
            <Act label={text.rename(name)} Icon={IconPencil} onClick={() => onAsk('rename')} />
          </>
        )}
        <Act label={text.removeView(name)} Icon={IconTrash} color="red" onClick={() => onAsk('remove')} />
      </Group>
    </li>
  );
};

interface ActProps {
  label: string;
  Icon: typeof IconTrash;
  color?: string;
  isOn?: boolean;
  onClick: () => void;
}

/** A button of a row that shows an icon. A tooltip says what it does while it is hovered or focused. */
const Act = ({ label, Icon, color = 'gray', isOn = false, onClick }: ActProps) => (
  <Tooltip label={label} multiline maw="min(320px, 80vw)">
    <ActionIcon
      variant={isOn ? 'light' : 'subtle'}
      color={isOn ? undefined : color}
      aria-label={label}
      onClick={onClick}
    >
      <Icon size={16} stroke={1.6} />
    </ActionIcon>
  </Tooltip>
);

const RenameViewDialog = ({
  view: { id, name },
  onClose,
}: {
  view: SavedViewAnswer;
  onClose: () => void;
}) => (
  <FormDialog
    title={text.renameTitle}
    action={text.renameAction}
    fields={[
      {
        name: 'name',
        label: text.name,
        defaultValue: name,
        maxLength: MAX_SAVED_VIEW_NAME_LENGTH,
        required: true,
      },
    ]}
    mutation={useChangeSavedView(id)}
    onSuccess={onClose}
    onClose={onClose}
  />
);
