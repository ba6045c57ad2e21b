import type { MeAnswer } from '@dwell/shared';
import { Combobox, Modal, TextInput, useCombobox, VisuallyHidden } from '@mantine/core';
import { IconAppWindow, IconFile, IconSearch, IconUser } from '@tabler/icons-react';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { usePeopleSearch } from '../../../shared/filters/api/people.js';
import { useViews } from '../../../shared/filters/api/views.js';
import { onlyUser } from '../../../shared/filters/filters.js';
import { EVERYBODY } from '../../../shared/filters/scope.js';
import { useScope } from '../../../shared/filters/use-filters.js';
import { messages } from '../../../shared/messages/messages.js';
import { Name } from '../../../shared/ui/Name.js';
import { useReturnFocus } from '../../../shared/ui/use-return-focus.js';
import { matching, pagesWith } from '../entries.js';
import classes from './CommandPalette.module.css';

const text = messages.palette;

/** The most views, and the most people, to choose from at a time. */
const MAX_SHOWN = 6;

/** One place to go to. */
interface Place {
  readonly id: string;
  readonly name: string;
  readonly target: Pick<LinkProps, 'to' | 'search'>;
}

interface PaletteProps {
  role: MeAnswer['role'];
  onClose: () => void;
}

/** A dialog in which the user types a part of a name, and goes to that page, view or person. */
export const CommandPalette = ({ role, onClose }: PaletteProps) => {
  useReturnFocus();
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose });
  const scope = useScope();
  const views = useViews({ ...scope, ...EVERYBODY, view: undefined, compare: 'none' });
  const found = usePeopleSearch(typed, true);

  const pages = pagesWith(typed, role).map(({ name, to }): Place => ({
    id: `page ${to}`,
    name,
    target: { to },
  }));
  const viewNames = views.data?.views.map(({ view }) => view) ?? [];
  const viewPlaces = matching(viewNames, (view) => view, typed)
    .slice(0, MAX_SHOWN)
    .map((view): Place => ({ id: `view ${view}`, name: view, target: { to: '/views', search: { view } } }));
  const people = found.people.slice(0, MAX_SHOWN).map(({ username }): Place => ({
    id: `person ${username}`,
    name: username,
    target: { to: '/people', search: onlyUser(username) },
  }));
  const places = [...pages, ...viewPlaces, ...people];

  const go = (id: string): void => {
    const place = places.find((one) => one.id === id);
    if (!place) return;
    onClose();
    void navigate(place.target);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size="lg"
      padding={0}
      attributes={{ content: { 'aria-label': text.title } }}
    >
      <Combobox store={combobox} withinPortal={false} onOptionSubmit={go}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            role="combobox"
            data-autofocus
            variant="unstyled"
            size="lg"
            className={classes.field ?? ''}
            aria-label={text.title}
            placeholder={text.placeholder}
            leftSection={<IconSearch size={18} stroke={1.6} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <PlaceList first={places[0]?.id} select={combobox.selectFirstOption}>
          <Places label={text.pages} icon={<IconFile size={16} stroke={1.6} />} places={pages} />
          <Places label={text.views} icon={<IconAppWindow size={16} stroke={1.6} />} places={viewPlaces} />
          <Places label={text.people} icon={<IconUser size={16} stroke={1.6} />} places={people} />
          {places.length === 0 && (
            // An option, because screen readers do not announce a list without options.
            <Combobox.Option value="" disabled>
              {found.done ? text.nothing : found.words}
            </Combobox.Option>
          )}
        </PlaceList>
      </Combobox>
      <VisuallyHidden role="status">{found.done && text.found(places.length)}</VisuallyHidden>
    </Modal>
  );
};

interface PlaceListProps {
  /** The first place of the list. */
  first: string | undefined;
  /** Selects the first place. */
  select: () => void;
  children: ReactNode;
}

/** Selects the first place whenever the first place changes, so that Enter goes to the best match. */
const PlaceList = ({ first, select, children }: PlaceListProps) => {
  useEffect(() => {
    select();
  }, [first, select]);
  return (
    <Combobox.Options className={classes.options ?? ''} aria-label={text.title}>
      {children}
    </Combobox.Options>
  );
};

interface PlacesProps {
  label: string;
  icon: ReactNode;
  places: readonly Place[];
}

const Places = ({ label, icon, places }: PlacesProps) =>
  places.length > 0 && (
    <Combobox.Group label={label}>
      {places.map(({ id, name }) => (
        <Combobox.Option key={id} value={id} className={classes.place ?? ''}>
          {icon}
          <Name name={name} />
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );
