import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Link, Outlet } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { DwellTracker } from './DwellTracker.js';

// The server that renders the page writes the data attributes, because the server knows who is logged in.
const root = document.getElementById('root') as HTMLElement;
const { url, key = '', user = '' } = root.dataset;

// Created outside of the components: a new object in each render would start the tracker again.
const dwell = {
  url,
  headers: () => ({ Authorization: `Bearer ${key}`, 'X-Dwell-User': encodeURIComponent(user) }),
};

const Shop = () => {
  return (
    <>
      <DwellTracker options={dwell} />
      <nav>
        <Link to="/orders/open">Open orders</Link> <Link to="/orders/closed">Closed orders</Link>{' '}
        <Link to="/customers">Customers</Link> <Link to="/login">Log out</Link>
      </nav>
      <Outlet />
    </>
  );
};

const router = createBrowserRouter([
  {
    element: <Shop />,
    children: [
      { index: true, element: <h1>Welcome</h1> },
      { path: '/orders/:tab', element: <h1>Orders</h1> },
      { path: '/customers', element: <h1>Customers</h1> },
    ],
  },
  // This route is outside of <Shop>, so it is not tracked.
  { path: '/login', element: <Link to="/orders/open">Log in</Link> },
]);

createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
