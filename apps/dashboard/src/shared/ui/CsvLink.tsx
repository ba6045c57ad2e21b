import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { messages } from '../messages/messages.js';

interface CsvLinkProps {
  /** The address of the file. */
  href: string;
  /** What is in the file, for screen readers and on hover. */
  label: string;
}

/** Downloads a CSV file. */
export const CsvLink = ({ href, label }: CsvLinkProps) => (
  <Button
    component="a"
    href={href}
    download
    variant="default"
    size="xs"
    leftSection={<IconDownload size={14} stroke={1.6} />}
    title={label}
    aria-label={label}
  >
    {messages.files.csv}
  </Button>
);
