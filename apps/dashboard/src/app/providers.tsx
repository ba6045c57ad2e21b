import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { serverWatch } from '../shared/api/server-contact.js';
import { createQueryClient } from './query-client.js';
import { createAppRouter } from './router.js';
import { cssVariables, theme } from './theme.js';

const Notifications = lazy(async () => ({
  default: (await import('@mantine/notifications')).Notifications,
}));

const createApp = () => {
  // After a 401, the router asks again who is logged in and redirects to the login page.
  const queryClient = createQueryClient(() => {
    queryClient.removeQueries({ queryKey: ['me'] });
    void router.invalidate();
  });
  const router = createAppRouter(queryClient, window.location.search);
  serverWatch.refresh = async () => {
    if (router.state.matches.some(({ status }) => status === 'error')) await router.invalidate();
    await queryClient.invalidateQueries();
  };
  return { queryClient, router };
};

export const Providers = () => {
  const [{ queryClient, router }] = useState(createApp);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense>
          <Notifications position="bottom-right" />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
};
