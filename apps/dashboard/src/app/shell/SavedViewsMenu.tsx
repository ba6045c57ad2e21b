import type { MeAnswer } from '@dwell/shared';
import { ActionIcon, Menu } from '@mantine/core';
import { IconBookmarks } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { openPageAt } from '../../features/saved-views/saved-view.js';
import { messages } from '../../shared/messages/messages.js';
import { LoadingState } from '../../shared/ui/states.js';
import classes from './SavedViewsMenu.module.css';

const SavedViewItems = lazy(async () => ({
  default: (await import('./SavedViewItems.js')).SavedViewItems,
}));

const SaveViewDialog = lazy(async () => ({
  default: (await import('../../features/saved-views/components/SaveViewDialog.js')).SaveViewDialog,
}));

const ManageViewsDialog = lazy(async () => ({
  default: (await import('../../features/saved-views/components/ManageViewsDialog.js')).ManageViewsDialog,
}));

/** Opens saved views, saves the open page with its filters, and manages what is saved. */
export const SavedViewsMenu = ({ me }: { me: MeAnswer }) => {
  const { pathname, searchStr } = useLocation();
  const openPage = openPageAt(pathname, searchStr);
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={messages.savedViews.title}>
            <IconBookmarks size={19} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          <Suspense fallback={<LoadingState lines={3} />}>
            <SavedViewItems me={me} openPage={openPage} onDialog={setDialog} />
          </Suspense>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === 'save' && openPage && <SaveViewDialog openPage={openPage} onClose={close} />}
        {dialog === 'manage' && <ManageViewsDialog me={me} openPage={openPage} onClose={close} />}
      </Suspense>
    </>
  );
};
