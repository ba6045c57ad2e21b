import { Box, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Logo } from '../../../shared/ui/Logo.js';
import { useDocumentTitle } from '../../../shared/ui/use-document-title.js';

interface AuthPageProps {
  text: { title: string; heading: string; intro: string };
  children: ReactNode;
}

/** The frame of a page that has nothing but a form, because its reader may use nothing else yet. */
export const AuthPage = ({ text, children }: AuthPageProps) => {
  useDocumentTitle(text.title);
  return (
    <Box component="main" px={20} pt="clamp(24px, 16vh, 160px)" pb={40}>
      <Box maw={360} mx="auto">
        <Logo size={40} />
        <Title order={1} mt={20}>
          {text.heading}
        </Title>
        <Text c="dimmed" mb="lg">
          {text.intro}
        </Text>
        <Paper p="lg">{children}</Paper>
      </Box>
    </Box>
  );
};
