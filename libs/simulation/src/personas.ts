import { aroundTheClock, officeHours, peeks, rota, type WorkHours } from './work-hours.js';

export interface Device {
  readonly name: string;
  readonly weight: number;
}

/** A kind of user: when they come, how they browse and what they like. */
export interface Persona {
  readonly name: 'operator' | 'analyst' | 'manager' | 'developer' | 'wall screen';
  /** The fraction of people who have this persona, from 0 to 1. Wall screens are not counted as people. */
  readonly share: number;
  readonly hours: WorkHours;
  readonly devices: readonly Device[];
  /** Median length of a sitting (life of one browser tab), in minutes. undefined: as long as the span of `hours`. */
  readonly sittingMinutes: number | undefined;
  /** The median pause between two sittings, in minutes. */
  readonly pauseMinutes: number;
  /** The persona's median stay on a view, as a multiple of the view's `stay`. */
  readonly patience: number;
  /** The probability that the person looks at something else after a stay, instead of going to another view. */
  readonly looksAway: number;
  /** The probability that the computer falls asleep after a stay. */
  readonly fallsAsleep: number;
  /** The probability that a sitting has a second window beside the first. */
  readonly secondWindow: number;
  /** Whether the person looks at views in a fixed round instead of by taste. */
  readonly rotates: boolean;
  /** Factors for the popularity of views whose name begins with `viewStart`. 1 for all other views. */
  readonly likes: readonly (readonly [viewStart: string, factor: number])[];
}

const DESK: readonly Device[] = [{ name: 'desktop', weight: 1 }];

export const WALL_SCREEN: Persona = {
  name: 'wall screen',
  share: 0,
  hours: aroundTheClock,
  devices: [{ name: 'screen', weight: 1 }],
  sittingMinutes: undefined,
  pauseMinutes: 0,
  patience: 1,
  looksAway: 0,
  fallsAsleep: 0,
  secondWindow: 0,
  rotates: true,
  likes: [],
};

/** The personas of people. Their shares add up to 1. */
export const PERSONAS: readonly Persona[] = [
  {
    name: 'operator',
    share: 0.35,
    hours: rota,
    devices: DESK,
    sittingMinutes: 95,
    pauseMinutes: 12,
    patience: 1.3,
    looksAway: 0.06,
    fallsAsleep: 0.003,
    secondWindow: 0.3,
    rotates: false,
    likes: [
      ['/alarms', 3],
      ['/view/service-weather', 2],
      ['/view/on-call', 2],
      ['/reports', 0.1],
      ['/administration', 0.05],
      ['/api-explorer', 0],
      ['/engines', 0.3],
    ],
  },
  {
    name: 'analyst',
    share: 0.25,
    hours: officeHours({ arrives: 8.8, leaves: 17.7, attendance: 0.9, overtime: 0.02 }),
    devices: [
      { name: 'desktop', weight: 5 },
      { name: 'laptop', weight: 1 },
    ],
    sittingMinutes: 40,
    pauseMinutes: 25,
    patience: 1.6,
    looksAway: 0.15,
    fallsAsleep: 0.01,
    secondWindow: 0.25,
    rotates: false,
    likes: [
      ['/statistics', 5],
      ['/reports', 5],
      ['/view/sla', 4],
      ['/alarms', 0.4],
      ['/exploitation', 0.4],
    ],
  },
  {
    name: 'manager',
    share: 0.15,
    hours: peeks([7.6, 9.2, 13.5, 16.8], 0.5),
    devices: [
      { name: 'laptop', weight: 2 },
      { name: 'phone', weight: 1 },
    ],
    sittingMinutes: 6,
    pauseMinutes: 30,
    patience: 0.7,
    looksAway: 0.08,
    fallsAsleep: 0.02,
    secondWindow: 0,
    rotates: false,
    likes: [
      ['/dashboard', 5],
      ['/view/sla', 3],
      ['/reports', 2],
      ['/exploitation', 0.02],
      ['/engines', 0],
      ['/api-explorer', 0],
    ],
  },
  {
    name: 'developer',
    share: 0.25,
    hours: officeHours({ arrives: 9.7, leaves: 18.6, attendance: 0.92, overtime: 0.08 }),
    devices: [{ name: 'laptop', weight: 1 }],
    sittingMinutes: 12,
    pauseMinutes: 40,
    patience: 0.8,
    looksAway: 0.22,
    fallsAsleep: 0.02,
    secondWindow: 0.15,
    rotates: false,
    likes: [
      ['/engines', 12],
      ['/api-explorer', 10],
      ['/exploitation/event-filters', 5],
      ['/view/application-health', 2],
      ['/view/sla', 0.1],
      ['/reports', 0.1],
    ],
  },
];
