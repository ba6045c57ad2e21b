import type { MeAnswer, SavedViewAnswer } from '@dwell/shared';
import { Menu, Text } from '@mantine/core';
import { IconBookmarkPlus, IconCheck, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSavedViews } from '../../features/saved-views/api/saved-views.js';
import { isSamePage, type OpenPage, PAGE_PATHS } from '../../features/saved-views/saved-view.js';
import { parseSearch } from '../../shared/filters/search-params.js';
import { messages } from '../../shared/messages/messages.js';
import { Name, Named } from '../../shared/ui/Name.js';
import { QueryView } from '../../shared/ui/states.js';
import { readPageSearch } from '../page-search.js';
import classes from './SavedViewsMenu.module.css';

const text = messages.savedViews;

interface SavedViewItemsProps {
  me: MeAnswer;
  openPage: OpenPage | undefined;
  onDialog: (dialog: 'save' | 'manage') => void;
}

/** The items of the menu of saved views: the actions, the user's own saved views, and those that others share. */
export const SavedViewItems = ({ me, openPage, onDialog }: SavedViewItemsProps) => (
  <>
    {openPage && (
      <Menu.Item leftSection={<IconBookmarkPlus size={16} stroke={1.6} />} onClick={() => onDialog('save')}>
        {text.save}
      </Menu.Item>
    )}
    <Menu.Item leftSection={<IconSettings size={16} stroke={1.6} />} onClick={() => onDialog('manage')}>
      {text.manage}
    </Menu.Item>
    <Menu.Divider />
    <QueryView query={useSavedViews()}>
      {(views) => {
        const own = views.filter(({ owner }) => owner === me.username);
        const others = views.filter(({ owner }) => owner !== me.username);
        return (
          <>
            <Menu.Label>{text.own}</Menu.Label>
            {own.length === 0 && (
              <Text size="sm" c="dimmed" px="sm" pb={6}>
                {text.noneHint}
              </Text>
            )}
            {own.map((view) => (
              <SavedViewItem key={view.id} view={view} openPage={openPage} />
            ))}
            {others.length > 0 && <Menu.Label>{text.ofOthers}</Menu.Label>}
            {others.map((view) => (
              <SavedViewItem key={view.id} view={view} openPage={openPage} showsOwner />
            ))}
          </>
        );
      }}
    </QueryView>
  </>
);

interface SavedViewItemProps {
  view: SavedViewAnswer;
  openPage: OpenPage | undefined;
  showsOwner?: boolean;
}

/** A link to the page of a saved view. It takes all filters from the saved view, and keeps none of the open page. */
const SavedViewItem = ({ view, openPage, showsOwner = false }: SavedViewItemProps) => {
  const isOpen = openPage !== undefined && isSamePage(view, openPage);
  return (
    <Menu.Item
      renderRoot={(props) => (
        <Link {...props} to={PAGE_PATHS[view.page]} search={readPageSearch(parseSearch(view.query))} />
      )}
      aria-current={isOpen ? 'page' : undefined}
      rightSection={isOpen ? <IconCheck size={16} stroke={1.6} /> : undefined}
      classNames={{ itemLabel: classes.name }}
    >
      <Name name={view.name} />
      <Text size="xs" c="dimmed" className={classes.name}>
        {messages.shell[view.page]}
        {showsOwner && (
          <>
            {', '}
            <Named message={text.by} name={view.owner} />
          </>
        )}
      </Text>
    </Menu.Item>
  );
};
