import type { MeAnswer } from '@dwell/shared';
import { ActionIcon, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { messages } from '../../shared/messages/messages.js';

const text = messages.palette;

const loadPalette = () => import('../../features/palette/components/CommandPalette.js');

const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));

const onApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A button that opens the command palette. Also sets up its shortcut: Ctrl K, or ⌘ K on Apple's devices. */
export const PaletteButton = ({ role }: { role: MeAnswer['role'] }) => {
  const [opened, { toggle, open, close }] = useDisclosure();
  // The empty list makes the shortcut work in input fields too.
  useHotkeys([['mod+K', toggle]], []);
  const keys = onApple ? '⌘ K' : 'Ctrl K';
  return (
    <>
      <Tooltip label={`${text.title} (${keys})`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={text.title}
          aria-keyshortcuts={onApple ? 'Meta+K' : 'Control+K'}
          onClick={open}
          onPointerEnter={() => void loadPalette()}
        >
          <IconSearch size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Suspense>{opened && <CommandPalette role={role} onClose={close} />}</Suspense>
    </>
  );
};
