/** A view of the application that the simulated people use. */
export interface View {
  readonly view: string;
  readonly tabs: readonly string[];
  /** How often people open the view, relative to the other views. */
  readonly popularity: number;
  /** The median length of a stay, in seconds. */
  readonly stay: number;
}

/** The views of an operations console: a few that everybody uses, and a long tail. */
export const APPLICATION: readonly View[] = [
  { view: '/dashboard', tabs: [], popularity: 10, stay: 60 },
  {
    view: '/alarms',
    tabs: ['Active', 'Acknowledged', 'Snoozed', 'Resolved'],
    popularity: 14,
    stay: 110,
  },
  {
    view: '/view/service-weather',
    tabs: ['Production', 'Staging', 'Network', 'Data centres'],
    popularity: 12,
    stay: 150,
  },
  {
    view: '/view/application-health',
    tabs: ['Overview', 'Web shop', 'Payments', 'Logistics', 'CRM'],
    popularity: 7,
    stay: 90,
  },
  { view: '/view/on-call', tabs: ['Today', 'This week'], popularity: 4, stay: 35 },
  { view: '/view/sla', tabs: ['This month', 'Last month', 'By customer'], popularity: 3, stay: 140 },
  { view: '/incidents', tabs: ['Open', 'Major', 'Post-mortems'], popularity: 6, stay: 180 },
  { view: '/changes', tabs: ['Calendar', 'Requests'], popularity: 3, stay: 75 },
  { view: '/context-explorer', tabs: [], popularity: 4, stay: 100 },
  { view: '/exploitation/pbehaviors', tabs: [], popularity: 3, stay: 85 },
  { view: '/exploitation/event-filters', tabs: [], popularity: 1.5, stay: 160 },
  { view: '/exploitation/snmp-rules', tabs: [], popularity: 0.6, stay: 200 },
  { view: '/exploitation/dynamic-info', tabs: [], popularity: 0.5, stay: 120 },
  { view: '/statistics/alarms', tabs: ['By team', 'By application', 'Trend'], popularity: 3, stay: 130 },
  { view: '/statistics/remediation', tabs: [], popularity: 1, stay: 110 },
  { view: '/reports/availability', tabs: ['Month', 'Quarter'], popularity: 2, stay: 170 },
  { view: '/reports/incidents', tabs: [], popularity: 1.5, stay: 150 },
  { view: '/engines', tabs: ['Queues', 'Latencies', 'Logs'], popularity: 1, stay: 120 },
  { view: '/api-explorer', tabs: [], popularity: 0.6, stay: 240 },
  { view: '/notifications/rules', tabs: [], popularity: 0.5, stay: 130 },
  { view: '/knowledge-base', tabs: [], popularity: 2, stay: 200 },
  { view: '/administration/users', tabs: [], popularity: 0.4, stay: 90 },
  { view: '/administration/roles', tabs: [], popularity: 0.15, stay: 110 },
  { view: '/administration/settings', tabs: [], popularity: 0.1, stay: 80 },
  { view: '/profile/preferences', tabs: [], popularity: 0.3, stay: 40 },
  { view: '/help', tabs: [], popularity: 0.15, stay: 70 },
];
