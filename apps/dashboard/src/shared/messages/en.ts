/** The dashboard's English texts. */
export const en = {
  locale: 'en-GB',
  product: 'Dwell',
  units: { h: 'h', min: 'min', s: 's' },

  actions: {
    close: 'Close',
    cancel: 'Cancel',
  },

  states: {
    loading: 'Loading…',
    errorTitle: 'This could not be loaded',
    retry: 'Try again',
  },

  errors: {
    unexpected: 'Something unexpected happened.',
    noAnswer: 'The server can’t be reached. Check your connection.',
    server: 'The server failed to answer. Its log says why.',
    busy: 'The server is busy.',
    tooMany: 'Too many attempts.',
    retryLater: 'Try again in a while.',
    retryAfter: (wait: string) => `Try again in ${wait}.`,
    forbidden: 'Your role doesn’t allow this.',
  },

  notFound: {
    title: 'There is no such page',
    hint: 'The address may be mistyped, or what it named is gone.',
    home: 'Go to the overview',
  },

  login: {
    title: 'Log in',
    heading: 'Log in to Dwell',
    lead: 'See where time goes in your application.',
    username: 'Username',
    password: 'Password',
    showPassword: 'Show password',
    submit: 'Log in',
    refused: 'The username or the password is wrong.',
  },

  changePassword: {
    title: 'Change password',
    current: 'Current password',
    new: 'New password',
    rule: (length: number) => `At least ${String(length)} characters.`,
    submit: 'Change password',
    done: 'Your password was changed.',
  },

  shell: {
    skip: 'Skip to content',
    nav: 'Pages',
    overview: 'Overview',
    sessions: 'Sessions',
    settings: 'Settings',
    colorScheme: 'Colour scheme',
    light: 'Light',
    dark: 'Dark',
    auto: 'Like the system',
    account: (name: string) => `Account of ${name}`,
    changePassword: 'Change password',
    logout: 'Log out',
    logoutEverywhere: 'Log out everywhere',
    noReading: 'This login may send keepalives, but not read what was recorded.',
    noReadingHint: 'An administrator can give it the role analyst.',
  },

  roles: { reporter: 'Reporter', analyst: 'Analyst', admin: 'Admin' },

  filters: {
    bar: 'Filters',
    window: 'Time window',
    ranges: {
      today: 'Today',
      yesterday: 'Yesterday',
      '7d': 'Last 7 days',
      '30d': 'Last 30 days',
      month: 'This month',
    },
    custom: 'Custom',
    from: 'From',
    to: 'To',
    tz: 'Time zone',
    apply: 'Apply',
    fromBeforeTo: 'The start must be before the end.',
    usernames: 'Usernames',
    anyUser: 'All users',
    view: (view: string) => `View: ${view}`,
    removeView: (view: string) => `Remove the filter by view ${view}`,
    clear: 'Clear filters',
  },

  overview: {
    title: 'Overview',
    figures: 'Key figures',
    timeOnPage: 'Time on page',
    visits: 'Visits',
    users: 'Users',
    views: 'Views',
    sessions: 'Sessions',
    activeNow: 'Active now',
    comparedWith: (window: string) => `Compared with ${window}`,
    before: (value: string) => `${value} before`,
    times: (times: number) => `× ${String(times)}`,
    noneBefore: 'none before',
    unchanged: 'unchanged',
    rightNow: 'sessions, right now',
  },
};
