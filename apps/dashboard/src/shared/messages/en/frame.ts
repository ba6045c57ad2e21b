/** The texts of the frame of every page, and words that several pages use, in English. */
export const frame = {
  locale: 'en-GB',
  product: 'Dwell',
  units: { h: 'h', min: 'min', s: 's', underMinute: 'under 1 min' },
  actions: {
    close: 'Close',
    cancel: 'Cancel',
    saved: 'I have saved it',
    actions: 'Actions',
    loadMore: 'Load more',
  },

  states: {
    loading: 'Loading…',
    errorTitle: 'This could not be loaded',
    retry: 'Try again',
    stillLoading: (clock: string) => `Still loading, since ${clock}.`,
    stillCounting: 'The server is taking long to count.',
    shownBefore: 'Until then, the figures for the previous filters are shown.',
    notUpdated: (clock: string) => `Not up to date since ${clock}.`,
    silent: (clock: string) =>
      `No answer from the server since ${clock}. The figures are no newer than that.`,
    unready: (clock: string) =>
      `The server’s database has not answered since ${clock}. The figures are no newer than that.`,
    returned: (clock: string) => `The server has been back since ${clock}.`,
  },

  errors: {
    unexpected: 'Something went wrong. Reload the page and try again.',
    noAnswerInTime: 'The server did not answer in time. Try again, or ask for a shorter time window.',
    noAnswer: 'The server can’t be reached. Check your connection and try again.',
    server:
      'The server failed. Try again; if it fails again, an administrator finds the cause in the server’s log.',
    busy: 'The server is busy.',
    tooMany: 'Too many attempts.',
    retryLater: 'Try again in a while.',
    retryAfter: (wait: string) => `Try again in ${wait}.`,
    forbidden: 'Your role doesn’t allow this. An administrator can change it.',
  },

  notFound: {
    title: 'Page not found',
    hint: 'The address is mistyped, or the page no longer exists.',
    home: 'Go to the overview',
  },

  names: {
    /** Returns what a screen reader says for the mark of an invisible character. */
    mark: (mark: string) =>
      mark.replace('␣', 'space').replace('⇥', 'tab').replace('↵', 'line break').replace('×', ' times '),
  },

  charts: {
    asTable: 'Show as table',
    asChart: 'Show as chart',
    total: 'Total',
    nothing: 'No time in this bar',
    exportOf: (title: string) => `Save: ${title}`,
    csv: 'Figures (CSV)',
    svg: 'Picture (SVG)',
    png: 'Picture (PNG)',
    dashed: (what: string) => `Dashed line: ${what}`,
    inSeconds: (label: string) => `${label} (s)`,
  },

  files: { csv: 'CSV' },
  copy: { copy: 'Copy', copied: 'Copied' },
  shell: {
    skip: 'Skip to content',
    nav: 'Pages',
    overview: 'Overview',
    live: 'Live',
    views: 'Views',
    people: 'People',
    sessions: 'Sessions',
    settings: 'Settings',
    colorScheme: 'Colour scheme',
    light: 'Light',
    dark: 'Dark',
    auto: 'Same as the system',
    account: (name: string) => `Account of ${name}`,
    changePassword: 'Change password',
    secondFactor: 'Second factor',
    ownLogins: 'Your logins',
    logout: 'Log out',
    logoutEverywhere: 'Log out everywhere',
    noReading: 'Your role may send keepalives, but not see the recorded sessions.',
    noReadingHint: 'Ask an administrator for the role analyst.',
  },

  palette: {
    title: 'Go to a page, view or person',
    placeholder: 'Go to a page, view or person…',
    pages: 'Pages',
    views: 'Views',
    people: 'People',
    inSettings: (page: string) => `Settings: ${page}`,
    nothing: 'No page, view or person has this in the name',
    found: (count: number) => (count === 1 ? '1 place found' : `${String(count)} places found`),
  },

  link: {
    leftOut: (parameter: string, value: string) =>
      `The link’s ${parameter} \u2068${value}\u2069 can’t be used and was left out.`,
    noTimeZone: 'Your browser names no time zone that Dwell knows; times are in UTC.',
    /** The names that users read for the parameters of the URL. */
    parameters: {
      range: 'time window',
      from: 'start',
      to: 'end',
      tz: 'time zone',
      compare: 'comparison',
      usernames: 'user',
      groups: 'group',
      not_usernames: 'user to leave out',
      not_groups: 'group to leave out',
      beside: 'comparison of people',
      per: 'measure of the comparison',
      view: 'view',
      find: 'text to find',
      bucket: 'length of bars',
      shape: 'form of the chart over time',
      heat: 'measure of the hours of the week',
      username: 'beginning of a username',
      state: 'state',
      min_duration: 'minimum time visible',
      sort: 'sort column',
      order: 'sort order',
      person: 'part of a person’s name',
      people_sort: 'sort column of the people',
      people_order: 'sort order of the people',
      view_list: 'list of views',
      view_search: 'part of a view’s name',
      view_sort: 'sort column of the views',
      view_order: 'sort order of the views',
      left_within: 'limit for “left at once”',
    },
  },

  roles: { reporter: 'Reporter', analyst: 'Analyst', admin: 'Admin' },
};
